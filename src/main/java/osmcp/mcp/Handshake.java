package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/**
 * The era of 2024-11-05 to 2025-11-25: {@code initialize} agrees on a version, and what follows is understood by it.
 *
 * @param version what was agreed; blank before that, when there is nothing to do but say hello
 */
record Handshake(String version, Methods methods) implements Era {
    private static final String LATEST = "2025-11-25";
    private static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", LATEST);

    /** Before the handshake. */
    Handshake(Methods methods) { this("", methods); }

    /** What follows from the client's {@code initialize}: its version if we know it, else our latest. */
    Handshake agree(ObjectNode params) throws RpcException {
        var wanted = params.path("protocolVersion").textValue();
        if (wanted == null) throw new RpcException(RpcException.INVALID_PARAMS, "protocolVersion must be a string");
        return new Handshake(VERSIONS.contains(wanted) ? wanted : LATEST, methods);
    }

    boolean agreed() { return !version.isEmpty(); }

    /** Several messages in one array: of one version only. */
    boolean batches() { return version.equals("2025-03-26"); }

    /** An error about a message whose id cannot be read says {@code "id": null}; newer versions leave the id out. */
    boolean nullIds() { return agreed() && !version.equals(LATEST); }

    @Override public Result answer(Message.Request request, Progress progress) throws RpcException {
        return switch (request.method()) {
            case "initialize" -> welcome();
            case "ping" -> new Result(Json.object());
            default -> {
                if (!agreed()) throw Stateless.unclaimed();
                yield methods.answer(request, progress);
            }
        };
    }

    private Result welcome() {
        var members = methods.engine().introduction().put("protocolVersion", version);
        members.set("serverInfo", methods.engine().serverInfo());
        return new Result(members);
    }
}
