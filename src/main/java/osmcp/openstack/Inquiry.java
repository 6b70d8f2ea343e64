package osmcp.openstack;

/**
 * What has to be asked by a POST, and changes nothing: the only ones that a reader can send, each with its path below
 * the thing and the one name that its body can have.
 */
public enum Inquiry {
    /** The tail of what a server wrote to its serial console. POST /servers/{id}/action */
    CONSOLE_OUTPUT("/action", "os-getConsoleOutput"),
    /** An address where a server's screen can be seen for a while. POST /servers/{id}/remote-consoles, since 2.6 */
    REMOTE_CONSOLE("/remote-consoles", "remote_console");

    final String path;
    final String name;

    Inquiry(String path, String name) {
        this.path = path;
        this.name = name;
    }
}
