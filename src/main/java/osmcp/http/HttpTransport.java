package osmcp.http;

import module java.base;
import com.sun.net.httpserver.*;
import osmcp.mcp.Engine;
import osmcp.rpc.*;
import osmcp.secret.Secret;

/** Streamable HTTP at {@code /mcp}, and what an operator asks beside it. */
public final class HttpTransport implements AutoCloseable {
    private static final int STOP_SECONDS = 60;

    private final Consumer<String> log;
    private final Guard guard;
    private final Endpoint endpoint;
    private final Operator operator;
    private final Places places = new Places();
    private final HttpServer server;

    /**
     * How it can be reached, and by whom.
     *
     * @param host where to listen
     * @param port 0 for any
     * @param bearer the secret that every request must bring, if there is one
     * @param hosts names, or names with ports, by which it may be called besides those of loopback
     * @param origins pages that may talk to it besides those of loopback
     * @param certificate PEM; with {@code key}, it speaks TLS
     */
    public record Options(String host, int port, Optional<Secret> bearer, Set<String> hosts, Set<String> origins,
            Optional<Path> certificate, Optional<Path> key) {}

    /** What the operator's probes are told. */
    public interface Probes {
        /** Whether it can do its work. May take a while; is not asked all the time. */
        boolean ready();

        /** In the text format of Prometheus. */
        String metrics();
    }

    HttpTransport(Engine engine, Options options, Probes probes, Consumer<String> log, Answering.Pace pace)
            throws IOException {
        this.log = log;
        this.guard = new Guard(options);
        this.operator = new Operator(probes);
        var principal = "http " + options.bearer().map(HttpTransport::whoever).orElse("anyone");
        this.endpoint = new Endpoint(new Sessions(engine, principal), pace);
        this.server = Listener.listen(options, places, this::handle);
    }

    /**
     * Listens, and serves until it is ended.
     *
     * @param log takes a line or a stack trace when something in here is wrong; nothing secret is in it
     * @throws IOException it cannot listen there, or the certificate cannot be used
     */
    public static HttpTransport start(Engine engine, Options options, Probes probes, Consumer<String> log)
            throws IOException {
        return new HttpTransport(engine, options, probes, log, Answering.Pace.USUAL);
    }

    /** Those who know this secret, without telling it: another one is for others. */
    private static String whoever(Secret bearer) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bearer.reveal().getBytes(StandardCharsets.UTF_8));
            return "bearer " + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    public int port() { return server.getAddress().getPort(); }

    private void handle(HttpExchange http) throws IOException {
        var exchange = new Exchange(http, operator::count, places::arrived);
        try {
            route(exchange);
        } catch (Refused e) {
            exchange.refuse(e, Message.NO_ID);
        } catch (RuntimeException | Error e) { // a bug of ours, and the end of this request only
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            log.accept("internal error: " + trace);
            if (exchange.begun()) throw new IOException("cut off");
            var error = new RpcException(RpcException.INTERNAL_ERROR, "internal error; see the server's log");
            exchange.refuse(new Refused(500, error), Message.NO_ID);
        }
    }

    private void route(Exchange exchange) throws IOException, Refused {
        var path = exchange.path();
        boolean get = List.of("GET", "HEAD").contains(exchange.method());
        if (get) exchange.arrived();
        boolean health = path.equals("/healthz") && get; // also of probes that know nothing but an address
        if (!health) guard.checkHost(exchange);
        guard.checkOrigin(exchange);
        if (!List.of("/mcp", "/healthz", "/readyz", "/metrics").contains(path)) {
            throw new Refused(404, "nothing is here; messages go to /mcp");
        }
        boolean asks = path.equals("/mcp") && exchange.method().equals("OPTIONS");
        if (!health && !asks) guard.checkBearer(exchange);
        if (asks) {
            guard.answerPreflight(exchange);
        } else if (path.equals("/mcp")) {
            if (!exchange.method().equals("POST")) throw Refused.method("POST");
            endpoint.post(exchange);
        } else {
            if (!get) throw Refused.method("GET");
            operator.answer(path, exchange);
        }
    }

    /** No new work; calls under way have so long to answer. */
    public void end(Duration grace) {
        // Stops listening at once, but answers on what is connected; the second stop ends this one.
        Thread.ofVirtual().start(() -> server.stop(STOP_SECONDS + (int) grace.toSeconds()));
        endpoint.end(grace);
        server.stop(0);
    }

    @Override public void close() { end(Duration.ZERO); }
}
