package osmcp.command;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.tool.Caller;
import osmcp.tools.*;

/** {@code call TOOL [JSON]}: one tool call from a shell, its answer on stdout. */
public final class CallCommand {
    private CallCommand() {}

    /**
     * @param yes whether everything is agreed to beforehand
     * @return the exit code: 0, or 1 if the tool failed or one of its targets did, or 2 if the call was not one
     */
    public static int run(List<String> words, boolean yes, Calls calls, PrintStream out, PrintStream err) {
        if (words.isEmpty() || words.size() > 2) {
            err.println("call: give a tool and, if it takes any, its arguments as a JSON object in one word");
            return 2;
        }
        ObjectNode args;
        try {
            var json = words.size() == 1 ? Json.object() : Json.parse(words.get(1).getBytes(StandardCharsets.UTF_8));
            if (!(json instanceof ObjectNode object)) throw new IllegalArgumentException();
            args = object;
        } catch (Json.Malformed | IllegalArgumentException e) {
            err.println("call: the arguments must be a JSON object, such as '{\"limit\": 5}'");
            return 2;
        }
        var outcome = calls.run(words.getFirst(), args, new Caller() {
            @Override public void progress(int done, int total, String what) {}
            @Override public String principal() { return "shell"; }
            @Override public boolean agrees() { return yes; }
        });
        if (outcome.isEmpty()) {
            err.println("call: no tool " + words.getFirst() + "; there are " + String.join(", ", names()));
            return 2;
        }
        outcome.get().answer().ifPresentOrElse(answer -> out.println(Json.text(answer)),
                () -> err.println(outcome.get().words()));
        outcome.get().notice().ifPresent(err::println);
        boolean shown = outcome.get().answer().filter(answer -> answer.has("confirm")).isPresent();
        if (shown) {
            err.println("call: nothing was sent yet; say --yes to have it done");
            return 1;
        }
        boolean whole = outcome.get().answer().filter(answer -> answer.path("failed").asInt() == 0
                && !answer.has("not_sent") && !answer.has("unknown")).isPresent();
        return whole ? 0 : 1;
    }

    private static List<String> names() { return Tools.all().stream().map(osmcp.tool.Tool::name).toList(); }
}
