package osmcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.*;
import osmcp.secret.*;

/** What goes on between several requests of one client, and what happens when it goes away. */
@Timeout(60)
class SessionTest {
    private static final String SAY = Served.call(1, "say", "");
    private static final String AT_A = ",'arguments':{'gate':'a'}";

    private final Served server = new Served();

    @AfterEach void end() { server.close(); }

    /** A POST in a session, whose answer is read line by line. */
    private BufferedReader open(String session, String body) {
        return lines(Served.open(server.request(body, "Mcp-Session-Id", session)));
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    private static String data(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) return line.substring(6);
        }
        return "";
    }

    private void say(String session, String body) {
        assertEquals(202, server.post(body, "Mcp-Session-Id", session).statusCode());
    }

    private static String cancel(int id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    private void waiting(int calls) throws InterruptedException {
        assertTrue(server.tools.waiting.tryAcquire(calls, 20, TimeUnit.SECONDS));
    }

    private void interrupted() throws InterruptedException {
        assertTrue(server.tools.interrupted.tryAcquire(20, TimeUnit.SECONDS));
    }

    @Test void anIdIsUnderstoodByWhoHasTheKey() {
        var key = Signed.ownKey();
        try (var one = new Served(Served.Setting.signed(key)); var twin = new Served(Served.Setting.signed(key))) {
            var session = one.session();
            for (var each : List.of(one, twin)) {
                assertTrue(each.post(SAY, "Mcp-Session-Id", session).body().contains("said"));
            }
            assertEquals(404, server.post(Served.call(1, "say", ""), "Mcp-Session-Id", session).statusCode());
        }
    }

    /** Nor does who shares the key, but asks for a secret where the other does not. */
    @Test void anIdBelongsToWhoItWasGivenTo() {
        var open = Served.Setting.signed(Signed.ownKey());
        var guarded = new Served.Setting(open.signed(), Served.Setting.bearer("secret").bearer(), open.hosts(),
                open.origins(), open.certificate(), open.key());
        try (var one = new Served(open); var other = new Served(guarded)) {
            assertEquals(404, other.post(Served.call(1, "say", ""), "Mcp-Session-Id", one.session(),
                    "Authorization", "Bearer secret").statusCode());
        }
    }

    @Test void anIdIsOfNoUseWithAnotherSecret() {
        var key = Signed.ownKey();
        try (var one = new Served(Served.Setting.signed(key).without(Optional.of(new Secret("one"))));
                var other = new Served(Served.Setting.signed(key).without(Optional.of(new Secret("other"))))) {
            var id = one.post(Served.HELLO, "Authorization", "Bearer one").headers().firstValue("Mcp-Session-Id");
            var ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
            assertEquals(200, one.post(ping, "Authorization", "Bearer one", "Mcp-Session-Id", id.orElseThrow())
                    .statusCode());
            assertEquals(404, other.post(ping, "Authorization", "Bearer other", "Mcp-Session-Id", id.orElseThrow())
                    .statusCode());
        }
    }

    @Test void anIdIsOfItsOwnAndOfLettersThatFit() {
        var ids = IntStream.range(0, 50).mapToObj(_ -> server.session()).distinct().toList();
        assertEquals(50, ids.size(), "all agreed on the same in the same second");
        assertTrue(ids.stream().allMatch(id -> id.matches("[!-~]{100,400}")), ids.getFirst());
    }

    @Test void anIdHasItsTime() {
        var key = Signed.ownKey();
        try (var one = new Served(Served.Setting.signed(key))) {
            var text = "x {\"version\":\"2025-06-18\",\"capabilities\":{}}";
            for (int seconds : List.of(60, 0, -60)) {
                var id = key.seal("session of http anyone", text, Instant.now().plusSeconds(seconds));
                assertEquals(seconds > 0 ? 200 : 404, one.post(SAY, "Mcp-Session-Id", id).statusCode());
            }
        }
    }

    @Test void whatIsAskedOnTheStreamIsAnsweredByAnotherRequest() throws Exception {
        var session = server.session();
        for (int id = 1; id <= 3; id++) {
            var stream = open(session, Served.call(id, "ask", ""));
            var question = Served.json(data(stream));
            assertEquals("elicitation/create", question.path("method").textValue());
            say(session, """
                    {"jsonrpc":"2.0","id":%s,"result":{"action":"accept","content":{"colour":"green"}}}"""
                    .formatted(question.path("id")));
            assertTrue(data(stream).contains("it is green"));
            assertEquals("", data(stream), "the stream ends");
        }
    }

    @Test void nobodyIsAskedWhoTakesNoStream() {
        var answer = Served.ask(java.net.http.HttpRequest.newBuilder(server.uri("/mcp"))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Served.call(1, "ask", "")))
                .header("Accept", "application/json").header("Mcp-Session-Id", server.session()).build());
        assertTrue(answer.body().contains("nobody can be asked"), answer.body());
    }

    @Test void theStatelessEraAsksInItsAnswer() {
        var asked = Served.json(Served.ask(server.stateless(1, "ask", "")).body()).path("result");
        assertEquals("input_required", asked.path("resultType").textValue());
        var more = ",'inputResponses':{'colour':{'action':'accept','content':{'colour':'blue'}}}";
        assertTrue(Served.ask(server.stateless(2, "ask", more)).body().contains("it is blue"));
    }

    @Test void anotherRequestCancels() throws Exception {
        var session = server.session();
        var stream = open(session, Served.call(1, "wait", AT_A));
        waiting(1);
        say(server.session(), cancel(1)); // of another session, which has agreed on the same
        say(session, cancel(2));
        say(session, cancel(1));
        interrupted();
        assertEquals("", data(stream), "the stream ends without an answer");
        assertEquals(0, server.tools.interrupted.availablePermits());
    }

    @Test void sessionsDoNotShareTheirIds() throws Exception {
        var stream = open(server.session(), Served.call(1, "wait", AT_A));
        waiting(1);
        assertTrue(server.post(Served.call(1, "say", ""), "Mcp-Session-Id", server.session()).body().contains("said"));
        server.tools.open("a");
        assertTrue(data(stream).contains("passed a"));
    }

    @Test void whoGoesAwayCancelsInTheStatelessEra() throws Exception {
        var stream = Served.open(server.stateless(1, "wait", AT_A));
        assertEquals(Optional.of("no"), stream.headers().firstValue("X-Accel-Buffering"));
        assertEquals(Optional.of("no-store"), stream.headers().firstValue("Cache-Control"));
        waiting(1);
        stream.body().close();
        interrupted();
    }

    /** Two waiting calls, whose clients go away: the one in a session goes on, and can still be cancelled. */
    @Test void whoGoesAwayDoesNotCancelInASession() throws Exception {
        var session = server.session();
        open(session, Served.call(1, "wait", AT_A)).close();
        var stateless = Served.open(server.stateless(1, "wait", AT_A));
        waiting(2);
        stateless.body().close();
        interrupted(); // by then, the other one would have been noticed too
        Thread.sleep(300);
        assertEquals(0, server.tools.interrupted.availablePermits());
        say(session, cancel(1));
        interrupted();
    }

    /** Whose answer cannot be written any more is not waited for. */
    @Test void whoGoesAwayWhileItIsAnsweredTakesNoPlaceAlong() throws Exception {
        var session = "Mcp-Session-Id: " + server.session();
        var call = Served.call(1, "echo", ",'arguments':{'x':'" + "x".repeat(3 << 20) + "'}");
        for (int i = 0; i < 5; i++) {
            try (var client = new Raw(server.transport.port())) {
                client.say(Raw.post(call, session)).socket.getInputStream().read();
                client.socket.setSoLinger(true, 0);
            }
        }
        assertTimeout(Duration.ofMillis(1500), () -> server.transport.end(Duration.ZERO));
    }

    @Test void progressComesOverTheStream() {
        var answer = server.post(Served.call(1, "steps", ",'_meta':{'progressToken':'t'}"),
                "Mcp-Session-Id", server.session());
        assertEquals(Optional.of("text/event-stream"), answer.headers().firstValue("Content-Type"));
        var messages = Served.messages(answer);
        assertEquals("notifications/progress", messages.getFirst().path("method").textValue());
        assertEquals(1, messages.getLast().path("id").intValue());
        assertEquals(2, messages.size());
    }

    @Test void anAnswerThatComesSoonIsNoStream() {
        var answer = Served.ask(server.stateless(1, "say", ""));
        assertEquals(Optional.of("application/json"), answer.headers().firstValue("Content-Type"));
    }

    @Test void aStreamShowsThatItLives() throws Exception {
        var stream = lines(Served.open(server.stateless(1, "wait", AT_A)));
        for (int beat = 0; beat < 3; beat++) {
            assertEquals(":", stream.readLine());
            assertEquals("", stream.readLine());
        }
        server.tools.open("a");
        assertTrue(data(stream).contains("passed a"));
    }

    @Test void atTheEndCallsStillAnswerAndNothingBegins() throws Exception {
        var session = server.session();
        try (var early = new Raw(server.transport.port())) {
            early.say(Raw.post("{}", "Mcp-Session-Id: " + session)).hear();
            var stream = open(session, Served.call(1, "wait", AT_A));
            var lone = lines(Served.open(server.stateless(1, "wait", AT_A)));
            waiting(2);
            var ending = Thread.ofVirtual().start(() -> server.transport.end(Duration.ofSeconds(20)));
            var next = Raw.post(Served.call(2, "say", ""), "Mcp-Session-Id: " + session);
            while (early.say(next).hear().status() != 503) {
                Thread.onSpinWait();
            }
            server.tools.open("a");
            assertTrue(data(stream).contains("passed a"));
            assertTrue(data(lone).contains("passed a"));
            ending.join();
            assertTrue(early.closes());
            assertThrows(IOException.class, () -> new Raw(server.transport.port()).close());
        }
    }

    @Test void atTheEndWhatTakesTooLongIsInterrupted() throws Exception {
        var stream = lines(Served.open(server.stateless(1, "wait", AT_A)));
        waiting(1);
        server.transport.end(Duration.ofMillis(1));
        assertTrue(data(stream).contains("interrupted at a"));
    }

    @Test void whatIsTooManyIsToldSoAndAnswersGetThrough() throws Exception {
        var session = server.session();
        var streams = new ArrayList<BufferedReader>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opened = IntStream.rangeClosed(1, 63).mapToObj(id -> threads.submit(
                    () -> open(session, Served.call(id, "wait", AT_A)))).toList();
            for (var stream : opened) streams.add(stream.get());
        }
        streams.add(lines(Served.open(server.stateless(1, "wait", AT_A))));
        waiting(64);
        var refused = server.post(Served.call(99, "say", ""), "Mcp-Session-Id", session);
        assertEquals(503, refused.statusCode());
        assertEquals(Optional.of("1"), refused.headers().firstValue("Retry-After"));
        assertEquals(99, Served.json(refused.body()).path("id").intValue());
        say(session, cancel(1));
        interrupted();
        assertEquals("", data(streams.getFirst()));
        assertEquals(200, server.post(Served.call(99, "say", ""), "Mcp-Session-Id", session).statusCode());
        server.tools.open("a");
        for (var stream : streams.subList(1, 64)) assertTrue(data(stream).contains("passed a"));
    }
}
