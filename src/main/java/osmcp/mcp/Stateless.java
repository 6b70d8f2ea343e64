package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/**
 * The era of 2026-07-28: each request says in its {@code _meta} which version it speaks, and nothing is remembered.
 *
 * @param principal to whom what is sealed belongs
 */
record Stateless(Methods methods, String principal) implements Era {
    private static final int MISSING_CAPABILITY = -32021;
    /** The lists stay the same while the process lives; a client that asks the next process should soon notice. */
    private static final int KEEP_MILLIS = 60_000;
    private static final Duration LIFE_OF_STATE = Duration.ofMinutes(10);

    @Override public String version(Message.Request request) { return Claim.VERSION; }

    @Override public String client(Message.Request request) {
        return Session.client(request.params().path("_meta").path(Claim.PREFIX + "clientInfo"));
    }

    @Override public ObjectNode capabilities(Message.Request request) {
        var given = request.params().path("_meta").path(Claim.CAPABILITIES);
        return given instanceof ObjectNode capabilities ? capabilities : Json.object();
    }

    @Override public Result answer(Message.Request request, Call call) throws RpcException {
        Claim.checkServed(Claim.version(request));
        var method = request.method();
        if (method.equals("server/discover")) return dressed(kept(new Result(discover())));
        if (!methods.rounds(method)) {
            var result = methods.list(request, methods.engine().stateless(), call);
            return dressed(method.endsWith("/list") ? kept(result) : result);
        }
        if (request.params().hasNonNull("requestState") || request.params().hasNonNull("inputResponses")) {
            call.round(answers(request.params()), open(request));
        }
        var reply = methods.round(request, call);
        if (reply.isEmpty()) {
            var uri = request.params().path("uri").asText();
            throw new RpcException(RpcException.INVALID_PARAMS, "no resource " + uri, Json.object().put("uri", uri));
        }
        return dressed(switch (reply.get()) {
            case Reply.Complete(var members) when method.equals("resources/read") -> kept(new Result(members));
            case Reply.Complete(var members) -> new Result(members);
            case Reply.Failed failed -> new Result(failed.members());
            case Reply.NeedsInput needs -> new Result(ask(needs, request, call));
        });
    }

    private static ObjectNode answers(ObjectNode params) {
        return params.path("inputResponses") instanceof ObjectNode given ? given : Json.object();
    }

    /** What the client was asked to keep for us: nobody but this caller, for this very request, brings it back. */
    private ObjectNode open(Message.Request request) throws RpcException {
        var sealed = request.params().path("requestState");
        if (sealed.isMissingNode() || sealed.isNull()) return Json.object();
        var kept = methods.engine().signed().open(purpose(request), sealed.asText(""));
        try {
            if (kept.isPresent()) return (ObjectNode) Json.parse(kept.get().getBytes(StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalStateException(e); // it was sealed here
        }
        throw new RpcException(RpcException.INVALID_PARAMS,
                "requestState is not what was given for this request, or its time is over: call again without it");
    }

    private ObjectNode ask(Reply.NeedsInput needs, Message.Request request, Call call) throws RpcException {
        var asked = Json.object();
        for (var question : needs.questions().entrySet()) {
            var method = question.getValue().method();
            if (!call.canAsk(method)) {
                var data = Json.object();
                data.set("requiredCapabilities", Call.needed(method));
                throw RpcException.envelope(MISSING_CAPABILITY, "this needs a client that answers " + method, data);
            }
            asked.putObject(question.getKey()).put("method", method).set("params", question.getValue().params());
        }
        var members = Json.object().put("resultType", "input_required");
        members.set("inputRequests", asked);
        if (!needs.keep().isEmpty()) {
            members.put("requestState", methods.engine().signed().seal(purpose(request), Json.text(needs.keep()),
                    Instant.now().plus(LIFE_OF_STATE)));
        }
        return members;
    }

    /** What is asked for, and by whom, without what changes from round to round. */
    private String purpose(Message.Request request) {
        var same = request.params().deepCopy().without(List.of("_meta", "inputResponses", "requestState"));
        return "state of " + principal + " for " + request.method() + " " + Json.text(same);
    }

    private ObjectNode discover() {
        var members = methods.engine().introduction(methods.engine().stateless());
        members.putArray("supportedVersions").add(Claim.VERSION);
        return members;
    }

    /** A result that a client may keep for a while, for itself. */
    private static Result kept(Result result) {
        result.members().put("ttlMs", KEEP_MILLIS).put("cacheScope", "private");
        return result;
    }

    private Result dressed(Result result) {
        var members = result.members();
        if (!members.has("resultType")) members.put("resultType", "complete");
        var meta = members.get("_meta") instanceof ObjectNode given ? given : members.putObject("_meta");
        meta.set(Claim.PREFIX + "serverInfo", methods.engine().serverInfo());
        return result;
    }
}
