package osmcp.http;

import module java.base;
import org.junit.jupiter.api.*;
import osmcp.mcp.Script;

/** Plays the conversations of {@code src/test/resources/osmcp/conversations} over HTTP. */
class ConversationTest {
    @TestFactory List<DynamicTest> all() throws Exception {
        return Script.all("http").stream().map(script -> DynamicTest.dynamicTest(script.name(), () -> {
            try (var server = new Served(); var client = new ScriptClient(server)) {
                script.play(client);
            }
        })).toList();
    }
}
