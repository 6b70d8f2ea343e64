package osmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/** The methods that both eras have. */
record Methods(Engine engine) {
    Result answer(Message.Request request, Progress progress) throws RpcException {
        return switch (request.method()) {
            case "tools/list" -> list(request.params());
            case "tools/call" -> call(request.params(), progress);
            default -> throw new RpcException(RpcException.METHOD_NOT_FOUND, "no method " + request.method());
        };
    }

    /** Whether answering it may have to wait for others. */
    static boolean takesTime(String method) { return method.equals("tools/call"); }

    /** Whether answering it may change something. */
    boolean changes(Message.Request request) {
        return takesTime(request.method()) && engine.toolbox().changes(request.params().path("name").asText(""));
    }

    /** All tools at once, because some clients never ask for a second page. */
    private Result list(ObjectNode params) throws RpcException {
        if (params.hasNonNull("cursor")) throw invalid("no such cursor: the list has one page");
        return new Result(Json.object(), "tools", engine.toolbox().list());
    }

    private Result call(ObjectNode params, Progress progress) throws RpcException {
        var name = params.path("name").textValue();
        if (name == null) throw invalid("name must be a string: the tool's");
        var arguments = switch (params.path("arguments")) {
            case ObjectNode object -> object;
            case JsonNode other when other.isMissingNode() || other.isNull() -> Json.object();
            default -> throw invalid("arguments must be an object");
        };
        return switch (engine.toolbox().call(name, arguments, progress)) {
            case Reply.Complete(var structured, var text, var meta) -> {
                var members = members(text, meta);
                if (!structured.isEmpty()) members.set("structuredContent", structured);
                yield new Result(members);
            }
            case Reply.Failed(var text, var meta) -> new Result(members(text, meta).put("isError", true));
        };
    }

    private static ObjectNode members(String text, ObjectNode meta) {
        var members = Json.object();
        members.putArray("content").addObject().put("type", "text").put("text", text);
        if (!meta.isEmpty()) members.set("_meta", Json.object().setAll(meta));
        return members;
    }

    private static RpcException invalid(String why) { return new RpcException(RpcException.INVALID_PARAMS, why); }
}
