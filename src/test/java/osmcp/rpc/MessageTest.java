package osmcp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.json.Json;
import osmcp.rpc.Message.*;

/** What a text means, and what is said to one that means nothing. */
class MessageTest {
    private static Message parse(String text) { return Message.parse(text.getBytes(UTF_8)); }

    @Test void aRequestKeepsItsIdAsItCame() {
        for (var id : List.of("1", "-7", "\"1\"", "\"\"", "9".repeat(40))) {
            var request = (Request) parse("{'jsonrpc':'2.0','id':%s,'method':'m'}".replace('\'', '"').formatted(id));
            assertEquals(id, Json.text(request.id()));
            assertEquals("m", request.method());
            assertTrue(request.params().isEmpty());
        }
    }

    @Test void idsOfDifferentTypesDiffer() {
        var number = (Request) parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":2}}");
        var text = (Request) parse("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"m\",\"params\":null}");
        assertNotEquals(number.id(), text.id());
        assertEquals(2, number.params().path("a").intValue());
        assertTrue(text.params().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"params\":{}", ",\"params\":null", ",\"params\":[1]", ",\"params\":7"})
    void aNotificationIsOneWhateverItsParams(String params) {
        assertInstanceOf(Notification.class, parse("{\"jsonrpc\":\"2.0\",\"method\":\"m\"" + params + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"m\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}",
            "{\"result\":3}"})
    void anAnswerIsNeverAnswered(String text) { assertInstanceOf(Response.class, parse(text)); }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // text | code | the id that is echoed, if any
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"meth | -32700 |",
            "{\"jsonrpc\":\"2.0\"} x | -32700 |",
            "{} {} | -32700 |",
            "nonsense | -32700 |",
            "7 | -32600 |",
            "null | -32600 |",
            "\"text\" | -32600 |",
            "{} | -32600 |",
            "[] | -32600 |",
            "{\"id\":1,\"method\":\"m\"} | -32600 | 1",
            "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"m\"} | -32600 | 1",
            "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"} | -32600 | 1",
            "{\"jsonrpc\":\"2.0\",\"id\":1} | -32600 | 1",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":null} | -32600 | 1",
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":[\"m\"]} | -32600 | \"a\"",
            "{\"jsonrpc\":\"2.0\",\"method\":7} | -32600 |",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"} | -32600 |",
            "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"method\":\"m\"} | -32600 |",
            "{\"jsonrpc\":\"2.0\",\"id\":1e3,\"method\":\"m\"} | -32600 |",
            "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"m\"} | -32600 |",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"m\"} | -32600 |",
            "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"m\"} | -32600 |",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":7} | -32600 | 1",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":\"p\"} | -32600 | 1",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":false} | -32600 | 1",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[1]} | -32602 | 1"})
    void whatIsNoMessageKnowsItsAnswer(String text, int code, String id) {
        var invalid = assertInstanceOf(Invalid.class, parse(text));
        assertEquals(code, invalid.error().code());
        assertEquals(id, invalid.id().isMissingNode() ? null : Json.text(invalid.id()));
    }

    @Test void textThatIsNotUtf8IsNotJson() {
        for (byte odd : new byte[] {(byte) 0xff, (byte) 0xc3, (byte) 0x80}) {
            var text = "{\"jsonrpc\":\"2.0\",\"id\":\"?\",\"method\":\"m\"}".getBytes(UTF_8);
            text[new String(text, UTF_8).indexOf('?')] = odd;
            assertEquals(RpcException.PARSE_ERROR, assertInstanceOf(Invalid.class, Message.parse(text)).error().code());
        }
    }

    @Test void whatIsTooDeepOrTooLongIsRefusedWithoutHarm() {
        for (var text : List.of("[".repeat(1_000_000), "{\"a\":".repeat(500_000), "9".repeat(1_000_000),
                "{\"" + "n".repeat(1_000_000) + "\":1}")) {
            assertEquals(RpcException.PARSE_ERROR, assertInstanceOf(Invalid.class, parse(text)).error().code());
        }
    }

    @Test void aBatchHoldsMessagesOfAllKindsButNoBatch() {
        var batch = (Batch) parse("[{'jsonrpc':'2.0','id':1,'method':'m'},{'jsonrpc':'2.0','method':'n'},"
                .concat("{'id':2,'result':{}},[],7]").replace('\'', '"'));
        assertEquals(List.of(Request.class, Notification.class, Response.class, Invalid.class, Invalid.class),
                batch.parts().stream().map(Message::getClass).toList());
    }

    @Test void aBatchOfCommasIsRefusedAsAWhole() {
        assertInstanceOf(Batch.class, parse("[7" + ",7".repeat(99) + "]"));
        assertInstanceOf(Invalid.class, parse("[7" + ",7".repeat(100) + "]"));
    }
}
