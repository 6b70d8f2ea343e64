package osmcp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import osmcp.json.Json;

/** How messages are written. */
class WireTest {
    private static final JsonNode ID = Json.node(7);

    private static String text(byte[] message) { return new String(message, UTF_8); }

    @Test void aResult() {
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}", text(Wire.result(ID, new Result(Json.object()))));
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{\"a\":1}}",
                text(Wire.result(Json.node("x"), new Result(Json.object().put("a", 1)))));
    }

    @Test void aListThatIsAlreadyTextIsPassedOn() {
        var items = "{ \"as\" : \"it is, \u00fc\" },{}".getBytes(UTF_8);
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":[{ \"as\" : \"it is, \u00fc\" },{}]}}",
                text(Wire.result(ID, new Result(Json.object(), "tools", items))));
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"a\":1,\"tools\":[]}}",
                text(Wire.result(ID, new Result(Json.object().put("a", 1), "tools", new byte[0]))));
    }

    @Test void anErrorSaysNothingThatItDoesNotHave() {
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32601,\"message\":\"no\"}}",
                text(Wire.error(ID, new RpcException(RpcException.METHOD_NOT_FOUND, "no"))));
        assertEquals("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":5,\"message\":\"no\",\"data\":{\"a\":1}}}",
                text(Wire.error(Message.NO_ID, new RpcException(5, "no", Json.object().put("a", 1)))));
    }

    @Test void aBatchIsAnArray() {
        var one = Wire.notification("n", Json.object().put("a", 1));
        var text = "{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":{\"a\":1}}";
        assertEquals(text, text(one));
        assertEquals("[" + text + "]", text(Wire.batch(List.of(one))));
        assertEquals("[" + text + "," + text + "]", text(Wire.batch(List.of(one, one))));
    }

    @Test void everythingIsOneLineWhateverItHolds() throws Exception {
        var odd = "line\nfeed\rreturn\u2028sep\u0085next\0nul \ud83d\ude00 \ud800 alone";
        var message = Wire.result(Json.node(odd), new Result(Json.object().put("odd", odd)));
        assertFalse(text(message).contains("\n") || text(message).contains("\r"));
        assertEquals(odd, Json.parse(message).path("result").path("odd").textValue());
        assertEquals(odd, Json.parse(message).path("id").textValue());
    }
}
