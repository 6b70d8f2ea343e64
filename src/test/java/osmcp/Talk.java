package osmcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.rpc.Message;
import osmcp.secret.Signed;
import osmcp.tools.Calls;

/** A client of the tools in this process, as any transport lets it in, and the person who sits before it. */
final class Talk {
    /** What the person was asked, in the protocol's words. */
    final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
    private final Conversation conversation;
    private final UnaryOperator<ObjectNode> person;
    private final AtomicInteger id = new AtomicInteger();

    /** @param person what is said to a question, as {@code result} or {@code error} */
    Talk(Engine engine, String principal, UnaryOperator<ObjectNode> person) {
        this.conversation = engine.open(principal);
        this.person = person;
    }

    static Engine engine(Calls calls, Signed key) {
        return new Engine("test", "Test", "1", "", new Desk(calls, new Metrics()), new Shelves(calls), Extension.NONE,
                Extension.NONE, key, System.err::println);
    }

    /** Shakes hands, in the era of handshakes. */
    Talk hello(String version, String capabilities) {
        var params = Json.object().put("protocolVersion", version);
        params.set("capabilities", Lab.json(capabilities));
        params.putObject("clientInfo").put("name", "talk").put("version", "7");
        ask("initialize", params);
        return this;
    }

    /** Of a tool: its {@code result}, or else its {@code error}. */
    JsonNode call(String tool, String args) { return ask("tools/call", params(tool, args)); }

    /** The same without a handshake, by a client with those abilities. @param more put beside the arguments */
    JsonNode call(String tool, String args, String capabilities, String more) {
        var params = params(tool, args);
        var meta = params.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.set("io.modelcontextprotocol/clientCapabilities", Lab.json(capabilities));
        meta.putObject("io.modelcontextprotocol/clientInfo").put("name", "talk").put("version", "7");
        params.setAll(Lab.json(more));
        return ask("tools/call", params);
    }

    private static ObjectNode params(String tool, String args) {
        var params = Json.object().put("name", tool);
        params.set("arguments", Lab.json(args));
        return params;
    }

    private JsonNode ask(String method, ObjectNode params) {
        var ended = new CompletableFuture<JsonNode>();
        var request = Json.object().put("jsonrpc", "2.0").put("id", id.incrementAndGet()).put("method", method);
        say(request.set("params", params), new Outlet() {
            @Override public void send(byte[] message) {
                var question = parse(message);
                if (question.path("method").asText().equals("elicitation/create")) answer(question);
            }

            @Override public void end(Optional<Answer> answer) {
                ended.complete(answer.map(one -> parse(one.text())).orElseGet(Json::object));
            }
        });
        try {
            var answer = ended.get(20, TimeUnit.SECONDS);
            return answer.has("result") ? answer.path("result") : answer.path("error");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return fail(e);
        }
    }

    private void answer(JsonNode question) {
        asked.add(question.path("params"));
        var answer = person.apply(Json.object().put("jsonrpc", "2.0").put("id", question.path("id").asText()));
        Thread.ofVirtual().start(() -> say(answer, new Outlet() {
            @Override public void send(byte[] message) {}
            @Override public void end(Optional<Answer> answer) {}
        }));
    }

    private void say(JsonNode message, Outlet outlet) {
        conversation.receive(Message.parse(Json.bytes(message)), outlet);
    }

    private static JsonNode parse(byte[] message) {
        try {
            return Json.parse(message);
        } catch (Json.Malformed e) {
            return fail(new String(message, UTF_8), e);
        }
    }
}
