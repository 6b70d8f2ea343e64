package osmcp.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.RpcException;
import osmcp.secret.Signed;

/**
 * Tools that do what tools may do to an engine. Those that last wait at a gate, which a test or another call opens, so
 * that no test has to guess how long something takes.
 */
public final class TestTools implements Toolbox {
    private static final List<String> NAMES = List.of(
            "echo", "say", "fail", "crash", "wait", "change", "stubborn", "open", "steps", "ask", "demand");

    private static final String ELICIT = "elicitation/create";

    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /** Calls that have begun to wait at a gate. */
    public final Semaphore waiting = new Semaphore(0);
    /** Calls that noticed an interruption. */
    public final Semaphore interrupted = new Semaphore(0);

    /** An engine with these tools. */
    public Engine engine() { return engine(Signed.ownKey()); }

    public Engine engine(Signed signed) {
        return new Engine("test", "Test server", "1.2.3", "Mind the gates.", this, Library.NONE, Extension.NONE,
                Extension.NONE, signed, log::add);
    }

    public List<String> log() { return log; }

    private CountDownLatch gate(String name) { return gates.computeIfAbsent(name, _ -> new CountDownLatch(1)); }

    public void open(String gate) { gate(gate).countDown(); }

    @Override public byte[] list() {
        return NAMES.stream().map("{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"::formatted)
                .collect(Collectors.joining(",")).getBytes(UTF_8);
    }

    @Override public boolean changes(String tool) { return tool.equals("change"); }

    @Override public Reply call(String tool, ObjectNode in, Context context) throws RpcException {
        var gate = in.path("gate").asText("");
        return switch (tool) {
            case "echo" -> new Reply.Complete(in, Json.text(in), Json.object().put("ms", 1));
            case "say" -> new Reply.Complete(Json.object(), "said", Json.object());
            case "fail" -> new Reply.Failed("it does not work; try echo", Json.object());
            case "crash" -> throw new IllegalStateException("a bug");
            case "wait", "change" -> pass(gate);
            case "stubborn" -> insist(gate, context);
            case "open" -> {
                open(gate);
                yield new Reply.Complete(Json.object(), "opened " + gate, Json.object());
            }
            case "steps" -> { // the first goes forward, and no other
                for (long step : List.of(2, 1, 2, 0)) context.report(step, 4, "step " + step);
                yield new Reply.Complete(Json.object(), "all steps done", Json.object());
            }
            case "ask" -> context.answers().isEmpty() && !context.canAsk(ELICIT)
                    ? new Reply.Failed("nobody can be asked", Json.object()) : ask(context);
            case "demand" -> ask(context);
            default -> throw new RpcException(RpcException.INVALID_PARAMS, "no tool " + tool);
        };
    }

    /** Ends early when interrupted, with an answer, as a good tool does. */
    private Reply pass(String gate) {
        try {
            waiting.release();
            gate(gate).await();
            return new Reply.Complete(Json.object(), "passed " + gate, Json.object());
        } catch (InterruptedException e) {
            interrupted.release();
            return new Reply.Failed("interrupted at " + gate, Json.object());
        }
    }

    /** Needs to know a colour, whether the client can be asked or not. */
    private Reply ask(Context context) {
        var colour = context.answers().path("colour").path("content").path("colour").textValue();
        if (colour != null) return new Reply.Complete(Json.object(), "it is " + colour, Json.object());
        var params = Json.object().put("message", "Which colour?");
        params.putObject("requestedSchema").put("type", "object").putObject("properties").putObject("colour")
                .put("type", "string");
        return new Reply.NeedsInput(Map.of("colour", new Reply.Question(ELICIT, params)), Json.object());
    }

    /** Goes on when interrupted, and reports again. */
    private Reply insist(String gate, Context context) {
        var reply = pass(gate);
        while (reply instanceof Reply.Failed) {
            context.report(50, 100, "still here");
            reply = pass(gate);
        }
        return reply;
    }
}
