package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.*;
import osmcp.cloud.*;
import osmcp.json.Json;
import osmcp.tools.*;

/**
 * What each tool answers, as data: a file for each tool, a case between blank lines. A case says who calls, with what,
 * and what comes back: an answer or a failure, and what that cost each service beyond signing in and finding versions.
 * Write the expectations anew with -Dscenarios=write, and read the difference.
 */
class ScenarioTest {
    private static final Path FOLDER = Path.of("src/test/resources/osmcp/scenarios");
    private static final boolean WRITE = "write".equals(System.getProperty("scenarios"));

    /** The lines of one case by their first word. */
    private record Case(String title, Map<String, String> lines) {
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

    @TestFactory
    Stream<DynamicTest> eachToolAnswersAsItsScenariosSay() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var tool : Tools.all()) {
            var file = FOLDER.resolve(tool.name() + ".txt");
            assertTrue(Files.exists(file), tool.name() + " has no scenario: " + file);
            var cases = Stream.of(Files.readString(file).strip().split("\n\n")).map(Case::parse).toList();
            for (var one : cases) tests.add(DynamicTest.dynamicTest(tool.name() + ": " + one.title(), () -> run(one)));
            if (WRITE) tests.add(DynamicTest.dynamicTest("write " + file, () -> Files.writeString(file,
                    cases.stream().map(Case::text).collect(Collectors.joining("\n")))));
        }
        return tests.stream();
    }

    private static void run(Case one) throws IOException {
        var world = one.lines().containsKey("scale")
                ? World.scale(Integer.parseInt(one.lines().get("scale"))) : World.small();
        try (var lab = new Lab(FakeCloud.start(Options.of(world)))) {
            if (one.lines().containsKey("dropped")) lab.cloud.catalogue().drop(one.lines().get("dropped"));
            if (one.lines().containsKey("killed")) lab.cloud.catalogue().kill(one.lines().get("killed"));
            if (one.lines().containsKey("unfiltered")) lab.cloud.ignoreFilters(true);
            var call = one.lines().get("call").split(" ", 2);
            var outcome = lab.as(one.lines().get("as")).run(call[0], Lab.json(call[1])).orElseThrow();
            var said = normal(outcome.answer().map(Json::text).orElse(outcome.failure()));
            var cost = lab.cloud.journal().work(0).toString();
            if (WRITE) {
                one.lines().put(outcome.answer().isPresent() ? "answer" : "failure", said);
                one.lines().put("cost", cost);
                return;
            }
            assertEquals(one.lines().get(outcome.answer().isPresent() ? "answer" : "failure"), said);
            assertEquals(one.lines().get("cost"), cost);
            outcome.answer().ifPresent(answer ->
                    assertEquals(List.of(), SchemaCheck.misfits(answer, answerSchema(call[0]), call[0])));
        }
    }

    /** Without what differs from run to run: ports, times, ids of requests, the seals of cursors. */
    private static String normal(String said) {
        return said.replace("\n", " / ").replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
                .replaceAll("\"latency_ms\":\\d+", "\"latency_ms\":0").replaceAll("req-[0-9a-f-]{36}", "req-ID")
                .replaceAll("\"next_cursor\":\"[^\"]*\"", "\"next_cursor\":\"CURSOR\"")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.0+)?Z?", "TIME");
    }

    private static JsonNode answerSchema(String tool) {
        var today = Aliases.TOOLS.stream().filter(alias -> alias.name().equals(tool)).map(Aliases.Alias::tool)
                .findFirst().orElse(tool);
        return Tools.find(today).orElseThrow().outputSchema();
    }
}
