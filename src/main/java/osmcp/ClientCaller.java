package osmcp;

import module java.base;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.tool.*;

/** A client of the protocol, as the tools know whoever calls. */
record ClientCaller(Context context) implements Caller {
    private static final String ELICIT = "elicitation/create";
    /** Of the one question, and of the one field in its form. */
    private static final String CONFIRM = "confirm";
    private static final String SEAL = "seal";

    /** The question in the protocol's form. What it is about comes back with the answer. */
    static Reply question(Tool.Question question) {
        var params = Json.object().put("message", question.text());
        var schema = params.putObject("requestedSchema").put("type", "object");
        schema.putObject("properties").putObject(CONFIRM).put("type", "boolean").put("title", "Yes, do it")
                .put("default", false);
        schema.putArray("required").add(CONFIRM);
        return new Reply.NeedsInput(Map.of(CONFIRM, new Reply.Question(ELICIT, params)),
                Json.object().put(SEAL, question.seal()));
    }

    @Override public void progress(int done, int total, String what) { context.report(done, total, what); }
    @Override public String principal() { return context.principal(); }
    @Override public String client() { return context.client(); }
    @Override public boolean canAsk() { return context.canAsk(ELICIT); }

    /** One that brings no answer along is asked again. */
    @Override public Optional<String> asked() {
        return Optional.ofNullable(context.kept().path(SEAL).textValue())
                .filter(_ -> context.answers().path(CONFIRM).isObject());
    }

    /** Whoever sends the form as it is, with nothing ticked, has not agreed. */
    @Override public Said said() {
        var answer = context.answers().path(CONFIRM);
        boolean agreed = answer.path("content").path(CONFIRM).booleanValue();
        return switch (answer.path("action").asText("")) {
            case "accept" -> agreed ? Said.YES : Said.NO;
            case "decline" -> Said.NO;
            default -> Said.NOTHING;
        };
    }
}
