package osmcp.http;

import static java.nio.charset.StandardCharsets.*;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do what none should. Whatever they do, another one is served beside and after them. */
@Timeout(60)
class HostileTest {
    private static final Served SERVER = new Served();
    private static final String CHUNKED = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

    @AfterAll static void end() { SERVER.close(); }

    @AfterEach void othersAreServed() {
        assertEquals(200, SERVER.post(Served.HELLO).statusCode());
        assertEquals(List.of(), SERVER.log);
        assertEquals(List.of(), SERVER.tools.log());
    }

    private static Raw client() throws IOException { return new Raw(SERVER.transport.port()); }

    @Test void aBodyMayBeLongButNotTooLong() throws Exception {
        var session = SERVER.session();
        var call = Served.call(1, "say", ",'arguments':{'x':'%s'}");
        var longest = call.formatted("x".repeat((4 << 20) - call.length() + 2));
        for (int more = 0; more <= 1; more++) {
            var body = longest + " ".repeat(more);
            try (var sized = client(); var chunked = client()) {
                var answer = sized.say(Raw.post(body, "Mcp-Session-Id: " + session)).hear();
                assertEquals(more == 0 ? 200 : 413, answer.status(), answer::toString);
                chunked.say(CHUNKED.replace("\r\n\r\n", "\r\nMcp-Session-Id: " + session + "\r\n\r\n"));
                chunked.say(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
                assertEquals(more == 0 ? 200 : 413, chunked.hear().status());
            }
        }
    }

    /** The answer comes before the body, and the connection is of no more use. */
    @Test void whatIsDeclaredTooLongIsNotWaitedFor() throws Exception {
        try (var client = client()) {
            client.say("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000000\r\n\r\n[");
            assertEquals(413, client.hear().status());
        }
    }

    @Test void fiveMegabytesAreRefusedToAClientThatSendsThemAll() {
        assertEquals(413, SERVER.post("x".repeat(5 << 20)).statusCode());
    }

    @Test void aStreamWithoutEndIsCutOff() throws Exception {
        try (var client = client()) {
            client.say(CHUNKED);
            var chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(US_ASCII);
            int sent = 0;
            try {
                for (; sent < 100 << 4; sent++) client.say(chunk);
            } catch (IOException e) {
                // reset
            }
            assertTrue(sent < 40 << 4, "sent so many times 64 KiB: " + sent);
        }
    }

    @Test void aBodyOfMillionsOfValuesIsNotUnderstood() {
        assertEquals(413, SERVER.post("[" + "{},".repeat(1 << 20) + "{}]").statusCode());
        assertEquals(400, SERVER.post("[" + "\\".repeat(1000)).statusCode());
    }

    @Test void whatIsNoTextIsNoJson() throws Exception {
        for (var body : List.of("\"\u00ff\"", "\u0000\u0000", "\u00c0\u0080", "{\"method\":\"\u00fe\"}")) {
            try (var client = client()) {
                var head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n";
                var answer = client.say((head + body).getBytes(ISO_8859_1)).hear();
                assertEquals(400, answer.status());
                assertEquals(-32700, answer.code());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GARBAGE\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n", "GET\r\n\r\n", "GET  HTTP/1.1\r\n\r\n",
        "POST mailto:x HTTP/1.1\r\nHost: localhost\r\n\r\n", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffe\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n{}x",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n{}",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: -2\r\n\r\n{}",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n{}"})
    void whatIsNoHttpIsRefusedOrCutOff(String text) throws Exception {
        try (var client = client()) {
            client.say(text);
            client.socket.shutdownOutput();
            try {
                var answer = client.hear();
                assertTrue(answer.status() >= 400, answer::toString);
            } catch (EOFException | SocketException e) {
                // cut off
            }
            assertTrue(client.closes());
        }
    }

    @Test void whoLeavesInTheMiddleIsForgotten() throws Exception {
        for (var part : List.of("", "P", "POST /mcp", "POST /mcp HTTP/1.1\r\nHost: lo",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", CHUNKED + "100\r\n{")) {
            for (int i = 0; i < 20; i++) client().say(part).close();
        }
    }

    @Test void manyRequestsInOneGoAreAnsweredInTheirOrder() throws Exception {
        var session = "Mcp-Session-Id: " + SERVER.session();
        try (var client = client()) {
            for (int id = 1; id <= 20; id++) client.say(Raw.post(Served.call(id, "say", ""), session));
            for (int id = 1; id <= 20; id++) {
                assertEquals(id, Served.json(client.hear().body()).path("id").intValue());
            }
        }
    }

    /** What does not read fills its own pipe, and nobody else waits. */
    @Test void whoDoesNotReadHoldsUpNobody() throws Exception {
        var session = "Mcp-Session-Id: " + SERVER.session();
        var clients = new ArrayList<Raw>();
        for (int i = 0; i < 30; i++) {
            var body = Served.call(i, "echo", ",'arguments':{'x':'" + "x".repeat(60_000) + "'}");
            clients.add(client().say(Raw.post(body, session).repeat(3)));
        }
        othersAreServed();
        for (var client : clients) client.close();
    }

    @Test void idleConnectionsAreNothingToOthers() throws Exception {
        var idle = new ArrayList<Raw>();
        for (int i = 0; i < 300; i++) idle.add(client());
        for (int i = 0; i < 300; i++) idle.add(client().say(i % 2 == 0 ? "P" : "POST /mcp HTTP/1.1\r\nHost: local"));
        for (int i = 0; i < 20; i++) othersAreServed();
        for (var client : idle) client.close();
    }
}
