package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/** What can be seen of a server from outside: what it wrote, and where its screen is. */
public final class Consoles {
    /** Kinds of screen, and the protocols that they belong to. Which of them a cloud has, only it knows. */
    private static final Map<String, String> PROTOCOLS = Map.of("novnc", "vnc", "spice-html5", "spice",
            "rdp-html5", "rdp", "serial", "serial", "webmks", "mks");
    /** Colours, movements of the cursor, titles of windows: what terminals take as orders, and no reader does. */
    private static final Pattern ESCAPES = Pattern.compile("(\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]"
            + "|\\x1b[\\]PX^_][^\\x07\\x1b]*(\\x07|\\x1b\\\\)?|\\x1b[ -/]*[0-~]");

    private final Session session;

    public Consoles(Session session) { this.session = session; }

    public static Set<String> types() { return new TreeSet<>(PROTOCOLS.keySet()); }

    /** The last lines that a server wrote to its serial console, as plain text. POST /servers/{id}/action */
    public String log(Ref<Server> server, int lines) {
        var said = session.ask(server, Inquiry.CONSOLE_OUTPUT, Map.of("length", lines)).path("output").asText("");
        return ESCAPES.matcher(said).replaceAll("").replaceAll("\r+\n?", "\n");
    }

    /** Where its screen can be seen for a while, by anybody who has the address. POST /servers/{id}/remote-consoles */
    public String address(Ref<Server> server, String type) {
        return session.ask(server, Inquiry.REMOTE_CONSOLE, Map.of("protocol", PROTOCOLS.get(type), "type", type))
                .path("remote_console").path("url").asText("");
    }
}
