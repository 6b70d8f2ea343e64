package osmcp.json;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static byte[] bytes(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true",
        "\"ü€😀\\u0000\\\"\"", "[1,-2,3000000000,123456789012345678901234567890]",
        "{\"a\":{\"b\":[1.5,null,false]}}"})
    void whatIsReadIsWrittenTheSame(String text) throws Json.Malformed {
        assertEquals(text, Json.text(Json.parse(bytes(text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\"}", "{} {}", "nul", "{'a':1}", "\"\\x\"", "1e", "NaN"})
    void whatIsNotJsonIsMalformed(String text) {
        assertThrows(Json.Malformed.class, () -> Json.parse(bytes(text)));
    }

    @Test
    void deepNestingAndBrokenUtf8AreMalformed() {
        assertThrows(Json.Malformed.class, () -> Json.parse(bytes("[".repeat(50_000))));
        assertThrows(Json.Malformed.class, () -> Json.parse(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}));
    }

    @Test
    void theMessageDoesNotQuoteTheText() {
        var message = assertThrows(Json.Malformed.class, () -> Json.parse(bytes("{\"p\":secret}"))).getMessage();
        assertFalse(message.contains("\"p\""), message);
    }
}
