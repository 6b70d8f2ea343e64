package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/** What a message of the era of 2026-07-28 says of itself in its {@code _meta}: which version it speaks. */
public final class Claim {
    static final String VERSION = "2026-07-28";
    static final String PREFIX = "io.modelcontextprotocol/";
    static final String CAPABILITIES = PREFIX + "clientCapabilities";
    private static final String CLAIM = PREFIX + "protocolVersion";
    private static final int UNSUPPORTED_VERSION = -32022;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private Claim() {}

    /** Whether a version, known or not, is of the era without handshakes. */
    public static boolean isStateless(String version) {
        return DATE.matcher(version).matches() && version.compareTo(VERSION) >= 0;
    }

    /** Whether the params of a message hold a claim, whatever it says. */
    public static boolean madeIn(ObjectNode params) { return params.path("_meta").has(CLAIM); }

    /**
     * Whether a request is of this era: it claims a version. An {@code initialize} is only if that is our version; with
     * any other claim it is a client of the other era, which wants its handshake nevertheless.
     */
    public static boolean madeBy(Message.Request request) {
        if (!request.method().equals("initialize")) return madeIn(request.params());
        return VERSION.equals(request.params().path("_meta").path(CLAIM).textValue());
    }

    /** The answer to a request that belongs to neither era. */
    public static RpcException missing() {
        return RpcException.envelope(RpcException.INVALID_PARAMS,
                "_meta must have " + CLAIM + " and " + CAPABILITIES + ", or initialize must come first");
    }

    /**
     * The version that a request claims.
     *
     * @throws RpcException it is not dressed as this era wants it
     */
    public static String version(Message.Request request) throws RpcException {
        var meta = request.params().path("_meta");
        var version = meta.path(CLAIM).textValue();
        if (version == null) throw RpcException.envelope(RpcException.INVALID_PARAMS, CLAIM + " must be a string");
        if (meta.path(CAPABILITIES).isObject()) return version;
        throw RpcException.envelope(RpcException.INVALID_PARAMS, "_meta must have " + CAPABILITIES + ", an object");
    }

    /** @throws RpcException that version is not served without a handshake */
    public static void checkServed(String version) throws RpcException {
        if (version.equals(VERSION)) return;
        var data = Json.object().put("requested", version);
        data.putArray("supported").add(VERSION);
        throw RpcException.envelope(UNSUPPORTED_VERSION, "this protocol version is not served", data);
    }
}
