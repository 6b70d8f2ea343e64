package osmcp.http;

import static java.nio.charset.StandardCharsets.*;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;

/**
 * Messages that were valid before something happened to them. Two seconds of it, always from the same seed; with
 * {@code -Dfuzz=SECONDS} for as long as one likes, and with {@code -Dseed=NUMBER} from another.
 */
class FuzzTest {
    private static final int CLIENTS = 4;
    private static final String STATELESS = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\n";
    private static final List<String> WORDS = List.of("null", "true", "-1", "1e999", "\"\"", "{}", "[]", "[[[[", "}",
            "\"id\":", "\"method\":\"tools/call\"", "\"params\":", "\"_meta\":{}", "\\u0000", "\\ud800", "\u0000",
            "\"name\":\"steps\"", "\"name\":\"crash\"", "123456789012345678901234567890", ",", ":");

    private final long seconds = Long.getLong("fuzz", 2);
    private final long seed = Long.getLong("seed", 20260728);

    @Test void theServerStaysUpAndEachAnswerIsJson() throws Exception {
        try (var server = new Served(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = used();
            long end = System.nanoTime() + seconds * 1_000_000_000;
            var clients = IntStream.range(0, CLIENTS).mapToObj(
                    i -> threads.submit(() -> play(server, i, end))).toList();
            int requests = 0;
            for (var client : clients) requests += client.get();
            assertTrue(requests > 100, "requests: " + requests);
            assertEquals(200, server.post(Served.HELLO).statusCode());
            // Those that the tool called crash was asked for; each begins so.
            assertTrue(server.tools.log().stream().allMatch(line -> line.contains("IllegalStateException: a bug")));
            server.tools.log().clear();
            long grown = used() - before;
            assertTrue(grown < 32 << 20, "bytes more: " + grown);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private int play(Served server, int number, long end) throws IOException {
        var random = new Random(seed + number);
        var hello = Served.HELLO.replace("elicitation", "roots"); // nobody here answers what is asked
        var session = server.post(hello).headers().firstValue("Mcp-Session-Id").orElseThrow();
        var seeds = seeds();
        int requests = 0;
        Raw client = null;
        for (; System.nanoTime() < end; requests++) {
            var body = mutated(seeds.get(random.nextInt(seeds.size())), random);
            var headers = new StringBuilder();
            if (random.nextInt(4) > 0) headers.append("Mcp-Session-Id: ").append(session).append("\r\n");
            if (random.nextInt(3) == 0) headers.append(STATELESS);
            if (random.nextInt(3) == 0) headers.append("Mcp-Name: say\r\n");
            var where = "seed " + (seed + number) + ", request " + requests + ": " + new String(body, UTF_8);
            if (client == null) client = new Raw(server.transport.port());
            var head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: " + (random.nextBoolean() ? "text/event-stream"
                    : "*/*") + "\r\nContent-Length: " + body.length + "\r\n" + headers + "\r\n";
            var answer = client.say(head.getBytes(US_ASCII)).say(body).hear();
            check(answer, where);
            if ("close".equals(answer.headers().get("connection"))) {
                client.close();
                client = null;
            }
        }
        return requests;
    }

    private static void check(Raw.Answer answer, String where) {
        assertTrue(Set.of(200, 202, 400, 404, 413, 503).contains(answer.status()), () -> answer + " to " + where);
        if (answer.headers().getOrDefault("content-type", "").equals("text/event-stream")) {
            answer.body().lines().filter(line -> line.startsWith("data: "))
                    .forEach(line -> Served.json(line.substring(6)));
        } else if (!answer.body().isEmpty()) {
            Served.json(answer.body());
        }
    }

    private static List<byte[]> seeds() {
        return Stream.of(Served.HELLO, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                Served.call(2, "say", ""),
                Served.call(3, "echo", ",'arguments':{'a':[1,2.5,'\u00fc',null,{'b':true}]}"),
                Served.call(4, "say", "," + Served.META), Served.call(5, "steps", ",'_meta':{'progressToken':'t'}"),
                "{\"jsonrpc\":\"2.0\",\"id\":\"ask-1\",\"result\":{}}", Served.call(6, "ask", "," + Served.META),
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":3}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"method\":\"x\"}]")
                .map(text -> text.getBytes(UTF_8)).toList();
    }

    /** Bytes changed, taken out, repeated, and words put in between. */
    private static byte[] mutated(byte[] seed, Random random) {
        var text = new String(seed, ISO_8859_1);
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            var part = switch (random.nextInt(4)) {
                case 0 -> "";
                case 1 -> Character.toString(random.nextInt(256));
                case 2 -> text.substring(from, to).repeat(random.nextInt(random.nextInt(20) == 0 ? 2000 : 3));
                default -> WORDS.get(random.nextInt(WORDS.size()));
            };
            text = text.substring(0, from) + part + text.substring(to);
        }
        return text.getBytes(ISO_8859_1);
    }
}
