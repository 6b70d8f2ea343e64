package osmcp.stdio;

import module java.base;
import org.junit.jupiter.api.*;
import osmcp.mcp.*;

/** Plays the conversations of {@code src/test/resources/osmcp/conversations} over standard input and output. */
class ConversationTest {
    @TestFactory List<DynamicTest> all() throws Exception {
        return Script.all("stdio").stream().map(script -> DynamicTest.dynamicTest(script.name(), () -> {
            try (var client = new StdioClient(new TestTools().engine())) {
                script.play(client);
            }
        })).toList();
    }
}
