package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/** The methods that both eras have. */
record Methods(Engine engine) {
    /** What may be answered with a question first, and may have to wait. */
    private static final Set<String> ROUNDS = Set.of("tools/call", "prompts/get", "resources/read");
    /** More are of no use to a person who chooses. */
    private static final int MOST_COMPLETIONS = 100;

    /** Whether answering it may have to wait for others. */
    boolean takesTime(String method) {
        return ROUNDS.contains(method) || method.equals("completion/complete")
                || engine.handshake().methods().containsKey(method) || engine.stateless().methods().containsKey(method);
    }

    /** Whether answering it may change something. */
    boolean changes(Message.Request request) {
        return request.method().equals("tools/call")
                && engine.toolbox().changes(request.params().path("name").asText(""));
    }

    /** Those that look nothing up. */
    Result list(Message.Request request, Extension more, Context context) throws RpcException {
        var method = request.method();
        refuseUnoffered(method);
        if (method.endsWith("/list") && request.params().hasNonNull("cursor")) {
            throw invalid("no such cursor: the list has one page"); // some clients never ask for a second
        }
        return switch (method) {
            case "tools/list" -> new Result(Json.object(), "tools", engine.toolbox().list());
            case "prompts/list" -> list("prompts", engine.library().prompts());
            case "resources/list" -> list("resources", engine.library().resources());
            case "resources/templates/list" -> list("resourceTemplates", engine.library().templates());
            case "completion/complete" -> complete(request.params());
            default -> {
                var extra = more.methods().get(method);
                if (extra == null) throw new RpcException(RpcException.METHOD_NOT_FOUND, "no method " + method);
                yield new Result(extra.answer(request.params(), context));
            }
        };
    }

    boolean rounds(String method) { return ROUNDS.contains(method); }

    /** One round of those that may be answered with a question. Empty if there is no such resource. */
    Optional<Reply> round(Message.Request request, Context context) throws RpcException {
        var params = request.params();
        refuseUnoffered(request.method());
        return switch (request.method()) {
            case "tools/call" -> Optional.of(engine.toolbox().call(text(params, "name", "the tool's"),
                    arguments(params), context));
            case "prompts/get" -> Optional.of(engine.library().prompt(text(params, "name", "the prompt's"),
                    arguments(params), context));
            default -> engine.library().read(text(params, "uri", "the resource's"), context);
        };
    }

    /** What is not declared is not there. */
    private void refuseUnoffered(String method) throws RpcException {
        var group = method.replaceFirst("/.*", "").replace("completion", "completions");
        if (!engine.offers(group)) throw new RpcException(RpcException.METHOD_NOT_FOUND, "no method " + method);
    }

    private static Result list(String name, List<ObjectNode> all) {
        var members = Json.object();
        members.set(name, Json.node(all));
        return new Result(members);
    }

    private Result complete(ObjectNode params) throws RpcException {
        var ref = params.path("ref");
        var name = switch (ref.path("type").asText()) {
            case "ref/prompt" -> ref.path("name");
            case "ref/resource" -> ref.path("uri");
            default -> throw invalid("ref must be a ref/prompt or a ref/resource");
        };
        var argument = params.path("argument");
        if (!name.isTextual() || !argument.path("name").isTextual() || !argument.path("value").isTextual()) {
            throw invalid("ref must name a prompt or a template, argument must have name and value");
        }
        var known = params.path("context").path("arguments") instanceof ObjectNode given ? given : Json.object();
        var values = engine.library().complete(name.textValue(), argument.path("name").textValue(),
                argument.path("value").textValue(), known);
        var completion = Json.object();
        completion.set("values", Json.node(values.stream().limit(MOST_COMPLETIONS).toList()));
        completion.put("hasMore", values.size() > MOST_COMPLETIONS);
        var members = Json.object();
        members.set("completion", completion);
        return new Result(members);
    }

    private static String text(ObjectNode params, String key, String whose) throws RpcException {
        var text = params.path(key).textValue();
        if (text == null) throw invalid(key + " must be a string: " + whose);
        return text;
    }

    private static ObjectNode arguments(ObjectNode params) throws RpcException {
        return switch (params.path("arguments")) {
            case ObjectNode object -> object;
            case JsonNode other when other.isMissingNode() || other.isNull() -> Json.object();
            default -> throw invalid("arguments must be an object");
        };
    }

    private static RpcException invalid(String why) { return new RpcException(RpcException.INVALID_PARAMS, why); }
}
