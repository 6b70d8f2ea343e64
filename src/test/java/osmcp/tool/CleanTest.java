package osmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;
import org.junit.jupiter.api.Test;
import osmcp.json.Json;

class CleanTest {
    @Test
    void controlAndInvisibleCharactersDoNotReachAReader() {
        var tag = new StringBuilder().appendCodePoint(0xE0049).appendCodePoint(0xE0067);
        assertEquals("ab", Clean.text("a\u0000\u001b\u200b\u202e\u2066\ufeff\u00ad\ufe0f\u2028" + tag + "b"));
    }

    @Test
    void whatPeopleReadStays() {
        for (var text : List.of("web-1", "zwölf €\n\tλ 漢字 😀", "عربى", "")) assertEquals(text, Clean.text(text));
    }

    @Test
    void everyTextOfAnAnswerIsCleaned() {
        var node = Json.node(Map.of("a", List.of("x\u200b", Map.of("b\u200b", "\u0007y")), "n", 1));
        assertEquals(Json.node(Map.of("a", List.of("x", Map.of("b", "y")), "n", 1)), Clean.tree(node));
    }
}
