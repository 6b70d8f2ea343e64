package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.cloud.World;
import osmcp.secret.Signed;
import osmcp.tool.Caller;
import osmcp.tools.Calls;

/** What is destroyed is shown first where that must be, and done for whom it was shown to, and once. */
@Timeout(60)
class ConfirmTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    static final Signed SIGNED = new Signed(new byte[32]);
    private static final String DELETE = "{\"action\":\"delete\",\"name_contains\":\"job-\"%s}";

    /** Whoever calls by that way, and cannot be asked. */
    record Someone(String principal) implements Caller {
        @Override public void progress(int done, int total, String what) {}
    }

    static final Caller ME = new Someone("me");

    static Lab lab(int servers) throws IOException {
        var lab = new Lab();
        for (int i = 0; i < servers; i++) {
            lab.cloud.world().add("servers", "demo", Map.of("name", "job-" + i));
        }
        return lab;
    }

    static String delete(String more) { return DELETE.formatted(more); }

    static String confirm(String token) { return ",\"confirm\":\"" + token + "\""; }

    static Calls.Outcome run(Calls calls, String args, Caller caller) {
        return calls.run("set_instance", Lab.json(args), caller).orElseThrow();
    }

    /** The plan, which must be shown. */
    private static ObjectNode plan(Calls calls, String args) {
        var outcome = run(calls, args, ME);
        var answer = outcome.answer().orElseThrow(() -> new AssertionError(outcome.words()));
        assertEquals("needs_confirmation", answer.path("result").asText(), answer.toString());
        return answer;
    }

    static String token(Calls calls) { return plan(calls, delete("")).path("confirm").asText(); }

    static String id(World world, String name) {
        return world.named("servers", "demo", name).path("id").asText();
    }

    static int sent(Lab lab) { return lab.cloud.journal().changes(0).size(); }

    static void refused(Lab lab, String words, Calls.Outcome outcome) {
        assertTrue(outcome.failed(), () -> outcome.answer().toString());
        assertTrue(outcome.words().contains(words), outcome.words());
        assertEquals(0, sent(lab));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            auto   | "delete","names":"web-03"                          | no
            auto   | "delete","names":"web-03,web-06"                   | yes
            auto   | "terminate","names":["web-03","web-06"]            | yes
            auto   | "delete","name_contains":"web-03"                  | yes
            auto   | "delete","names":"web-03,web-06","dry_run":true    | no
            auto   | "stop","names":"web-03,web-06"                     | no
            auto   | "stop","name_contains":"web-03"                    | no
            always | "delete","names":"web-03"                          | yes
            always | "delete","names":"web-03","dry_run":true           | no
            always | "stop","names":"web-03,web-06"                     | no
            never  | "delete","names":"web-03,web-06"                   | no
            never  | "delete","name_contains":"web-03"                  | no
            """)
    void isShownFirst(String mode, String args, String shown) throws IOException {
        try (var lab = new Lab()) {
            var answer = run(lab.as("demo", "CONFIRM_OPERATIONS", mode), "{\"action\":" + args + "}", ME).answer()
                    .orElseThrow();
            assertEquals(shown.equals("yes"), answer.has("confirm"), answer.toString());
            assertEquals(shown.equals("yes") ? "needs_confirmation" : "", answer.path("result").asText());
            assertEquals(shown.equals("yes") || args.contains("dry_run"), sent(lab) == 0);
        }
    }

    @Test
    void whoAgreesToAllBeforehandIsShownNothing() throws IOException {
        try (var lab = lab(3)) {
            var outcome = run(lab.as("demo", "CONFIRM_OPERATIONS", "always"), delete(""), new Caller() {
                @Override public void progress(int done, int total, String what) {}
                @Override public boolean agrees() { return true; }
            });
            assertEquals(3, outcome.answer().orElseThrow().path("done").asInt(), outcome.words());
        }
    }

    @Test
    void aPlanTellsWhatItWouldBeAndIsDoneOnceWithItsToken() throws IOException {
        try (var lab = lab(2)) {
            var calls = lab.as("demo");
            var plan = plan(calls, delete(""));
            assertEquals(2, plan.path("planned").asInt());
            assertEquals(Set.of("job-0 ACTIVE planned", "job-1 ACTIVE planned"), plan.path("items").valueStream()
                    .map(item -> item.path("name").asText() + " " + item.path("state").asText() + " "
                            + item.path("result").asText()).collect(Collectors.toSet()));
            assertEquals(Set.of(id(lab.cloud.world(), "job-0"), id(lab.cloud.world(), "job-1")),
                    plan.path("items").valueStream().map(item -> item.path("id").asText()).collect(Collectors.toSet()));
            assertEquals(0, sent(lab));
            var again = delete(confirm(plan.path("confirm").asText()));
            assertEquals(2, run(calls, again, ME).answer().orElseThrow().path("done").asInt());
            assertEquals(2, sent(lab));
            assertTrue(run(calls, again, ME).failed());
            assertEquals(2, sent(lab));
        }
    }

    /** Things that are there again, as the same, do not make the old token good. */
    @Test
    void ofManyWhoUseOneTokenAtOnceOneGetsThrough() throws Exception {
        try (var lab = lab(2); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = lab.as("demo");
            var args = delete(confirm(token(calls)));
            lab.cloud.delay(Duration.ofMillis(100));
            var outcomes = new ArrayList<Calls.Outcome>();
            for (var call : threads.invokeAll(Collections.nCopies(12, (Callable<Calls.Outcome>) () ->
                    run(calls, args, ME)))) outcomes.add(call.get());
            assertEquals(1, outcomes.stream().filter(outcome -> !outcome.failed()).count(), outcomes.toString());
            assertTrue(outcomes.stream().anyMatch(one -> one.words().contains("was used already")));
            assertEquals(2, sent(lab));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set_instance             | "delete","names":"web-03,web-06"                                | has changed
            set_instance             | "delete","names":"job-0"                                        | has changed
            set_load_balancer_member | "delete","pool":"pool-web","name_contains":""                   | say which
            set_load_balancer_member | "delete","pool":"pool-web","names":"10.0.9.1,10.0.9.2"          | no
            set_heat_stack           | "delete","names":"small,group"                                  | another call
            """)
    void aTokenIsForNothingElse(String tool, String args, String words) throws IOException {
        try (var lab = lab(2)) {
            var calls = lab.as("demo", "CONFIRM_OPERATIONS", "always");
            var call = Lab.json("{\"action\":" + args + confirm(token(calls)) + "}");
            refused(lab, words, calls.run(tool, call, ME).orElseThrow());
        }
    }

    /** How they were chosen does not matter; which they are does. */
    @Test
    void theSameThingsMayBeNamedInAnotherWay() throws IOException {
        try (var lab = lab(2)) {
            var calls = lab.as("demo");
            var args = "{\"action\":\"terminate\",\"names\":\"job-1,job-0\"" + confirm(token(calls)) + "}";
            assertEquals(2, run(calls, args, ME).answer().orElseThrow().path("done").asInt());
        }
    }

    @Test
    void aTokenIsForWhomItWasGivenToAndForTheProject() throws IOException {
        try (var lab = lab(2)) {
            var calls = lab.as("demo", "MCP_STATE_KEY", KEY);
            var args = delete(confirm(token(calls)));
            for (var other : List.of("stdio", "http bearer 1", "")) {
                refused(lab, "not given by this server to this caller", run(calls, args, new Someone(other)));
            }
            lab.cloud.world().add("servers", "other", Map.of("name", "job-0"));
            lab.cloud.world().add("servers", "other", Map.of("name", "job-1"));
            refused(lab, "for another call", run(lab.as("other", "MCP_STATE_KEY", KEY), args, ME));
            refused(lab, "for another call", run(lab.as("demo_member", "MCP_STATE_KEY", KEY), args, ME));
        }
    }

    @Test
    void serversThatShareAKeyTakeEachOthersTokensAndNoOthersDo() throws IOException {
        try (var lab = lab(2)) {
            var args = delete(confirm(token(lab.as("demo", "MCP_STATE_KEY", KEY))));
            refused(lab, "not given by this server", run(lab.as("demo"), args, ME));
            var other = Base64.getEncoder().encodeToString("another key of thirty-two bytes.".getBytes());
            refused(lab, "not given by this server", run(lab.as("demo", "MCP_STATE_KEY", other), args, ME));
            assertEquals(2, run(lab.as("demo", "MCP_STATE_KEY", KEY), args, ME).answer().orElseThrow().path("done")
                    .asInt());
        }
    }

    @Test
    void aTokenIsGoodForTenMinutes() throws IOException {
        try (var lab = lab(2)) {
            var calls = lab.as("demo", "MCP_STATE_KEY", KEY);
            var token = token(calls);
            var body = new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))));
            var until = Instant.ofEpochSecond(Long.parseLong(body.substring(0, body.indexOf(' '))));
            var left = Duration.between(Instant.now(), until);
            assertTrue(left.compareTo(Duration.ofMinutes(10)) <= 0 && left.compareTo(Duration.ofMinutes(9)) > 0, token);
            var text = SIGNED.open("confirmation by me", token).orElseThrow();
            var old = SIGNED.seal("confirmation by me", text, Instant.now().minusSeconds(1));
            refused(lab, "ten minutes are over", run(calls, delete(confirm(old)), ME));
            var fresh = SIGNED.seal("confirmation by me", text, Instant.now().plusSeconds(9));
            assertFalse(run(calls, delete(confirm(fresh)), ME).failed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "x.y", "yes", "true", "e30.e30", "\\u0000", "\\ud800", "{}", "[\\\"a\\\"]"})
    void whatIsNoTokenIsNone(String junk) throws IOException {
        try (var lab = lab(2)) {
            refused(lab, "not given by this server", run(lab.as("demo"), delete(confirm(junk)), ME));
        }
    }

    /** Blank means absent, here too. */
    @Test
    void aBlankTokenIsShownThePlan() throws IOException {
        try (var lab = lab(2)) {
            var calls = lab.as("demo");
            plan(calls, delete(confirm(" ")));
            var token = token(calls);
            for (var bad : List.of(token + "x", token.substring(1), token.replace(".", ".."), token.toUpperCase())) {
                refused(lab, "not given by this server", run(calls, delete(confirm(bad)), ME));
            }
        }
    }

    @Test
    void tooManyAreRefusedBeforeAnythingIsShown() throws IOException {
        try (var lab = lab(21)) {
            refused(lab, "21 servers match, and at_most is 20", run(lab.as("demo"), delete(""), ME));
            var names = IntStream.range(0, 201).mapToObj(i -> "n" + i).collect(Collectors.joining(","));
            refused(lab, "201 names", run(lab.as("demo"), "{\"action\":\"delete\",\"names\":\"" + names
                    + "\",\"at_most\":200}", ME));
            assertEquals(21, plan(lab.as("demo"), delete(",\"at_most\":21")).path("items").size());
        }
    }

    /** A server that is so named must not look like a line of ours, nor hide one. */
    @Test
    void theQuestionListsThirtyThingsOnALineEachWhateverTheyAreCalled() throws IOException {
        try (var lab = lab(33)) {
            lab.cloud.world().add("servers", "demo", Map.of("name", "job-a\nand 0 more\r\n• x\u001b[2K\u202ey\u2028z"));
            var talk = new Talk(Talk.engine(lab.as("demo"), SIGNED), "stdio", answer -> {
                answer.putObject("result").put("action", "decline");
                return answer;
            }).hello("2025-11-25", "{\"elicitation\":{\"form\":{}}}");
            talk.call("set_instance", delete(",\"at_most\":50"));
            var message = talk.asked.getFirst().path("message").asText();
            var lines = message.lines().toList();
            assertEquals("delete 34 servers of project demo? This cannot be undone.", lines.getFirst());
            assertEquals(32, lines.size(), message);
            assertEquals("and 4 more", lines.getLast());
            assertTrue(lines.subList(1, 31).stream().allMatch(line -> line.matches(
                    "• job-[^\\p{Cc}]* \\([0-9a-f-]{36}\\), ACTIVE")), message);
            assertTrue(message.contains("• job-a and 0 more • x[2Kyz ("), message);
            var plan = run(lab.as("demo"), delete(",\"at_most\":50"), ME);
            assertEquals(1 + 34 + 2, plan.words().lines().count(), plan.words());
            assertEquals(0, sent(lab));
        }
    }

    /** The form asks for one thing, and what is not touched is a no. */
    @Test
    void theFormIsOneBoxThatIsNotTicked() throws IOException {
        try (var lab = lab(2)) {
            var talk = new Talk(Talk.engine(lab.as("demo"), SIGNED), "me", answer -> answer);
            JsonNode form = talk.call("set_instance", delete(""), "{\"elicitation\":{}}", "{}").path("inputRequests")
                    .path("confirm").path("params").path("requestedSchema");
            assertEquals(Set.of("confirm"), form.path("properties").properties().stream().map(Map.Entry::getKey)
                    .collect(Collectors.toSet()));
            assertEquals("boolean", form.path("properties").path("confirm").path("type").asText());
            assertFalse(form.path("properties").path("confirm").path("default").asBoolean(true));
        }
    }
}
