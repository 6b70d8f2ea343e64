package osmcp.cloud;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import osmcp.json.Json;

/** Servers are changed as the real Nova changed them, and lists of Nova's other things are those recorded. */
class FakeServersTest {
    private FakeCloud cloud;
    private final Map<String, Client> clients = new HashMap<>();

    @BeforeEach void start() throws IOException {
        cloud = FakeCloud.start();
        cloud.pace(Duration.ZERO);
    }

    @AfterEach void stop() { cloud.close(); }

    private Client client(String user) throws Exception {
        if (!clients.containsKey(user)) clients.put(user, Client.of(cloud, user, "demo"));
        return clients.get(user);
    }

    private String server(String project, String name) {
        return cloud.world().named("servers", project, name).path("id").asText();
    }

    /** Status and message of what is answered to an action; DELETE is one, too. */
    private String act(String user, String id, String action) throws Exception {
        var token = Map.of("X-Auth-Token", client(user).token());
        var answer = action.equals("DELETE") ? client(user).send("DELETE", "compute /v2.1/servers/" + id, "", token)
                : client(user).send("POST", "compute /v2.1/servers/" + id + "/action", action, token);
        return answer.statusCode() + message(Client.text(answer)).replace(id, "ID");
    }

    private static String message(String body) throws Exception {
        return body.isEmpty() ? "" : " " + Json.parse(body.getBytes()).findPath("message").asText();
    }

    private String state(String id) throws Exception {
        var server = client("demo").json("compute /v2.1/servers/" + id).path("server");
        return Stream.of("status", "OS-EXT-STS:vm_state", "OS-EXT-STS:power_state", "OS-EXT-STS:task_state")
                .map(key -> server.path(key).asText()).collect(Collectors.joining(" "));
    }

    /** Who, whose server and its name, what he does, and what is answered: the pieces around dots are in it. */
    static final List<String> ANSWERS = """
            demo_member | demo web-03 | {"os-stop": null} | 202
            demo_member | demo web-03 | {"os-start": null} | 409 Cannot 'start' instance ID … vm_state active
            demo_member | demo is-stopped | {"os-start": "x"} | 202
            demo_member | demo is-stopped | {"os-stop": {}} | 409 Cannot 'stop' instance ID … vm_state stopped
            demo_member | demo is-stopped | {"reboot": {"type": "Soft"}} | 409 … 'reboot' … vm_state stopped
            demo_member | demo is-stopped | {"reboot": {"type": "hard"}} | 202
            demo_member | demo is-paused | {"os-stop": null} | 409 Cannot 'stop' instance ID … vm_state paused
            demo_member | demo is-paused | {"unpause": null} | 202
            demo_member | demo is-suspended | {"resume": null} | 202
            demo_member | demo is-shelved | {"os-start": null} | 409 Instance ID is not ready
            demo_member | demo is-fail-spawn | {"os-stop": null} | 409 Instance ID is not ready
            demo_member | demo is-fail-spawn | {"reboot": {"type": "HARD"}} | 409 … invalid state for 'reboot'
            demo_member | demo is-fail-spawn | DELETE | 204
            demo_member | demo is-locked | {"os-stop": null} | 409 Instance ID is locked
            demo_member | demo is-locked | DELETE | 409 Instance ID is locked
            demo_member | demo is-locked | {"unlock": null} | 202
            admin | demo is-locked | {"os-stop": null} | 202
            demo_reader | demo web-03 | {"os-stop": null} | 403 … os_compute_api:servers:stop to be performed.
            demo_reader | demo web-03 | {"pause": null} | 403 … os_compute_api:os-pause-server:pause to be performed.
            demo_reader | demo web-03 | DELETE | 403 … os_compute_api:servers:delete to be performed.
            demo_member | other web-03 | {"os-stop": null} | 404 Instance ID could not be found.
            demo_member | other web-03 | DELETE | 404 Instance ID could not be found.
            admin | other web-03 | {"os-stop": null} | 202
            admin | other web-03 | DELETE | 204
            demo_member | demo web-03 | {"reboot": {"type": "x"}} | 400 … Value: x. 'x' is not one of
            demo_member | demo web-03 | {"reboot": {}} | 400 … Value: {}. 'type' is a required property
            demo_member | demo web-03 | {"reboot": null} | 400 … Value: None. None is not of type 'object'
            demo_member | demo web-03 | {"fly": null} | 400 There is no such action: fly
            demo_member | demo web-03 | {} | 400 Malformed request body
            """.lines().toList();

    @ParameterizedTest @FieldSource("ANSWERS") void answersAsRecorded(String line) throws Exception {
        var words = line.split(" *\\| *");
        var whose = words[1].split(" ");
        var answer = act(words[0], server(whose[0], whose[1]), words[2]);
        for (var piece : words[3].split(" *… *")) assertTrue(answer.contains(piece), answer);
        assertEquals(words[3].indexOf(' ') < 0, answer.indexOf(' ') < 0, answer);
    }

    @Test void whatNobodyHasIsToldInTwoWays() throws Exception {
        var id = "11111111-2222-3333-4444-555555555555";
        assertEquals("404 Instance ID has no mapping to a cell.", act("demo", id, "{\"os-stop\": null}"));
        assertEquals("404 Instance ID could not be found.", act("demo", id, "{\"pause\": null}"));
    }

    @Test void theTaskShowsFirstAndTheStateLater() throws Exception {
        cloud.pace(Duration.ofMillis(400));
        var id = server("demo", "web-03");
        act("demo", id, "{\"os-stop\": null}");
        assertEquals("ACTIVE active 1 powering-off", state(id));
        assertEquals("409 Cannot 'reboot' instance ID while it is in task_state powering-off",
                act("demo", id, "{\"reboot\": {\"type\": \"SOFT\"}}"));
        Thread.sleep(450);
        assertEquals("SHUTOFF stopped 4 null", state(id));
        act("demo", id, "{\"reboot\": {\"type\": \"HARD\"}}");
        assertEquals("SHUTOFF stopped 4 rebooting_hard", state(id));
        Thread.sleep(450);
        act("demo", id, "{\"reboot\": {\"type\": \"SOFT\"}}");
        assertEquals("REBOOT active 1 rebooting", state(id));
        assertEquals("204", act("demo", id, "DELETE"));
        assertEquals("204", act("demo", id, "DELETE"));
        Thread.sleep(450);
        assertEquals("404 Instance ID could not be found.", act("demo", id, "{\"os-start\": null}"));
    }

    @Test void aChangeMayComeToNothingOrBreakTheServer() throws Exception {
        var id = server("demo", "web-03");
        cloud.fails(id);
        assertEquals("202", act("demo", id, "{\"reboot\": {\"type\": \"SOFT\"}}"));
        assertEquals("ACTIVE active 1 null", state(id));
        cloud.fails(id, Map.of("status", "ERROR", "OS-EXT-STS:vm_state", "error"));
        assertEquals("202", act("demo", id, "{\"os-stop\": null}"));
        assertEquals("ERROR error 1 null", state(id));
    }

    private List<String> changed(String user, String query) throws Exception {
        return client(user).json("compute /v2.1/servers/detail?" + query + " compute 2.96").path("servers")
                .valueStream().map(row -> row.path("name").asText() + " " + row.path("status").asText()).toList();
    }

    @Test void changesTellWhatWasDeletedToEverybodyOfTheProject() throws Exception {
        var since = "changes-since=" + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var id = server("demo", "web-03");
        act("demo", id, "DELETE");
        act("admin", server("demo", "web-06"), "{\"os-stop\": null}");
        act("admin", server("other", "web-09"), "{\"os-stop\": null}");
        var both = List.of("web-06 SHUTOFF", "web-03 DELETED");
        for (var user : List.of("demo_member", "demo_reader", "admin")) assertEquals(both, changed(user, since));
        assertEquals(both.subList(0, 1), changed("demo", since + "&limit=1"));
        assertEquals(both.subList(1, 2), changed("demo", since + "&marker=" + server("demo", "web-06")));
        assertEquals(both.subList(1, 2), changed("admin", since + "&deleted=true"));
        assertEquals(both, changed("demo", since + "&deleted=false"));
        assertEquals(both.subList(1, 2), changed("admin", "status=DELETED"));
        assertEquals(403, client("demo").ask("compute /v2.1/servers?" + since + "&status=DELETED").statusCode());
        assertEquals(404, client("admin").ask("compute /v2.1/servers/" + id).statusCode());
        assertEquals(29, changed("demo", "limit=1000").size());
    }

    @Test void withAServerGoItsPortsAndTheVolumesThatWereToGo() throws Exception {
        var id = server("demo", "web-18");
        assertEquals(1, client("demo").json("network /v2.0/ports?device_id=" + id).path("ports").size());
        act("demo", id, "DELETE");
        assertEquals(0, client("demo").json("network /v2.0/ports?device_id=" + id).path("ports").size());
        var volume = client("demo").json("block-storage /v3/" + World.DEMO + "/volumes/detail?name=vol-03");
        assertEquals("available", volume.at("/volumes/0/status").asText());
        assertTrue(volume.at("/volumes/0/attachments").isEmpty());
    }

    @Test void keyPairsAreTheirUsers() throws Exception {
        var two = client("demo").json("compute /v2.1/os-keypairs?limit=1 compute 2.35");
        assertEquals("ci", two.at("/keypairs/0/keypair/name").asText());
        assertTrue(two.at("/keypairs_links/0/href").asText().endsWith("/os-keypairs?limit=1&marker=ci"));
        assertEquals(2, client("demo").json("compute /v2.1/os-keypairs?limit=1 compute 2.34").path("keypairs").size());
        assertEquals(0, client("demo_member").json("compute /v2.1/os-keypairs").path("keypairs").size());
        var user = "?user_id=" + World.plainId("other", "user", "other") + " compute 2.10";
        assertEquals(403, client("demo").ask("compute /v2.1/os-keypairs" + user).statusCode());
        assertEquals(2, client("admin").json("compute /v2.1/os-keypairs" + user).path("keypairs").size());
    }

    @Test void migrationsAreAdministrators() throws Exception {
        var all = client("admin").json("compute /v2.1/os-migrations compute 2.80").path("migrations");
        assertEquals(List.of(World.OTHER, World.DEMO),
                all.valueStream().map(row -> row.path("project_id").asText()).toList());
        var one = "compute /v2.1/os-migrations?status=FINISHED&project_id=" + World.DEMO;
        assertEquals(1, client("admin").json(one + " compute 2.80").path("migrations").size());
        cloud.ignoreFilters(true);
        assertEquals(2, client("admin").json(one + " compute 2.80").path("migrations").size());
        var id = server("demo", "is-resized");
        var running = cloud.world().add("migrations", "demo", Map.of("instance_uuid", id, "migration_type",
                "live-migration", "status", "running", "id", 77));
        JsonNode mine = client("admin").json("compute /v2.1/servers/" + id + "/migrations compute 2.80");
        assertEquals(running.get("uuid"), mine.at("/migrations/0/uuid"));
        assertEquals(id, mine.at("/migrations/0/server_uuid").asText());
        assertEquals(403, client("demo").ask("compute /v2.1/servers/" + id + "/migrations/77 compute 2.80")
                .statusCode());
    }
}
