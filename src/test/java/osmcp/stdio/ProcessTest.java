package osmcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import osmcp.mcp.TestTools;

/** The server in a process of its own: its real streams, its exit code, and signals. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ProcessTest {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}
            """;
    private static final String WAIT = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait","arguments":{"gate":"a"}}}
            """;
    private static final String OPEN = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"open","arguments":{"gate":"a"}}}
            """;

    /** What runs in that process. At its end it prints where only the protocol may be, and then opens a gate. */
    static final class Server {
        public static void main(String[] args) {
            var tools = new TestTools();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                System.out.println("a stray line");
                tools.open("a");
            }));
            Thread.ofPlatform().daemon().start(() -> {
                tools.waiting.acquireUninterruptibly();
                System.err.println("waiting");
            });
            Stdio.serve(tools.engine());
        }
    }

    private static Process start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var server = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Server.class.getName());
        server.environment().clear(); // options for all of Java would print a line
        return server.start();
    }

    private static void send(Process server, String lines) throws IOException {
        server.getOutputStream().write(lines.getBytes(UTF_8));
        server.getOutputStream().flush();
    }

    @Test void itEndsWithItsInputAndPrintsNothingButProtocol() throws Exception {
        var server = start();
        send(server, HELLO + WAIT + OPEN);
        server.getOutputStream().close();
        var lines = server.inputReader(UTF_8).readAllLines();
        assertEquals(3, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\",\"id\":")));
        assertTrue(server.errorReader(UTF_8).readAllLines().contains("a stray line"));
        assertEquals(0, server.waitFor());
    }

    @Test void aSignalEndsItWhenItsCallsHaveAnswered() throws Exception {
        var server = start();
        send(server, HELLO + WAIT);
        var errors = server.errorReader(UTF_8);
        while (!errors.readLine().equals("waiting")) Thread.onSpinWait();
        server.toHandle().destroy(); // SIGTERM, and unlike destroy() of a process it leaves the streams open
        assertEquals(128 + 15, server.waitFor());
        var lines = server.inputReader(UTF_8).readAllLines();
        assertTrue(lines.getLast().contains("passed a"), () -> lines.toString());
    }

    @Test void itEndsWhenNobodyReadsItsOutput() throws Exception {
        var server = start();
        server.getInputStream().close();
        send(server, HELLO);
        assertEquals(0, server.waitFor());
        assertEquals(List.of("a stray line"), server.errorReader(UTF_8).readAllLines());
    }
}
