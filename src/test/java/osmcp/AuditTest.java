package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.cloud.Fault;
import osmcp.secret.Signed;
import osmcp.tool.*;
import osmcp.tools.Calls;

/** What is changed is written down before it is sent, and what came of it afterwards; else nothing is changed. */
@Timeout(60)
class AuditTest {
    static final String SUBNET = "{\"action\":\"create\",\"names\":\"new\",\"network\":\"private\","
            + "\"cidr\":\"10.99.0.0/24\"}";
    private static final String JOBS = "{\"action\":\"stop\",\"name_contains\":\"job-\",\"at_most\":200}";

    @TempDir
    private Path folder;

    private Path file() { return folder.resolve("audit.jsonl"); }

    /** Calls that write there. */
    static Calls calls(Lab lab, String user, Path file) {
        var rules = new Rules(new Confirmations(Confirmations.Mode.AUTO, Signed.ownKey()),
                new Audit(Optional.of(file), lab.log::add), lab.log::add);
        return new Calls(lab.connection(user), Main.switches(lab.settings(user).reach()), rules);
    }

    private static Lab lab(int servers, String end) throws IOException {
        var lab = new Lab();
        for (int i = 0; i < servers; i++) {
            lab.cloud.world().add("servers", "demo", Map.of("name", "job-" + i + end));
        }
        return lab;
    }

    /** Its lines, each of which must be whole. */
    static List<ObjectNode> lines(Path file) throws IOException {
        var text = Files.readString(file);
        assertTrue(text.endsWith("\n"), text);
        return text.lines().map(Lab::json).toList();
    }

    private List<ObjectNode> lines(String kind) throws IOException {
        return lines(file()).stream().filter(line -> line.path("kind").asText().equals(kind)).toList();
    }

    private static Map<String, Long> count(List<? extends JsonNode> lines, String field) {
        return lines.stream().collect(Collectors.groupingBy(line -> line.path(field).asText(), TreeMap::new,
                Collectors.counting()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) Thread.sleep(10);
        assertTrue(condition.getAsBoolean());
    }

    @Test
    void whatIsMeantIsThereBeforeTheCloudHearsOfIt() throws Exception {
        try (var lab = new Lab()) {
            var seen = new CompletableFuture<String>();
            lab.cloud.faults().add("POST", "network .*/subnets", 1, Fault.changed(json -> {
                seen.completeAsync(() -> read(file()), Runnable::run);
                return json;
            }));
            Lab.answer(calls(lab, "demo", file()), "set_subnets", SUBNET);
            var intent = Lab.json(seen.get());
            assertEquals("intent", intent.path("kind").asText());
            assertEquals("set_subnets create", intent.path("tool").asText() + " " + intent.path("action").asText());
            assertEquals("[{\"name\":\"new\"}]", intent.path("targets").toString());
            assertEquals("{\"names\":\"new\",\"network\":\"private\",\"cidr\":\"10.99.0.0/24\"}",
                    intent.path("arguments").toString());
            var entry = lab.cloud.journal().changes(0).getFirst();
            assertEquals(osmcp.cloud.World.DEMO, intent.path("project_id").asText());
            assertEquals(entry.globalId(), intent.path("call").asText()); // which the services' logs have too
            assertTrue(Instant.parse(intent.path("time").asText()).isBefore(Instant.now()));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return fail(e);
        }
    }

    @Test
    void whatCameOfEachIsALineWithTheCloudsOwnIds() throws Exception {
        try (var lab = lab(3, "")) {
            lab.cloud.faults().add("POST", "compute .*/action", 1,
                    Fault.headers("x-openstack-request-id", "req-cloud"));
            lab.cloud.faults().add("POST", "compute .*/action", 1, Fault.refusal(409, "it is locked"));
            lab.cloud.faults().add("POST", "compute .*/action", 1, Fault.reset());
            Lab.answer(calls(lab, "demo", file()), "set_instance", JOBS);
            var outcomes = lines("outcome");
            assertEquals(Map.of("done", 1L, "failed", 1L, "unknown", 1L), count(outcomes, "result"));
            assertEquals(1, count(lines(file()), "call").size());
            for (var line : outcomes) {
                var name = line.path("name").asText();
                assertEquals(lab.cloud.world().named("servers", "demo", name).path("id"), line.path("id"));
                switch (line.path("result").asText()) {
                    case "done" -> assertEquals("[\"req-cloud\"]", line.path("request_ids").toString());
                    case "failed" -> assertTrue(line.path("error").asText().contains("it is locked")
                            && line.path("request_ids").path(0).asText().startsWith("req-"), line.toString());
                    default -> assertTrue(line.path("request_ids").isEmpty() && line.has("error"), line.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo        | {"action":"stop","names":"web-03","nonsense":1}      | stop does not take nonsense
            demo        | {"names":"web-03"}                                   | say which action
            demo        | {"action":"explode","names":"web-03"}                | no action explode
            demo        | {"action":"stop"}                                    | say which
            demo        | {"action":"stop","names":"nobody"}                   | nobody
            demo        | {"action":"stop","names":"web-03","wait_seconds":99} | wait_seconds must be
            demo        | {"action":"stop","name_contains":"web","at_most":1}  | at_most is 1
            demo        | {"action":"delete","name_contains":"web"}            | shown first
            demo        | {"action":"delete","names":"web-03,web-06","confirm":"x"} | not given by this server
            """)
    void whatIsRefusedIsWrittenDownWithTheReason(String user, String args, String reason) throws Exception {
        try (var lab = new Lab()) {
            calls(lab, user, file()).run("set_instance", Lab.json(args)).orElseThrow();
            var line = lines(file()).getFirst();
            assertEquals(1, lines(file()).size());
            assertEquals("refused", line.path("kind").asText());
            assertTrue(line.path("reason").asText().contains(reason), line.toString());
            assertFalse(line.path("user_id").asText().isEmpty() || line.has("confirm"), line.toString());
            assertEquals(0, lab.cloud.journal().changes(0).size());
        }
    }

    @Test
    void whatPolicyForbidsIsTheOutcomeOfEachThing() throws Exception {
        try (var lab = new Lab()) {
            calls(lab, "demo_reader", file()).run("set_instance",
                    Lab.json("{\"action\":\"stop\",\"names\":\"web-03\"}")).orElseThrow();
            assertTrue(lines("outcome").getFirst().path("error").asText().contains("403"), lines(file()).toString());
        }
    }

    @Test
    void aPersonsNoIsWrittenDownWithWhoAskedForIt() throws Exception {
        try (var lab = new Lab()) {
            new Talk(Talk.engine(calls(lab, "demo", file()), Signed.ownKey()), "http bearer 0123abcd", answer -> {
                answer.putObject("result").put("action", "decline");
                return answer;
            }).hello("2025-06-18", "{\"elicitation\":{}}").call("set_instance",
                    "{\"action\":\"delete\",\"names\":\"web-03,web-06\"}");
            var reasons = lines("refused").stream().map(line -> line.path("reason").asText()).toList();
            assertEquals("shown first, to be confirmed", reasons.getFirst());
            assertTrue(reasons.getLast().startsWith("the user declined"), reasons.toString());
            // not what would let a guess of the bearer be tried
            assertEquals(Map.of("http bearer", 2L), count(lines(file()), "principal"));
            assertEquals(Map.of("talk 7", 2L), count(lines(file()), "client"));
        }
    }

    @Test
    void ofFourHundredCallsOfTwoServersAtOnceEveryLineIsWhole() throws Exception {
        try (var lab = lab(40, "")) {
            var servers = List.of(calls(lab, "demo", file()), calls(lab, "demo_member", file()));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 400; i++) {
                    var args = "{\"action\":\"stop\",\"names\":\"job-" + i % 40 + "\"}";
                    var calls = servers.get(i % 2);
                    threads.submit(() -> Lab.answer(calls, "set_instance", args));
                }
            }
            assertEquals(Map.of("intent", 400L, "outcome", 400L), count(lines(file()), "kind"));
            assertEquals(400, count(lines(file()), "call").size());
            assertEquals(2, count(lines("intent"), "user_id").size());
        }
    }

    @Test
    void whatACancelledBulkHadNotBegunHasItsOutcomeToo() throws Exception {
        try (var lab = lab(60, "")) {
            var calls = calls(lab, "demo", file());
            Lab.answer(calls, "get_instance", "{\"limit\":1}");
            lab.cloud.delay(Duration.ofMillis(700));
            var caller = Thread.ofVirtual().start(() -> calls.run("set_instance", Lab.json(JOBS)));
            await(() -> lab.cloud.journal().changes(0).size() == 16);
            caller.interrupt();
            caller.join();
            assertEquals(Map.of("unknown", 16L, "not_sent", 44L), count(lines("outcome"), "result"));
            assertEquals(60, count(lines("outcome"), "id").size());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aServerThatIsKilledInTheMiddleLeavesWhatItMeantAndWhatCameOfItSoFar() throws Exception {
        try (var lab = lab(60, "")) {
            lab.cloud.delay(Duration.ofMillis(300));
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp",
                    System.getProperty("java.class.path"), Main.class.getName(), "call", "set_instance", JOBS);
            builder.environment().clear();
            builder.environment().putAll(lab.cloud.environment("demo"));
            builder.environment().putAll(Map.of("ALLOW_MODIFY_OPERATIONS", "true", "MCP_AUDIT_LOG", file().toString()));
            var server = builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
            await(() -> Files.exists(file()) && read(file()).contains("outcome"));
            server.destroyForcibly().waitFor();
            var intent = lines("intent").getFirst();
            assertEquals(60, intent.path("targets").size());
            assertEquals("shell", intent.path("principal").asText());
            int outcomes = lines("outcome").size();
            assertTrue(outcomes > 0 && outcomes < 60, outcomes + " outcomes");
        }
    }

    /** Of the most targets, with the longest names there are, and a character that must not be cut in two. */
    @ParameterizedTest
    @CsvSource({"x", "火", "😀", "\u0001"})
    void aLineIsShortEnoughToBeWrittenAtOnceAndStillTellsEveryTarget(String letter) throws Exception {
        try (var lab = lab(200, letter.repeat(letter.length() == 2 ? 125 : 245))) {
            Lab.answer(calls(lab, "demo", file()), "set_instance", JOBS);
            assertTrue(Files.readAllLines(file()).stream()
                    .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length < 65_536));
            assertEquals(200, lines("intent").getFirst().path("targets").valueStream()
                    .map(target -> target.path("id").asText()).distinct().count());
            assertEquals(200, lines("outcome").size());
        }
    }

    @Test
    void whatIsReadOrPlannedIsNotWrittenDown() throws Exception {
        try (var lab = new Lab()) {
            var calls = calls(lab, "demo", file());
            Lab.answer(calls, "get_instance", "{}");
            Lab.answer(calls, "set_subnets", SUBNET.replace("}", ",\"dry_run\":true}"));
            assertFalse(Files.exists(file()));
        }
    }
}
