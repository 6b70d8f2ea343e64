package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/** What can be seen of a server from outside: what it wrote, and where its screen is. */
public final class Consoles {
    /** Colours, movements of the cursor, titles of windows: what terminals take as orders, and no reader does. */
    private static final Pattern ESCAPES = Pattern.compile("(\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]"
            + "|\\x1b[\\]PX^_][^\\x07\\x1b\\n]*(\\x07|\\x1b\\\\)?|\\x1b[ -/]*[0-~]");

    /** Types of remote console, each of one protocol. Which of them a cloud has, only it knows. */
    public enum Type {
        NOVNC("vnc"), SPICE_HTML5("spice"), RDP_HTML5("rdp"), SERIAL("serial"), WEBMKS("mks");

        private final String protocol;

        Type(String protocol) { this.protocol = protocol; }

        /** As Nova writes it. */
        @Override public String toString() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }
    }

    private final Session session;

    /** For the project that is signed in to. */
    public Consoles(Session session) { this.session = session; }

    /** The last lines that a server wrote to its serial console, as plain text. POST /servers/{id}/action */
    public String log(Ref<Server> server, int lines) {
        var said = session.ask(server, Inquiry.CONSOLE_OUTPUT, Map.of("length", lines)).path("output").asText("");
        return ESCAPES.matcher(said).replaceAll("").replaceAll("\r+\n?", "\n");
    }

    /** Where its screen can be seen for a while, by anybody who has the address. POST /servers/{id}/remote-consoles */
    public String address(Ref<Server> server, Type type) {
        return session.ask(server, Inquiry.REMOTE_CONSOLE, Map.of("protocol", type.protocol, "type", type.toString()))
                .path("remote_console").path("url").asText("");
    }
}
