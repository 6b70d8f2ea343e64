package osmcp.conformance;

import static osmcp.conformance.Samples.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.mcp.Reply.Question;
import osmcp.rpc.RpcException;

/** The tools that the suite calls, by the names that it knows. All are listed in both eras. */
record Tools(Listening listening) implements Toolbox {
    /** Content parts, as a JSON array, that are the whole answer. */
    private static final Map<String, String> FIXED = new LinkedHashMap<>();
    /** What is asked, and what is said when all of it is answered. */
    private static final Map<String, Asks> ASKING = new LinkedHashMap<>();
    private static final List<String> OTHERS = List.of("test_error_handling", "test_tool_with_progress",
            "test_tool_with_logging", "test_logging_tool", "test_input_required_result_multi_round",
            "test_input_required_result_capabilities", "test_trigger_tool_change", "test_trigger_prompt_change",
            "json_schema_2020_12_tool", "test_long_tool");
    private static final Question NAME = form("What is your name?", "{'name':{'type':'string'}}");
    private static final Question GREETING = sampling("Write a greeting.");
    private static final Question ROOTS = new Question("roots/list", Json.object());

    /** @param keeps whether something is kept, sealed, between the rounds */
    private record Asks(Map<String, Question> questions, boolean keeps) {}

    static {
        FIXED.put("test_simple_text", "[" + TEXT + "]"); // first, since the suite calls the first one as a trial
        FIXED.put("test_image_content", "[" + IMAGE + "]");
        FIXED.put("test_audio_content", "[" + AUDIO + "]");
        FIXED.put("test_embedded_resource", "[" + EMBEDDED + "]");
        FIXED.put("test_multiple_content_types", "[" + TEXT + "," + IMAGE + "," + EMBEDDED + "]");

        asking("test_sampling", false, Map.of("said", sampling("Say something.")));
        asking("test_elicitation", false, Map.of("user", form("Who are you?",
                "{'username':{'type':'string'},'email':{'type':'string','format':'email'}}")));
        asking("test_elicitation_sep1034_defaults", false, Map.of("all", form("Keep the defaults?", DEFAULTS)));
        asking("test_elicitation_sep1330_enums", false, Map.of("all", form("Choose.", CHOICES)));
        asking("test_missing_capability", false, Map.of("said", sampling("Say something.")));
        asking("test_streaming_elicitation", false, Map.of("user_name", NAME));
        asking("test_input_required_result_elicitation", false, Map.of("user_name", NAME));
        asking("test_input_required_result_sampling", false,
                Map.of("capital_question", sampling("What is the capital of France?")));
        asking("test_input_required_result_list_roots", false, Map.of("client_roots", ROOTS));
        var confirm = Map.of("confirm", form("Is that all right?", "{'ok':{'type':'boolean'}}"));
        asking("test_input_required_result_request_state", true, confirm);
        asking("test_input_required_result_tampered_state", true, confirm);
        asking("test_input_required_result_multiple_inputs", true,
                Map.of("user_name", NAME, "greeting", GREETING, "client_roots", ROOTS));
    }

    private static void asking(String tool, boolean keeps, Map<String, Question> questions) {
        ASKING.put(tool, new Asks(questions, keeps));
    }

    @Override public byte[] list() {
        return Stream.of(FIXED.keySet(), ASKING.keySet(), OTHERS).flatMap(Collection::stream).map(name -> {
            boolean schema = name.equals("json_schema_2020_12_tool");
            var tool = Json.object().put("name", name).put("description", "Is what the suite wants of " + name + ".");
            tool.set("inputSchema", json(schema ? SCHEMA : "{'type':'object'}"));
            return Json.text(tool);
        }).collect(Collectors.joining(",")).getBytes(StandardCharsets.UTF_8);
    }

    @Override public boolean changes(String tool) { return false; }

    @Override public Reply call(String tool, ObjectNode arguments, Context context) throws RpcException {
        if (FIXED.containsKey(tool)) return new Reply.Complete(json("{'content':" + FIXED.get(tool) + "}"));
        if (ASKING.containsKey(tool)) return ask(ASKING.get(tool), context);
        try {
            return switch (tool) {
                case "test_error_handling" -> new Reply.Failed("this always fails", Json.object());
                case "test_tool_with_progress" -> steps(3, context);
                case "test_long_tool" -> steps(100, context); // long enough to be cancelled
                // Without sessions there is no level to remember: the least that a client may want is told to all.
                case "test_tool_with_logging" -> logged(context);
                case "test_logging_tool" ->
                    context.meta().has("io.modelcontextprotocol/logLevel") ? logged(context) : said("nothing told");
                case "test_input_required_result_multi_round" -> rounds(context);
                case "test_input_required_result_capabilities" -> ask(able(context), context);
                case "test_trigger_tool_change" -> said("heard by " + listening.tell("tools"));
                case "test_trigger_prompt_change" -> said("heard by " + listening.tell("prompts"));
                case "json_schema_2020_12_tool" -> said(Json.text(arguments));
                default -> throw new RpcException(RpcException.INVALID_PARAMS, "no tool " + tool);
            };
        } catch (InterruptedException e) {
            return new Reply.Failed("interrupted", Json.object());
        }
    }

    private static Reply said(String text) { return new Reply.Complete(Json.object(), text, Json.object()); }

    /** Asks until all is answered. Answers of the wrong sort are none, and what was not asked is not looked at. */
    private static Reply ask(Asks asks, Context context) {
        boolean answered = asks.questions().entrySet().stream()
                .allMatch(one -> answers(context, one.getKey(), one.getValue()));
        if (answered) return said("state-ok: " + Json.text(context.answers()));
        return new Reply.NeedsInput(asks.questions(), Json.object().setAll(
                asks.keeps() ? Map.of("asked", Json.node(true)) : Map.of()));
    }

    private static boolean answers(Context context, String key, Question question) {
        return context.answers().path(key).has(switch (question.method()) {
            case "roots/list" -> "roots";
            case "sampling/createMessage" -> "content";
            default -> "action";
        });
    }

    private static Asks able(Context context) {
        boolean form = context.canAsk(NAME.method());
        return new Asks(form ? Map.of("user_name", NAME) : Map.of("greeting", GREETING), false);
    }

    private static Reply rounds(Context context) {
        var color = form("What is your color?", "{'color':{'type':'string'}}");
        var kept = context.kept();
        if (kept.has("step1") && answers(context, "step2", color)) {
            return said("both said: " + Json.text(kept) + Json.text(context.answers()));
        }
        if (kept.has("asked") && answers(context, "step1", NAME)) {
            return new Reply.NeedsInput(Map.of("step2", color), context.answers().deepCopy());
        }
        return new Reply.NeedsInput(Map.of("step1", NAME), Json.object().put("asked", true));
    }

    /** Waits a little longer after each report than the engine needs to let the next one through. */
    private static Reply steps(int reports, Context context) throws InterruptedException {
        for (int i = 0; i < reports; i++) {
            context.report(i * 100L / (reports - 1), 100, "step " + (i + 1));
            Thread.sleep(300);
        }
        return said("all steps done");
    }

    private static Reply logged(Context context) throws InterruptedException {
        for (var data : List.of("begun", "going on", "ending")) {
            context.tell("notifications/message", Json.object().put("level", "info").put("data", data));
            Thread.sleep(50);
        }
        return said("told three times");
    }
}
