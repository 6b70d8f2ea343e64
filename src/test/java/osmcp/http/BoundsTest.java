package osmcp.http;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;

/**
 * What the JDK's server bounds. It reads its bounds once, so this one has a process of its own, with shorter times and
 * a small heap; what it prints is its log.
 */
@Timeout(60)
class BoundsTest {
    private static final List<String> LINES = Collections.synchronizedList(new ArrayList<>());
    private static final List<String> SESSIONS = Collections.synchronizedList(new ArrayList<>());
    private static Process process;
    private static int port;

    /** What runs in that process, until its input ends. */
    static final class Server {
        public static void main(String[] args) throws IOException {
            var server = new Served(Served.Setting.bearer("canary-bearer"));
            System.out.println(server.transport.port());
            System.in.read();
            server.close();
            System.out.println("closed, used KiB: " + used());
        }

        private static long used() {
            System.gc();
            return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 10;
        }
    }

    @BeforeAll static void start() throws IOException {
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:+ExitOnOutOfMemoryError",
                "-Dsun.net.httpserver.maxReqTime=2", "-Dsun.net.httpserver.clockTick=500",
                "-Djava.util.logging.config.file=" + everything(),
                "-cp", System.getProperty("java.class.path"), Server.class.getName()).start();
        var out = process.inputReader();
        port = Integer.parseInt(out.readLine());
        Thread.ofVirtual().start(() -> out.lines().forEach(LINES::add));
        var errors = process.errorReader();
        Thread.ofVirtual().start(() -> errors.lines().forEach(LINES::add));
    }

    /** The JDK's server logs everything that it can. */
    private static Path everything() throws IOException {
        var file = Files.createTempFile("logging", ".properties");
        file.toFile().deleteOnExit();
        return Files.writeString(file, """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=ALL
                com.sun.net.httpserver.level=ALL
                """);
    }

    @AfterAll static void nothingSecretWasLoggedAndItEnded() throws Exception {
        process.getOutputStream().close();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> LINES.getLast());
        for (int i = 0; i < 100 && LINES.stream().noneMatch(line -> line.startsWith("closed")); i++) Thread.sleep(20);
        assertTrue(LINES.stream().anyMatch(line -> line.startsWith("closed")), () -> LINES.getLast());
        assertEquals(List.of(), LINES.stream().filter(line -> line.contains("canary")
                || SESSIONS.stream().anyMatch(line::contains)).toList());
        assertTrue(LINES.stream().anyMatch(line -> line.contains("POST /mcp")), "the JDK's server has logged all");
    }

    @AfterEach void othersAreServed() throws IOException {
        try (var client = new Raw(port)) {
            var answer = client.say(Raw.post(Served.HELLO, "Authorization: Bearer canary-bearer")).hear();
            assertEquals(200, answer.status());
            var session = answer.headers().get("mcp-session-id");
            SESSIONS.add(session);
            assertEquals(200, client.say(Raw.post(Served.call(1, "say", ""), "Authorization: Bearer canary-bearer",
                    "Mcp-Session-Id: " + session)).hear().status());
        }
    }

    @Test void whoBeginsManyRequestsAndEndsNoneShutsNobodyOut() throws Exception {
        var body = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer canary-bearer\r\n"
                + "Content-Length: 100\r\n\r\n{";
        var clients = new ArrayList<Raw>();
        for (var start : List.of("P", body)) {
            for (int i = 0; i < 1_100; i++) clients.add(new Raw(port).say(start));
            othersAreServed();
        }
        for (var client : clients) client.close();
    }

    @Test void slowSendersAreCutOff() throws Exception {
        var starts = List.of("P", "POST /mcp HTTP/1.1\r\nHost: localhost\r\n",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer canary-bearer\r\n"
                        + "Content-Length: 100\r\n\r\n{");
        var clients = new ArrayList<Raw>();
        for (var start : starts) {
            for (int i = 0; i < 100; i++) clients.add(new Raw(port).say(start));
        }
        var silent = new Raw(port);
        long begun = System.nanoTime();
        othersAreServed();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var client : clients) threads.execute(() -> drip(client));
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(silent.closes());
        assertTrue(millis < 15_000, "cut off after ms: " + millis);
    }

    /** A byte now and then, until nobody takes it. */
    private static void drip(Raw client) {
        try (client) {
            while (true) {
                client.say("x");
                Thread.sleep(250);
            }
        } catch (IOException | InterruptedException e) {
            // cut off
        }
    }

    @Test void longHeadersAreCutOff() throws Exception {
        for (var headers : List.of("X: " + "x".repeat(17 << 10), "X: " + "x".repeat(1 << 20), "X: x\r\n".repeat(5000),
                IntStream.range(0, 200).mapToObj(i -> "X" + i + ": x").collect(Collectors.joining("\r\n")))) {
            try (var client = new Raw(port)) {
                client.say("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n");
                assertTrue(client.closes());
            } catch (SocketException e) {
                // cut off while it was sending
            }
        }
    }

    @Test void largeMessagesSideBySideFit() throws Exception {
        var call = Served.call(1, "say", ",'arguments':{'x':'" + "x".repeat(3 << 20) + "'}," + Served.META);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 6).mapToObj(_ -> threads.submit(() -> {
                try (var client = new Raw(port)) {
                    return client.say(Raw.post(call, "Authorization: Bearer canary-bearer", "Mcp-Name: say",
                            "Mcp-Method: tools/call", "MCP-Protocol-Version: 2026-07-28")).hear().status();
                }
            })).toList();
            for (var answer : answers) assertTrue(Set.of(200, 503).contains(answer.get()), answer.get().toString());
        }
    }
}
