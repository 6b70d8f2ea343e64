package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.*;
import osmcp.cloud.*;
import osmcp.json.Json;
import osmcp.tool.*;
import osmcp.tools.*;

/**
 * What each tool answers, as data: a file for each tool, a case between blank lines. A case says who calls, with what,
 * and what comes back: an answer or a failure, what was sent that changes something, and what that cost each service
 * beyond signing in and finding versions. A call may come first, and a pause of some milliseconds behind it, the caller
 * may have agreed beforehand, and a server may be told not to do what it is asked.
 * Write the expectations anew with -Dscenarios=write, and read the difference.
 */
class ScenarioTest {
    private static final Path FOLDER = Path.of("src/test/resources/osmcp/scenarios");
    private static final String RANDOM = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f-]{17}";
    /** Only the tools whose names begin so. */
    private static final String ONLY = System.getProperty("scenarios.of", "");
    private static final int AT_ONCE = 6;
    private static final boolean WRITE = "write".equals(System.getProperty("scenarios"));

    /** The lines of one case by their first word. */
    record Case(String title, Map<String, String> lines) {
        static Case parse(String text) {
            var lines = new LinkedHashMap<String, String>();
            text.lines().skip(1).forEach(line -> lines.put(line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip()));
            return new Case(text.lines().findFirst().orElseThrow(), lines);
        }

        String text() {
            return title + "\n" + lines.entrySet().stream().map(line -> line.getKey() + ": " + line.getValue() + "\n")
                    .collect(Collectors.joining());
        }
    }

    static List<Case> cases(Tool tool) {
        try {
            var text = Files.readString(FOLDER.resolve(tool.name() + ".txt"));
            return Stream.of(text.strip().split("\n\n")).map(Case::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(tool.name() + " has no scenario", e);
        }
    }

    /** Each has a cloud of its own, and most of them wait for it most of the time. */
    private static final ExecutorService POOL = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    @AfterAll
    static void end() { POOL.shutdownNow(); }

    @TestFactory
    Stream<DynamicTest> eachToolAnswersAsItsScenariosSay() {
        var tests = new ArrayList<DynamicTest>();
        for (var tool : Tools.all()) {
            if (!tool.name().startsWith(ONLY)) continue;
            var file = FOLDER.resolve(tool.name() + ".txt");
            var cases = cases(tool);
            for (var one : cases) {
                var ran = POOL.submit(() -> {
                    run(one);
                    return null;
                });
                tests.add(DynamicTest.dynamicTest(tool.name() + ": " + one.title(), () -> {
                    try {
                        ran.get();
                    } catch (ExecutionException e) {
                        throw e.getCause();
                    }
                }));
            }
            if (WRITE) tests.add(DynamicTest.dynamicTest("write " + file, () -> Files.writeString(file,
                    cases.stream().map(Case::text).collect(Collectors.joining("\n")))));
        }
        return tests.stream();
    }

    private static void run(Case one) throws IOException, InterruptedException {
        var world = one.lines().containsKey("scale")
                ? World.scale(Integer.parseInt(one.lines().get("scale"))) : World.small();
        try (var lab = new Lab(FakeCloud.start(Options.of(world)))) {
            world.seenFirst();
            // so that what is seen at once, and a second later, is certain
            lab.cloud.pace(one.lines().containsKey("instantly") ? Duration.ZERO
                    : Duration.ofMillis(Long.parseLong(one.lines().getOrDefault("pace", "600"))));
            Optional.ofNullable(one.lines().get("quota")).map(line -> line.split(" ")).ifPresent(line ->
                    Quotas.set(world, "demo", line[0], Map.of(line[1], Integer.parseInt(line[2]))));
            if (one.lines().containsKey("dropped")) lab.cloud.catalogue().drop(one.lines().get("dropped"));
            if (one.lines().containsKey("killed")) lab.cloud.catalogue().kill(one.lines().get("killed"));
            if (one.lines().containsKey("unfiltered")) lab.cloud.ignoreFilters(true);
            Optional.ofNullable(one.lines().get("stuck")).ifPresent(name ->
                    lab.cloud.fails(lab.cloud.world().named("servers", "demo", name).path("id").asText()));
            var calls = lab.as(one.lines().get("as"), settings(one));
            Optional.ofNullable(one.lines().get("first")).map(first -> first.split(" ", 2))
                    .ifPresent(first -> Lab.answer(calls, first[0], first[1]));
            Thread.sleep(Long.parseLong(one.lines().getOrDefault("pause", "0")));
            int mark = lab.cloud.journal().mark();
            var call = one.lines().get("call").split(" ", 2);
            var outcome = calls.run(call[0], Lab.json(call[1]), caller(one)).orElseThrow();
            var said = normal(outcome.answer().map(Json::text).orElse(outcome.words()));
            // the ids of what was made are random
            if (!lab.cloud.journal().changes(mark).isEmpty()) said = said.replaceAll(RANDOM, "NEW-ID");
            var cost = lab.cloud.journal().work(mark).toString();
            var sent = normal(lab.cloud.journal().changes(mark).stream()
                    .map(entry -> (entry.method() + " " + entry.path() + " " + entry.body()).strip()).sorted()
                    .collect(Collectors.joining(" & "))).replaceAll(RANDOM, "NEW-ID");
            if (WRITE) {
                one.lines().keySet().removeAll(Set.of("answer", "failure", "sent", "cost"));
                one.lines().put(outcome.answer().isPresent() ? "answer" : "failure", said);
                if (!sent.isEmpty()) one.lines().put("sent", sent);
                one.lines().put("cost", cost);
                return;
            }
            assertEquals(one.lines().getOrDefault("sent", ""), sent);
            assertEquals(one.lines().get(outcome.answer().isPresent() ? "answer" : "failure"), said);
            assertEquals(one.lines().get("cost"), cost);
            outcome.answer().ifPresent(answer -> assertEquals(List.of(),
                    SchemaCheck.misfits(answer, answerSchema(call[0], Lab.json(call[1])), call[0])));
        }
    }

    private static Caller caller(Case one) {
        return new Caller() {
            @Override public void progress(int done, int total, String what) {}
            @Override public boolean agrees() { return one.lines().containsKey("agreed"); }
        };
    }

    private static String[] settings(Case one) {
        var settings = one.lines().getOrDefault("settings", "");
        return settings.isEmpty() ? new String[0] : settings.split("[ =]");
    }

    /** Without what differs from run to run: ports, times, ids of requests, the seals of cursors. */
    private static String normal(String said) {
        return said.replace("\n", " / ").replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
                .replaceAll("\"latency_ms\":\\d+", "\"latency_ms\":0").replaceAll("req-[0-9a-f-]{36}", "req-ID")
                .replaceAll("token(=|%3D)[0-9a-f-]{36}", "token$1TOKEN")
                .replaceAll("-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----", "PRIVATE-KEY")
                .replaceAll("AAAAC3Nza[0-9A-Za-z+/=]{59}", "PUBLIC-KEY")
                .replaceAll("(\"confirm\":\"|confirm: )[\\w.-]{100,}", "$1CONFIRM")
                .replaceAll("\"next_cursor\":\"[^\"]*\"", "\"next_cursor\":\"CURSOR\"")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.0+)?Z?", "TIME");
    }

    private static JsonNode answerSchema(String tool, JsonNode args) {
        var today = Aliases.TOOLS.stream().filter(alias -> alias.name().equals(tool)).map(Aliases.Alias::tool)
                .findFirst().orElse(tool);
        var reading = Aliases.READING.stream().filter(r -> r.tool().equals(today) && r.actions()
                .contains(args.path("action").asText())).findFirst().map(Aliases.Reading::now).orElse(today);
        return Tools.find(reading).orElseThrow().outputSchema();
    }
}
