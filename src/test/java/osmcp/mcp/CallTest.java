package osmcp.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.*;
import osmcp.json.Json;
import osmcp.rpc.*;

/** Calls that last: side by side, cancelled, too many, and at the end. */
@Timeout(60)
class CallTest {
    private static final String AT_A = ",'arguments':{'gate':'a'}";

    private final TestTools tools = new TestTools();
    private final Conversation conversation = tools.engine().open("test");
    private final List<Heard> all = new ArrayList<>();

    @BeforeEach void shakeHands() {
        say("{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25'}}");
    }

    @AfterEach void everyMessageEndsOnceAndNothingFollows() {
        conversation.end(Duration.ofSeconds(20));
        assertTrue(all.stream().allMatch(Heard::proper));
    }

    /** Says something, in which the quotation marks are single ones. */
    private Heard say(String text) {
        var heard = new Heard();
        all.add(heard);
        conversation.receive(Message.parse(text.replace('\'', '"').getBytes(UTF_8)), heard);
        return heard;
    }

    /** Calls a tool with these members of its params. */
    private Heard call(int id, String tool, String more) {
        var params = "{'name':'" + tool + "'" + more + "}";
        return say("{'jsonrpc':'2.0','id':%d,'method':'tools/call','params':%s}".formatted(id, params));
    }

    private Heard cancel(int id) {
        return say("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%d}}".formatted(id));
    }

    /** Waits until the tools of so many calls are waiting at a gate. */
    private void waiting(int calls) throws InterruptedException {
        assertTrue(tools.waiting.tryAcquire(calls, 20, TimeUnit.SECONDS));
    }

    @Test void cancellingInterruptsAndSilences() throws Exception {
        var call = call(1, "wait", AT_A);
        waiting(1);
        cancel(1);
        assertTrue(call.answer().isEmpty());
        assertTrue(tools.interrupted.tryAcquire(20, TimeUnit.SECONDS));
    }

    @Test void aCallIsCancelledBeforeItsThreadHasBegun() throws Exception {
        for (int id = 1; id <= 500; id++) {
            var call = call(id, "wait", AT_A);
            cancel(id);
            assertTrue(call.answer().isEmpty());
            assertTrue(tools.interrupted.tryAcquire(20, TimeUnit.SECONDS));
        }
    }

    @Test void cancellingTwiceOrTooLateDoesNothing() throws Exception {
        var stubborn = call(1, "stubborn", AT_A);
        waiting(1);
        cancel(1);
        cancel(1);
        waiting(1);
        tools.open("a");
        assertTrue(stubborn.answer().isEmpty());
        var done = call(2, "say", "");
        assertEquals("said", done.text());
        assertTrue(cancel(2).answer().isEmpty());
        assertEquals(1, tools.interrupted.availablePermits());
    }

    /** Its tool reports and answers after it was cancelled, and nobody hears of it. */
    @Test void nothingIsSaidAfterACancel() throws Exception {
        var call = call(1, "stubborn", AT_A + ",'_meta':{'progressToken':1}");
        waiting(1);
        cancel(1);
        waiting(1);
        tools.open("a");
        assertTrue(call.answer().isEmpty());
        assertEquals(List.of(), call.sent());
    }

    /** Calls that end by themselves while they are cancelled: an answer or none, but never both and never two. */
    @Test void cancelAndAnswerNeverBothHappen() throws Exception {
        for (int id = 1; id <= 500; id++) {
            var call = call(id, "steps", ",'_meta':{'progressToken':1}");
            if (id % 3 == 0) Thread.yield();
            cancel(id);
            call.answer();
        }
        assertEquals(List.of(), tools.log());
    }

    @Test void anIdInUseIsRefusedWithoutHarmToItsCall() throws Exception {
        var first = call(1, "wait", AT_A);
        assertEquals(RpcException.INVALID_REQUEST, call(1, "wait", AT_A).error());
        assertTrue(first.open());
        tools.open("a");
        assertEquals("passed a", first.text());
    }

    /** The bound and the ids are free for those who have read the answers. */
    @Test void asManyAsMayAgainAndAgain() throws Exception {
        for (int round = 0; round < 50; round++) {
            var calls = new ArrayList<Heard>();
            for (int id = 1; id <= 64; id++) calls.add(call(id, "say", ""));
            for (var call : calls) assertEquals("said", call.text());
        }
    }

    @Test void of200CallsAtOnceAsManyRunAsMay() throws Exception {
        var calls = new ArrayList<Heard>();
        for (int id = 1; id <= 200; id++) calls.add(call(id, "wait", AT_A));
        for (var refused : calls.subList(64, 200)) assertEquals(RpcException.INTERNAL_ERROR, refused.error());
        waiting(64);
        tools.open("a");
        for (var call : calls.subList(0, 64)) assertEquals("passed a", call.text());
    }

    /** What was cancelled keeps its place until its tool has noticed, or cancelling would lift the bound. */
    @Test void aCancelledCallThatGoesOnStillCounts() throws Exception {
        for (int id = 1; id <= 64; id++) call(id, "stubborn", AT_A);
        waiting(64);
        for (int id = 1; id <= 64; id++) cancel(id);
        waiting(64);
        assertEquals(RpcException.INTERNAL_ERROR, call(1, "say", "").error());
        tools.open("a");
        var answer = call(1, "say", "");
        while (answer.answer().orElseThrow().has("error")) answer = call(1, "say", "");
        assertEquals("said", answer.text());
    }

    @Test void aBugIsLoggedAndAnswered() throws Exception {
        var message = call(7, "crash", "").answer().orElseThrow().path("error").path("message").textValue();
        assertEquals("internal error in request 7; see the server's log", message);
        assertEquals(1, tools.log().size());
        var line = tools.log().getFirst();
        assertTrue(line.startsWith("internal error in request 7: java.lang.IllegalStateException: a bug"), line);
        assertTrue(line.contains("TestTools.call"), line);
    }

    @Test void whatHasAnsweredInTimeAtTheEndIsNotInterrupted() throws Exception {
        var call = call(1, "wait", AT_A);
        waiting(1);
        var ending = Thread.ofPlatform().start(() -> conversation.end(Duration.ofSeconds(20)));
        awaitEnding();
        tools.open("a");
        assertEquals("passed a", call.text());
        ending.join();
        assertEquals(0, tools.interrupted.availablePermits());
    }

    @Test void whatTakesTooLongAtTheEndIsInterruptedAndMayStillSayWhatBecameOfIt() throws Exception {
        var call = call(1, "wait", AT_A);
        waiting(1);
        conversation.end(Duration.ofMillis(1));
        assertFalse(call.open());
        assertEquals("interrupted at a", call.text());
    }

    @Test void whatChangesThingsIsInterruptedAtOnceAtTheEnd() throws Exception {
        var reading = call(1, "wait", AT_A);
        var changing = call(2, "change", ",'arguments':{'gate':'b'}");
        waiting(2);
        var ending = Thread.ofVirtual().start(() -> conversation.end(Duration.ofDays(1)));
        tools.interrupted.acquire();
        assertEquals("interrupted at b", changing.text());
        tools.open("a");
        ending.join();
        assertEquals("passed a", reading.text());
    }

    @Test void whatDoesNotEndEvenThenIsGivenUp() throws Exception {
        var calls = new Calls();
        var params = Json.object().put("name", "stubborn");
        var heard = new Heard();
        calls.begin(new Call(new Message.Request(Json.node(1), "tools/call", params), era(), "", false, heard,
                tools.log()::add));
        calls.close(Duration.ofMillis(1), Duration.ofMillis(1));
        assertTrue(heard.open());
        calls.close(Duration.ofDays(1), Duration.ofDays(1)); // there is nobody left to wait for
        tools.open("");
        assertEquals("passed ", heard.text());
    }

    private Era era() throws RpcException {
        return new Handshake(Session.NONE, new Methods(tools.engine()), new Asking())
                .agree(Json.object().put("protocolVersion", "2025-11-25"));
    }

    /** Waits until the conversation refuses what is new. */
    private void awaitEnding() throws InterruptedException {
        int code = 0;
        while (code != RpcException.INTERNAL_ERROR) code = say("{'jsonrpc':'2.0','id':'p','method':'ping'}").error();
        assertEquals(RpcException.INTERNAL_ERROR, call(99, "say", "").error());
    }

    /** A call that nobody makes, to report about. */
    private Call reporting(Heard heard) throws RpcException {
        var params = Json.object();
        params.putObject("_meta").put("progressToken", "t");
        return new Call(new Message.Request(Json.node(1), "tools/call", params), era(), "", false, heard,
                tools.log()::add);
    }

    @Test void progressGoesForwardOnlyAndNotTooFast() throws Exception {
        var heard = new Heard();
        var call = reporting(heard);
        long begun = System.nanoTime();
        call.report(5, 0, "");
        call.report(6, 10, "too fast");
        Assumptions.assumeTrue(System.nanoTime() - begun < 200_000_000, "this machine is too busy for that");
        Thread.sleep(300);
        call.report(5, 10, "not forward");
        call.report(4, 10, "backward");
        call.report(9, 10, "on");
        call.end(Optional.empty());
        Thread.sleep(300);
        call.report(10, 10, "after the end");
        assertEquals(List.of("{\"progress\":5,\"progressToken\":\"t\"}",
                "{\"progress\":9,\"progressToken\":\"t\",\"total\":10,\"message\":\"on\"}"),
                heard.sent().stream().map(sent -> Json.text(sent.path("params"))).toList());
    }

    @Test void threadsMayReportSideBySide() throws Exception {
        var heard = new Heard();
        var call = reporting(heard);
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (long n = 1; n <= 8; n++) {
                long mine = n;
                pool.submit(() -> {
                    for (long i = 0; i < 60; i++) {
                        call.report(i * 10 + mine, 0, "");
                        Thread.sleep(10);
                    }
                    return null;
                });
            }
        }
        var values = heard.sent().stream().map((JsonNode sent) -> sent.at("/params/progress").longValue()).toList();
        assertTrue(values.size() >= 2, "600 ms are time for at least two");
        assertEquals(values.stream().sorted().distinct().toList(), values);
    }
}
