package osmcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;
import osmcp.json.Json;
import osmcp.mcp.TestTools;

/** The server over its two streams: what it survives, and how it ends. */
@Timeout(60)
class StdioTest {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}""";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":{"gate":"%s"}}}""";

    private final TestTools tools = new TestTools();

    private StdioClient client(Duration grace) {
        var client = new StdioClient(tools.engine(), grace);
        client.send(HELLO);
        assertTrue(client.next().orElseThrow().contains("\"2025-06-18\""));
        return client;
    }

    private static String call(int id, String tool, String gate) {
        return CALL.formatted(id, tool, gate);
    }

    private static int id(String line) {
        try {
            return Json.parse(line.getBytes(UTF_8)).path("id").intValue();
        } catch (Json.Malformed e) {
            return fail(line, e);
        }
    }

    @Test void noLineStopsIt() {
        try (var client = client(Duration.ofSeconds(20))) {
            client.send("x".repeat(5 << 20));
            client.send("[".repeat(1 << 20));
            client.send(new byte[] {'"', (byte) 0xff, '"', '\n', 0, 0, 0, '\n'});
            client.send("");
            for (var code : List.of(-32600, -32700, -32700, -32700)) {
                assertTrue(client.next().orElseThrow().contains("\"error\":{\"code\":" + code));
            }
            client.send(call(1, "say", ""));
            assertEquals(1, id(client.next().orElseThrow()));
        }
    }

    @Test void atTheEndOfInputWhatRunsStillAnswers() throws Exception {
        var client = client(Duration.ofSeconds(20));
        client.send(call(1, "wait", "a"));
        client.send(call(2, "say", ""));
        client.close();
        assertEquals(2, id(client.next().orElseThrow()));
        assertTrue(client.serves());
        tools.open("a");
        assertEquals(1, id(client.next().orElseThrow()));
        assertEquals(List.of(), client.rest());
    }

    @Test void whatTakesTooLongThenIsInterruptedAndAnswers() {
        var client = client(Duration.ofMillis(1));
        client.send(call(1, "wait", "a"));
        client.close();
        assertTrue(client.next().orElseThrow().contains("interrupted at a"));
        assertEquals(List.of(), client.rest());
    }

    @Test void aClientThatDoesNotListenEndsIt() throws Exception {
        var client = client(Duration.ofDays(1));
        client.send(call(1, "wait", "a"));
        client.send(call(2, "wait", "b"));
        assertTrue(tools.waiting.tryAcquire(2, 20, TimeUnit.SECONDS));
        client.deafen();
        tools.open("a");
        assertEquals(List.of(), client.rest());
        assertEquals(1, tools.interrupted.availablePermits(), "the other call was not waited for");
        assertEquals(List.of(), tools.log());
    }

    @Test void of200CallsAtOnceEachIsAnsweredOnce() {
        var client = client(Duration.ofSeconds(20));
        for (int id = 1; id <= 200; id++) client.send(call(id, id % 2 == 0 ? "echo" : "steps", "\\n"));
        client.close();
        var ids = client.rest().stream().map(StdioTest::id).sorted().toList();
        assertEquals(IntStream.rangeClosed(1, 200).boxed().toList(), ids);
    }
}
