package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import osmcp.json.Json;

/** What is told of a change that takes its time, and of one that nobody sees end. */
class WaitTest {
    @TempDir
    Path folder;

    private static JsonNode item(JsonNode answer) { return answer.at("/items/0"); }

    @Test
    void aServerThatIsDeletedDuringTheWaitIsToldAsGone() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.pace(Duration.ofMinutes(1));
            var call = new FutureTask<>(() -> Lab.answer(lab.as("demo"), "set_instance",
                    "{\"action\":\"stop\",\"names\":\"web-03\",\"wait_seconds\":20}"));
            Thread.ofVirtual().start(call);
            for (int i = 0; i < 500 && lab.cloud.journal().changes(0).isEmpty(); i++) Thread.sleep(10);
            lab.cloud.world().remove("servers",
                    lab.cloud.world().named("servers", "demo", "web-03").path("id").asText());
            var item = item(call.get());
            assertEquals("failed gone it was deleted meanwhile", item.path("result").asText() + " "
                    + item.path("state").asText() + " " + item.path("error").asText());
        }
    }

    /** Nova says nothing of a resize that it confirms until it is confirmed. */
    @Test
    void whatShowsNoTaskIsNotTakenForFailed() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.pace(Duration.ofMinutes(1));
            var answer = Lab.answer(lab.as("demo"), "set_instance",
                    "{\"action\":\"confirm_resize\",\"names\":\"is-resized\",\"wait_seconds\":9}");
            assertEquals("done VERIFY_RESIZE under_way", item(answer).path("result").asText() + " "
                    + item(answer).path("state").asText() + " " + item(answer).path("mark").asText());
        }
    }

    @Test
    void whereNoStateTellsTheEndNothingIsWaitedForAndThatIsSaid() throws Exception {
        try (var lab = new Lab()) {
            var answer = Lab.answer(lab.as("demo"), "set_instance",
                    "{\"action\":\"rename\",\"names\":\"web-03\",\"new_name\":\"front\",\"wait_seconds\":20}");
            assertEquals("ACTIVE", item(answer).path("state").asText());
            assertFalse(item(answer).has("mark"));
            assertTrue(answer.at("/notes/0").asText().startsWith("nothing was waited for"), answer.toString());
        }
    }

    @Test
    void eachOutcomeHasTheRequestIdsOfItsOwnChangesAndNoOthers() throws Exception {
        try (var lab = new Lab()) {
            for (int i = 0; i < 40; i++) lab.cloud.world().add("servers", "demo", Map.of("name", "job-" + i));
            var file = folder.resolve("audit");
            Lab.answer(lab.as("demo", "MCP_AUDIT_LOG", file.toString()), "set_instance",
                    "{\"action\":\"stop\",\"name_contains\":\"job-\",\"at_most\":40}");
            var ids = new ArrayList<String>();
            for (var line : Files.readAllLines(file)) {
                var json = Json.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                if (!json.path("kind").asText().equals("outcome")) continue;
                assertEquals(1, json.path("request_ids").size(), line);
                ids.add(json.at("/request_ids/0").asText());
            }
            assertEquals(40, Set.copyOf(ids).size());
        }
    }
}
