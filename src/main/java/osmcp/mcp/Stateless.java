package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/** The era of 2026-07-28: each request says in its {@code _meta} which version it speaks, and nothing is remembered. */
record Stateless(Methods methods) implements Era {
    private static final String VERSION = "2026-07-28";
    private static final int UNSUPPORTED_VERSION = -32022;
    /** The tools stay the same while the process lives; a client that asks the next process should soon notice. */
    private static final int KEEP_MILLIS = 60_000;

    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final String CLAIM = PREFIX + "protocolVersion";
    private static final String CAPABILITIES = PREFIX + "clientCapabilities";

    /**
     * Whether a request is of this era: it claims a version. An {@code initialize} is only if that is our version; with
     * any other claim it is a client of the other era, which wants its handshake nevertheless.
     */
    static boolean claims(Message.Request request) {
        var claim = claim(request);
        return request.method().equals("initialize") ? VERSION.equals(claim.textValue()) : !claim.isMissingNode();
    }

    /** The answer to a request that belongs to neither era. */
    static RpcException unclaimed() {
        return new RpcException(RpcException.INVALID_PARAMS,
                "_meta must have " + CLAIM + " and " + CAPABILITIES + ", or initialize must come first");
    }

    private static JsonNode meta(Message.Request request) { return request.params().path("_meta"); }
    private static JsonNode claim(Message.Request request) { return meta(request).path(CLAIM); }

    @Override public Result answer(Message.Request request, Progress progress) throws RpcException {
        check(request);
        return dressed(switch (request.method()) {
            case "server/discover" -> kept(new Result(discover()));
            case "tools/list" -> kept(methods.answer(request, progress));
            default -> methods.answer(request, progress);
        });
    }

    private static void check(Message.Request request) throws RpcException {
        var version = claim(request).textValue();
        if (version == null) throw new RpcException(RpcException.INVALID_PARAMS, CLAIM + " must be a string");
        if (!meta(request).path(CAPABILITIES).isObject()) {
            throw new RpcException(RpcException.INVALID_PARAMS, "_meta must have " + CAPABILITIES + ", an object");
        }
        if (version.equals(VERSION)) return;
        var data = Json.object().put("requested", version);
        data.putArray("supported").add(VERSION);
        throw new RpcException(UNSUPPORTED_VERSION, "this protocol version is not served", data);
    }

    private ObjectNode discover() {
        var members = methods.engine().introduction();
        members.putArray("supportedVersions").add(VERSION);
        return members;
    }

    /** A result that a client may keep for a while, for itself. */
    private static Result kept(Result result) {
        result.members().put("ttlMs", KEEP_MILLIS).put("cacheScope", "private");
        return result;
    }

    private Result dressed(Result result) {
        var members = result.members().put("resultType", "complete");
        var meta = members.get("_meta") instanceof ObjectNode given ? given : members.putObject("_meta");
        meta.set(PREFIX + "serverInfo", methods.engine().serverInfo());
        return result;
    }
}
