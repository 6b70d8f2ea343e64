package osmcp.conformance;

import module java.base;
import osmcp.http.HttpTransport;
import osmcp.mcp.Engine;
import osmcp.secret.Signed;

/** The project's own engine and transport with what the conformance suite wants to find: tools, prompts, resources. */
public final class ConformanceServer {
    private static final String INSTRUCTIONS = "This server exists to be tested.";

    private ConformanceServer() {}

    /** PORT, or 0 for any that is free. Prints the URL, and serves until it is ended. */
    public static void main(String[] args) throws IOException {
        System.out.println(url(start(Integer.parseInt(args[0]), System.err::println)));
    }

    static HttpTransport start(int port, Consumer<String> log) throws IOException {
        var listening = new Listening();
        var engine = new Engine("conformance", "Conformance fixtures", "1", INSTRUCTIONS, new Tools(listening),
                new Contents(), Listening.handshake(), listening.stateless(), Signed.ownKey(), log);
        var options = new HttpTransport.Options("127.0.0.1", port, Optional.empty(), Set.of(), Set.of(),
                Optional.empty(), Optional.empty());
        return HttpTransport.start(engine, options, new Probes(), log);
    }

    static String url(HttpTransport transport) { return "http://127.0.0.1:" + transport.port() + "/mcp"; }

    private static final class Probes implements HttpTransport.Probes {
        @Override public boolean ready() { return true; }
        @Override public String metrics() { return ""; }
    }
}
