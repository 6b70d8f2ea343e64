package osmcp.mcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.*;
import osmcp.json.Json;
import osmcp.rpc.*;
import osmcp.secret.Signed;

/** A handler that must ask says so once; both eras ask in their own way, and call it again. */
@Timeout(60)
class AskTest {
    private static final Signed KEY = new Signed(new byte[32]);

    /** Asks for a name, then for a colour, and keeps the name meanwhile. */
    private static final class Asker implements Toolbox {
        @Override public byte[] list() { return new byte[0]; }
        @Override public boolean changes(String tool) { return false; }

        @Override public Reply call(String tool, ObjectNode in, Context context) {
            if (!context.canAsk("elicitation/create")) return new Reply.Failed("a plan and a token", Json.object());
            var name = context.kept().path("name").asText() + context.answers().path("who").path("content")
                    .path("name").asText();
            if (name.isEmpty()) return question("who", "");
            var color = context.answers().path("color").path("content").path("name").asText("");
            return color.isEmpty() ? question("color", name)
                    : new Reply.Complete(Json.object(), name + " likes " + color, Json.object());
        }

        private static Reply question(String key, String name) {
            return new Reply.NeedsInput(Map.of(key, new Reply.Question("elicitation/create",
                    Json.object().put("message", key))), Json.object().put("name", name));
        }
    }

    private static Engine engine(Signed key) {
        return new Engine("test", "Test", "1", "", new Asker(), Library.NONE, Extension.NONE, Extension.NONE, key,
                line -> fail(line));
    }

    private static Heard say(Conversation conversation, String json) {
        var heard = new Heard();
        conversation.receive(Message.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), heard);
        return heard;
    }

    private static String call(String arguments, String capabilities, String more) {
        return "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'ask','arguments':" + arguments
                + ",'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                + "'io.modelcontextprotocol/clientCapabilities':" + capabilities + "}" + more + "}}";
    }

    private static String answer(String key, String name, String state) {
        return ",'inputResponses':{'" + key + "':{'action':'accept','content':{'name':'" + name + "'}}},"
                + "'requestState':'" + state + "'";
    }

    private static String state(Heard heard) throws InterruptedException {
        var result = heard.answer().orElseThrow().path("result");
        assertEquals("input_required", result.path("resultType").asText(), result.toString());
        return result.path("requestState").asText();
    }

    @Test
    void theStatelessEraIsAskedByItsAnswerRoundByRound() throws Exception {
        var talk = engine(KEY).open("me");
        var first = state(say(talk, call("{}", "{'elicitation':{}}", "")));
        var second = state(say(talk, call("{}", "{'elicitation':{}}", answer("who", "Ada", first))));
        assertNotEquals(first, second);
        assertEquals("Ada likes red",
                say(talk, call("{}", "{'elicitation':{}}", answer("color", "red", second))).text());
    }

    @Test
    void whatIsKeptIsForThisCallerAndThisRequestOnlyAndForEveryProcessWithTheKey() throws Exception {
        var first = state(say(engine(KEY).open("me"), call("{}", "{'elicitation':{}}", "")));
        var good = call("{}", "{'elicitation':{}}", answer("who", "Ada", first));
        state(say(engine(KEY).open("me"), good));
        var otherKey = new byte[32];
        otherKey[0] = 1;
        for (var talk : List.of(engine(new Signed(otherKey)).open("me"), engine(KEY).open("you"))) {
            assertEquals(RpcException.INVALID_PARAMS, say(talk, good).error());
        }
        var me = engine(KEY).open("me");
        for (var bad : List.of(answer("who", "Ada", first + "-TAMPERED"), answer("who", "Ada", "x." + first))) {
            assertEquals(RpcException.INVALID_PARAMS, say(me, call("{}", "{'elicitation':{}}", bad)).error());
        }
        assertEquals(RpcException.INVALID_PARAMS,
                say(me, call("{'a':1}", "{'elicitation':{}}", answer("who", "Ada", first))).error());
    }

    @Test
    void whoCannotBeAskedIsNot() throws Exception {
        assertEquals("a plan and a token", say(engine(KEY).open("me"), call("{}", "{}", "")).text());
    }

    @Test
    void theEraOfHandshakesIsAskedOnTheCallsOwnWay() throws Exception {
        var talk = engine(KEY).open("me");
        say(talk, "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
                + "'capabilities':{'elicitation':{}}}}");
        var heard = say(talk, "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'ask'}}");
        for (var name : List.of("Ada", "red")) {
            int asked = name.equals("Ada") ? 1 : 2;
            while (heard.sent().size() < asked) Thread.sleep(5);
            var question = heard.sent().getLast();
            assertEquals("elicitation/create", question.path("method").asText());
            say(talk, "{'jsonrpc':'2.0','id':'nobody','result':{}}");
            say(talk, "{'jsonrpc':'2.0','id':'" + question.path("id").asText()
                    + "','result':{'action':'accept','content':{'name':'" + name + "'}}}");
        }
        assertEquals("Ada likes red", heard.text());
    }

    @Test
    void aRefusalToBeAskedEndsTheCallAndSoDoesItsCancellation() throws Exception {
        var talk = engine(KEY).resume("me", Session.parse(
                "{\"version\":\"2025-06-18\",\"capabilities\":{\"elicitation\":{}}}"));
        var heard = say(talk, "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'ask'}}");
        while (heard.sent().isEmpty()) Thread.sleep(5);
        say(talk, "{'jsonrpc':'2.0','id':'" + heard.sent().getFirst().path("id").asText()
                + "','error':{'code':-1,'message':'no'}}");
        assertEquals("the client could not be asked: no", heard.text());
        var other = say(talk, "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'ask'}}");
        while (other.sent().isEmpty()) Thread.sleep(5);
        say(talk, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':2}}");
        assertEquals(Optional.empty(), other.answer());
        while (talk.busy()) Thread.sleep(5);
    }

    /** A session goes on in a new conversation: what is said to an old question is no answer to a new one. */
    @Test
    void noTwoQuestionsHaveOneId() throws Exception {
        var session = Session.parse("{\"version\":\"2025-06-18\",\"capabilities\":{\"elicitation\":{}}}");
        var ids = new HashSet<String>();
        for (int i = 0; i < 2; i++) {
            var talk = engine(KEY).resume("me", session);
            var heard = say(talk, "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'ask'}}");
            while (heard.sent().isEmpty()) Thread.sleep(5);
            ids.add(heard.sent().getFirst().path("id").asText());
            say(talk, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
        }
        assertEquals(2, ids.size());
    }

    @Test
    void elicitationCameWithAVersionThatEarlierClientsDoNotSpeak() throws Exception {
        var talk = engine(KEY).resume("me", Session.parse(
                "{\"version\":\"2025-03-26\",\"capabilities\":{\"elicitation\":{}}}"));
        assertEquals("a plan and a token",
                say(talk, "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'ask'}}").text());
    }

    @Test
    void whatWasSealedIsOverAtItsTimeAndForNothingElse() {
        var sealed = KEY.seal("a", "text", Instant.now().plusSeconds(60));
        assertEquals(Optional.of("text"), KEY.open("a", sealed));
        assertEquals(Optional.empty(), KEY.open("b", sealed));
        assertEquals(Optional.empty(), KEY.open("a", KEY.seal("a", "text", Instant.now().minusSeconds(1))));
        for (var junk : List.of("", ".", "x", "x.y", sealed.substring(1), sealed + "=", sealed.replace(".", ".."))) {
            assertEquals(Optional.empty(), KEY.open("a", junk), junk);
        }
        assertTrue(sealed.matches("[\\x21-\\x7e]+"));
    }
}
