package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.cloud.*;

/** What scenarios cannot say of the tools that look at servers and at what is below them. */
class ServerReadsTest {
    private static final String CONSOLE = "get_server_console";

    private static ObjectNode server(Lab lab) { return lab.cloud.world().named("servers", "demo", "web-03"); }

    @Test
    void whatComesInOnePieceIsPagedAllTheSame() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            var names = new ArrayList<String>();
            var cursor = "";
            do {
                var page = Lab.answer(calls, "get_server_groups", "{\"limit\":1,\"cursor\":\"" + cursor + "\"}");
                page.path("items").forEach(item -> names.add(item.path("name").asText()));
                cursor = page.path("next_cursor").asText();
            } while (!cursor.isEmpty());
            assertEquals(List.of("apart", "together"), names);
        }
    }

    @Test
    void aPlaceThatIsGoneFromItIsTold() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            var page = Lab.answer(calls, "get_server_groups", "{\"limit\":1}");
            lab.cloud.world().remove("server_groups", page.path("items").path(0).path("id").asText());
            assertTrue(Lab.failure(calls, "get_server_groups", "{\"limit\":1,\"cursor\":\""
                    + page.path("next_cursor").asText() + "\"}").contains("start again without cursor"));
        }
    }

    @Test
    void aConsoleLogIsPlainText() throws IOException {
        try (var lab = new Lab()) {
            server(lab).put("OS-EXT-SRV-ATTR:hostname", "\u001b[1;31mre\u001b[0md\u001b]0;title\u0007\u001b(B"
                    + "\u009b2J\r");
            assertEquals("[   28.428571] fakecloud: boot message 199 of red\nred\n login: ",
                    Lab.answer(lab.as("demo"), CONSOLE, "{\"server\":\"web-03\",\"lines\":2}").path("log").asText());
        }
    }

    @Test
    void ofALongLogTheEndIsTold() throws IOException {
        try (var lab = new Lab()) {
            server(lab).put("OS-EXT-SRV-ATTR:hostname", "long".repeat(100) + "\t\"\\");
            var answer = Lab.answer(lab.as("demo"), CONSOLE, "{\"server\":\"web-03\",\"lines\":1000}");
            var log = answer.path("log").asText();
            assertTrue(log.startsWith("[") && log.endsWith(" login: ") && log.length() > 37_000, log);
            assertTrue(answer.toString().length() <= 40_000, "" + answer.toString().length());
            assertTrue(answer.path("notes").toString().contains("the beginning was cut"), answer.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            network .*/details.json      | get_quota              | {}                  | what of the network quota
            block-storage .*quota-sets.* | get_quota              | {}                  | volume quota could not
            placement .*/usages          | get_hypervisor_details | {"detailed":true}   | capacity could not be had
            network .*/availability.*    | get_availability_zones | {}                  | network zones could not
            block-storage .*/volumes/.*  | get_server_volumes     | {"server":"web-18"} | what Cinder knows of them
            compute .*actions/req-.*     | get_server_events      | {"server":"web-03"} | steps could not be had
            """)
    void whatIsRefusedIsSaidAndTheRestIsTold(String request, String tool, String args, String words)
            throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", request, 99, Fault.status(403));
            var answer = Lab.answer(lab.as("admin"), tool, args);
            assertTrue(answer.path("notes").toString().contains(words), answer.toString());
            assertTrue(answer.size() > 1, answer.toString());
        }
    }

    @Test
    void limitsAreToldWhereTheirUseIsNot() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "network .*/details.json", 99, Fault.status(403));
            var port = Lab.answer(lab.as("demo"), "get_quota", "{}").path("network").path("port");
            assertEquals("{\"limit\":20000}", port.toString());
        }
    }

    @Test
    void usageIsSummedOverAllPages() throws IOException {
        try (var lab = new Lab(FakeCloud.start(Options.of(World.scale(2_500))))) {
            var world = lab.cloud.world();
            world.ids("servers", "scale").forEach(id -> world.find("servers", id).orElseThrow()
                    .put("OS-SRV-USG:launched_at", "2026-11-01T00:00:00.000000"));
            var answer = Lab.answer(lab.as("scale"), "get_usage_statistics",
                    "{\"start_date\":\"2026-11-01\",\"end_date\":\"2026-11-01\",\"detailed\":true}");
            assertEquals(2_500, answer.path("servers").asInt());
            assertEquals(60_000, answer.path("server_hours").asDouble());
            assertEquals(20, answer.path("longest").size());
        }
    }

    @Test
    void theStepsOfTenActionsAreAskedForAtMost() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.pace(Duration.ZERO);
            var calls = lab.as("demo");
            for (int i = 0; i < 12; i++) {
                Lab.answer(calls, "set_instance", "{\"action\":\"reboot\",\"names\":\"web-03\"}");
            }
            int mark = lab.cloud.journal().mark();
            var answer = Lab.answer(calls, "get_server_events", "{\"server\":\"web-03\",\"detailed\":true}");
            assertEquals(Map.of("compute", 12L), lab.cloud.journal().work(mark));
            assertEquals(10, answer.path("items").valueStream().filter(row -> row.has("steps")).count());
            assertTrue(answer.path("notes").toString().contains("ask for its request_id"), answer.toString());
        }
    }

    @Test
    void whyAStepFailedIsToldToAdministrators() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "compute .*actions/req-.*", 99, Fault.changed(body -> {
                ((ObjectNode) body.path("instanceAction")).put("message", "Error");
                for (JsonNode event : body.path("instanceAction").path("events")) {
                    ((ObjectNode) event).put("result", "Error").put("details", "No valid host was found.")
                            .put("traceback", "File \"x.py\"\n".repeat(1_000));
                }
                return body;
            }));
            var step = Lab.answer(lab.as("admin"), "get_server_events", "{\"server\":\"web-03\"}").path("items").path(0)
                    .path("steps").path(0);
            assertEquals("No valid host was found.", step.path("error").asText());
            assertEquals(2_002, step.path("traceback").asText().length());
        }
    }
}
