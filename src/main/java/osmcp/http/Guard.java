package osmcp.http;

import static java.nio.charset.StandardCharsets.*;

import module java.base;
import osmcp.rpc.RpcException;
import osmcp.secret.Secret;

/** Who may come in: by the name they call us, by the page that sends them, by the secret that they know. */
final class Guard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern LOOPBACK_ORIGIN =
            Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");
    private static final String OUR_HEADERS = "Authorization, Content-Type, Accept, Mcp-Session-Id, "
            + "MCP-Protocol-Version, Mcp-Method, Mcp-Name";

    private final Optional<Secret> bearer;
    private final Set<String> hosts = new HashSet<>(LOOPBACK);
    private final Set<String> origins;

    Guard(HttpTransport.Options options) {
        this.bearer = options.bearer();
        this.hosts.addAll(lowered(options.hosts()));
        // Its own address, which no page of a stranger can have as its name.
        var own = options.host().toLowerCase(Locale.ROOT);
        this.hosts.add(own.contains(":") ? "[" + own + "]" : own);
        this.origins = lowered(options.origins());
    }

    private static Set<String> lowered(Set<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** A page elsewhere can make its own name mean our address; the browser then still says that name. */
    void checkHost(Exchange exchange) throws Refused {
        var given = exchange.headers("Host");
        var host = exchange.header("Host").toLowerCase(Locale.ROOT);
        var name = host.replaceFirst(":\\d{1,5}$", "");
        boolean elsewhere = exchange.names(); // as proxies are asked; that host would count, and not the header
        if (given.size() == 1 && !elsewhere && (hosts.contains(name) || hosts.contains(host))) return;
        throw new Refused(403, "this host is not allowed here; the server's settings say which are");
    }

    /** Lets pages of allowed origins read the answer; others are refused. Programs send no origin. */
    void checkOrigin(Exchange exchange) throws Refused {
        if (exchange.headers("Origin").isEmpty()) return;
        var origin = exchange.header("Origin").toLowerCase(Locale.ROOT);
        boolean one = exchange.headers("Origin").size() == 1;
        if (!one || !LOOPBACK_ORIGIN.matcher(origin).matches() && !origins.contains(origin)) {
            throw new Refused(403, "this origin is not allowed here; the server's settings say which are");
        }
        exchange.set("Access-Control-Allow-Origin", exchange.header("Origin"));
        exchange.set("Access-Control-Expose-Headers", "Mcp-Session-Id");
        exchange.set("Vary", "Origin");
    }

    /** Answers a browser that asks, without the secret, whether a page may send a request. */
    void answerPreflight(Exchange exchange) throws IOException, Refused {
        if (exchange.headers("Origin").isEmpty()) throw Refused.method("POST");
        exchange.set("Access-Control-Allow-Methods", "POST");
        exchange.set("Access-Control-Allow-Headers", OUR_HEADERS);
        exchange.set("Access-Control-Max-Age", "600");
        exchange.answer(200, "text/plain", "ok");
    }

    void checkBearer(Exchange exchange) throws Refused {
        if (bearer.isEmpty()) return;
        var words = exchange.header("Authorization").split(" +", 2);
        var given = words.length == 2 && words[0].equalsIgnoreCase("Bearer") ? words[1] : "";
        boolean right = MessageDigest.isEqual(bearer.get().reveal().getBytes(UTF_8),
                given.getBytes(ISO_8859_1)); // the very bytes that were sent
        if (right && exchange.headers("Authorization").size() == 1) return;
        throw new Refused(401, new RpcException(RpcException.INVALID_REQUEST, "a bearer is needed: the secret"), Map.of(
                "WWW-Authenticate", words[0].isEmpty() ? "Bearer" : "Bearer error=\"invalid_token\""));
    }
}
