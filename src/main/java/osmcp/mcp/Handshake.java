package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;
import osmcp.rpc.*;

/**
 * The era of 2024-11-05 to 2025-11-25: {@code initialize} agrees on a version, and what follows is understood by it.
 *
 * @param session what was agreed; before that, there is nothing to do but say hello
 */
record Handshake(Session session, Methods methods, Asking asking) implements Era {
    private static final String LATEST = "2025-11-25";
    private static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", LATEST);
    private static final int RESOURCE_NOT_FOUND = -32002;
    private static final int MOST_ROUNDS = 8;
    /** By sort of content, the first version that knows it; clients of earlier ones get a text. */
    private static final Map<String, String> SINCE = Map.of("audio", "2025-03-26", "resource_link", "2025-06-18");

    static boolean knows(String version) { return VERSIONS.contains(version); }

    /** What follows from the client's {@code initialize}: its version if we know it, else our latest. */
    Handshake agree(ObjectNode params) throws RpcException {
        var wanted = params.path("protocolVersion").textValue();
        if (wanted == null) throw new RpcException(RpcException.INVALID_PARAMS, "protocolVersion must be a string");
        var able = Json.object(); // of what it can do, so much as we make use of: it may have to travel in a header
        for (var word : List.of("elicitation", "sampling", "roots")) {
            var told = params.path("capabilities").path(word);
            if (told.isObject() && Call.isForm(word, told)) able.putObject(word);
        }
        return new Handshake(new Session(VERSIONS.contains(wanted) ? wanted : LATEST,
                Session.client(params.path("clientInfo")), able), methods, asking);
    }

    boolean agreed() { return !session.version().isEmpty(); }

    /** Several messages in one array: of one version only. */
    boolean batches() { return session.version().equals("2025-03-26"); }

    /** An error about a message whose id cannot be read says {@code "id": null}; newer versions leave the id out. */
    boolean nullIds() { return agreed() && !session.version().equals(LATEST); }

    @Override public String version(Message.Request request) { return session.version(); }

    @Override public String client(Message.Request request) { return session.client(); }

    /** Elicitation came with 2025-06-18. */
    @Override public ObjectNode capabilities(Message.Request request) {
        boolean early = session.version().compareTo("2025-06-18") < 0;
        return early ? session.capabilities().deepCopy().without("elicitation") : session.capabilities();
    }

    @Override public Result answer(Message.Request request, Call call) throws RpcException {
        var method = request.method();
        if (method.equals("initialize")) return welcome();
        if (method.equals("ping")) return new Result(Json.object());
        if (!agreed()) throw Claim.missing();
        return methods.rounds(method) ? rounds(request, call)
                : methods.list(request, methods.engine().handshake(), call);
    }

    /** Asks, on the call's own way back, as often as it must be. */
    private Result rounds(Message.Request request, Call call) throws RpcException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var reply = methods.round(request, call);
            if (reply.isEmpty()) {
                var uri = request.params().path("uri").asText();
                throw new RpcException(RESOURCE_NOT_FOUND, "no resource " + uri, Json.object().put("uri", uri));
            }
            switch (reply.get()) {
                case Reply.Complete(var members) -> {
                    return new Result(known(members));
                }
                case Reply.Failed failed -> {
                    return new Result(failed.members());
                }
                case Reply.NeedsInput(var questions, var keep) -> {
                    try {
                        call.round(ask(questions, call), keep);
                    } catch (RpcException e) { // which the model is to read, where there is one that called
                        if (!request.method().equals("tools/call")) throw e;
                        return new Result(new Reply.Failed(e.getMessage(), Json.object()).members());
                    }
                }
            }
        }
        throw new RpcException(RpcException.INTERNAL_ERROR, "asked the client too often");
    }

    private ObjectNode ask(Map<String, Reply.Question> questions, Call call) throws RpcException {
        var answers = Json.object();
        for (var question : questions.entrySet()) {
            if (!call.canAsk(question.getValue().method())) {
                throw new RpcException(RpcException.INVALID_REQUEST,
                        "this needs a client that answers " + question.getValue().method());
            }
            try {
                answers.set(question.getKey(), asking.ask(question.getValue(), call::send, call::there));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RpcException(RpcException.INTERNAL_ERROR, "cancelled while the client was asked");
            }
        }
        return answers;
    }

    /** With texts in place of content that this version does not know. */
    private ObjectNode known(ObjectNode members) {
        if (members.path("content") instanceof ArrayNode content) {
            for (int i = 0; i < content.size(); i++) {
                var since = SINCE.getOrDefault(content.path(i).path("type").asText(), "");
                if (session.version().compareTo(since) < 0) content.set(i, text(content.path(i)));
            }
        }
        return members;
    }

    private static ObjectNode text(JsonNode content) {
        return Json.object().put("type", "text").put("text", content.path("uri").asText(
                "(" + content.path("type").asText() + ", which this version of the protocol cannot carry)"));
    }

    private Result welcome() {
        var members = methods.engine().introduction(methods.engine().handshake())
                .put("protocolVersion", session.version());
        members.set("serverInfo", methods.engine().serverInfo());
        return new Result(members);
    }
}
