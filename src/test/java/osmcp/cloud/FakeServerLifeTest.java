package osmcp.cloud;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import osmcp.json.Json;

/** Servers are made, changed and told of as the real Nova of 2025.1 did it: the answers below are recorded ones. */
class FakeServerLifeTest {
    private static final String NOBODY = "11111111-2222-3333-4444-555555555555";

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

    private String server(String name) { return id("servers", "demo", name); }

    private String id(String kind, String project, String name) {
        return cloud.world().named(kind, project, name).path("id").asText();
    }

    private String fill(String text) {
        var flavors = cloud.world().rows("flavors").stream().map(World.Row::json)
                .collect(Collectors.toMap(row -> row.path("name").asText(), row -> row.path("id").asText()));
        return text.replace("NOBODY", NOBODY).replace("CIRROS", World.id("admin", "image", "cirros"))
                .replace("TINY", flavors.get("m1.tiny")).replace("SMALL", flavors.get("m1.small"))
                .replace("DISKLESS", flavors.get("r1.diskless")).replace("GPU", flavors.get("private.gpu"))
                .replace("PRIVATE", id("networks", "demo", "private"))
                .replace("BACKEND", id("networks", "demo", "backend"))
                .replace("PUBLIC", id("networks", "admin", "public"))
                .replace("LENT", id("networks", "other", "lent-to-demo"))
                .replace("FOREIGN", id("networks", "other", "private"))
                .replace("PORT", id("ports", "demo", "trunk-child"))
                .replace("PROJECT", World.DEMO);
    }

    private HttpResponse<byte[]> send(String user, String method, String path, String body) throws Exception {
        return client(user).send(method, "compute /v2.1/servers" + path + " compute 2.96", body,
                Map.of("X-Auth-Token", client(user).token(), "OpenStack-API-Version", "compute 2.96"));
    }

    private String say(String user, String method, String path, String body, String id) throws Exception {
        var answer = send(user, method, path, body);
        var text = Client.text(answer);
        var message = text.isEmpty() ? "" : Json.parse(text.getBytes()).findPath("message").asText();
        return (answer.statusCode() + " " + (answer.statusCode() < 400 ? text : message)).strip().replace(id, "ID");
    }

    private JsonNode get(String user, String path) throws Exception {
        return Json.parse(send(user, "GET", path, "").body());
    }

    private JsonNode show(String user, String id) throws Exception { return get(user, "/" + id).path("server"); }

    private String state(String id) throws Exception {
        var server = show("demo", id);
        return Stream.of(NovaMoves.STATUS, NovaMoves.STATE, NovaMoves.POWER, NovaMoves.TASK)
                .map(key -> server.path(key).asText()).collect(Collectors.joining(" "));
    }

    private String act(String name, String body) throws Exception {
        return say("demo", "POST", "/" + server(name) + "/action", fill(body), server(name));
    }

    /** Who, which server, what he does to it, and what is answered: the pieces around dots are in it. */
    static final List<String> ANSWERS = lines("life-answers.txt");
    /** What is put over a good new server's body, and what is answered. */
    static final List<String> NEW = lines("life-new.txt");

    private static List<String> lines(String name) {
        try (var in = FakeServerLifeTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String expected, String answer) {
        assertTrue(answer.startsWith(expected.substring(0, 3)), answer);
        for (var piece : fill(expected).split(" *… *")) assertTrue(answer.contains(piece), answer);
    }

    @ParameterizedTest @FieldSource("ANSWERS") void answersAsRecorded(String line) throws Exception {
        var words = line.split(" *\\| *");
        var id = words[1].equals("NOBODY") ? NOBODY : server(words[1]);
        var parts = words[2].split(" ", 3);
        boolean action = words[2].startsWith("{");
        var answer = action ? say(words[0], "POST", "/" + id + "/action", fill(words[2]), id)
                : say(words[0], parts[0], "/" + id + (parts.length > 1 && !parts[1].equals("-") ? fill(parts[1]) : ""),
                        parts.length > 2 ? fill(parts[2]) : "", id);
        check(words[3], answer);
    }

    @ParameterizedTest @FieldSource("NEW") void newServersAsRecorded(String line) throws Exception {
        var words = line.split(" *\\| *");
        var body = Json.object();
        var server = body.putObject("server").put("name", "new").put("imageRef", fill("CIRROS"))
                .put("flavorRef", fill("TINY")).put("networks", "none");
        Nova.json(fill(words[1])).properties().forEach(field -> {
            if (field.getKey().startsWith("os:")) body.set(field.getKey(), field.getValue());
            else if (field.getValue().asText().equals("-")) server.remove(field.getKey());
            else server.set(field.getKey(), field.getValue());
        });
        check(words[2], say(words[0], "POST", "", body.toString(), "none"));
    }

    /** The states that were seen, in their order: at once, half way where that shows, in the end. */
    static final List<String> WAYS = """
            web-03 | {"rebuild": {"imageRef": "CIRROS"}} | REBUILD active 1 rebuilding | ACTIVE active 1 null
            is-stopped | {"rebuild": {"imageRef": "CIRROS"}} | REBUILD stopped 4 rebuilding | SHUTOFF stopped 4 null
            web-03 | {"resize": {"flavorRef": "SMALL"}} | RESIZE active 1 resize_prep | VERIFY_RESIZE resized 1 null
            is-stopped | {"resize": {"flavorRef": "SMALL"}} | RESIZE stopped 4 resize_prep | VERIFY_RESIZE resized 4 \
            null
            is-resized | {"confirmResize": null} | VERIFY_RESIZE resized 1 null | ACTIVE active 1 null
            is-resized | {"revertResize": null} | REVERT_RESIZE resized 1 resize_reverting | ACTIVE active 1 null
            web-03 | {"rescue": null} | ACTIVE active 1 rescuing | RESCUE rescued 1 null
            is-stopped | {"rescue": null} | SHUTOFF stopped 4 rescuing | RESCUE rescued 1 null
            is-rescued | {"unrescue": null} | RESCUE rescued 1 unrescuing | ACTIVE active 1 null
            web-03 | {"shelve": null} | ACTIVE active 1 shelving | SHELVED_OFFLOADED shelved_offloaded 4 null
            is-shelved | {"unshelve": {}} | SHELVED_OFFLOADED shelved_offloaded 4 unshelving | ACTIVE active 1 null
            is-paused | {"createImage": {"name": "x"}} | PAUSED paused 3 image_snapshot_pending | PAUSED paused 3 null
            web-03 | {"trigger_crash_dump": null} | ACTIVE active 1 null | ACTIVE active 1 null
            """.lines().toList();

    @ParameterizedTest @FieldSource("WAYS") void goesTheWayThatWasSeen(String line) throws Exception {
        var words = line.split(" *\\| *");
        cloud.pace(Duration.ofMillis(250));
        assertTrue(act(words[0], words[1]).startsWith("20"));
        assertEquals(words[2], state(server(words[0])));
        Thread.sleep(300);
        assertEquals(words[3], state(server(words[0])));
    }

    private String make(String name, String more) throws Exception {
        var answer = send("demo", "POST", "", fill("{\"server\": {\"name\": \"" + name + "\", \"imageRef\": "
                + "\"CIRROS\", \"flavorRef\": \"TINY\", " + more + "}}"));
        assertEquals(202, answer.statusCode(), Client.text(answer));
        return Json.parse(answer.body()).at("/server/id").asText();
    }

    @Test void aNewServerIsBuiltAndHasItsPort() throws Exception {
        cloud.pace(Duration.ofMillis(250));
        var id = make("Web 1", "\"networks\": [{\"uuid\": \"PRIVATE\", \"tag\": \"nic\"}], \"tags\": [\"b\", \"a\"], "
                + "\"security_groups\": [{\"name\": \"web\"}], \"metadata\": {\"k\": \"v\"}");
        assertEquals("BUILD building 0 scheduling", state(id));
        Thread.sleep(300);
        var server = show("demo", id);
        assertEquals("ACTIVE", server.path("status").asText());
        assertEquals("[{\"name\":\"web\"}]", server.path("security_groups").toString());
        assertEquals("[\"a\",\"b\"]", server.path("tags").toString());
        assertEquals("web-1", server.path("OS-EXT-SRV-ATTR:hostname").asText());
        var port = client("demo").json("network /v2.0/ports?device_id=" + id).at("/ports/0");
        assertEquals(port.at("/fixed_ips/0/ip_address"), server.at("/addresses/private/0/addr"));
        assertEquals("compute:nova", port.path("device_owner").asText());
        assertEquals("nic", get("demo", "/" + id + "/os-interface")
                .at("/interfaceAttachments/0/tag").asText());
        send("demo", "DELETE", "/" + id, "");
        Thread.sleep(300);
        assertEquals(0, client("demo").json("network /v2.0/ports?device_id=" + id).path("ports").size());
    }

    @Test void whatFailsToBuildTellsWhy() throws Exception {
        var id = make("fail-spawn", "\"networks\": \"none\"");
        assertEquals("ERROR error 0 null", state(id));
        assertTrue(show("demo", id).at("/fault/message").asText().startsWith("Exceeded maximum number of retries."));
        var far = make("far", "\"networks\": [{\"uuid\": \"PRIVATE\", \"fixed_ip\": \"1.2.3.4\"}]");
        assertEquals("Build of instance " + far + " aborted: Invalid input received: Fixed IP 1.2.3.4 is not a valid "
                + "ip address for network " + fill("PRIVATE") + ".", show("demo", far).at("/fault/message").asText());
        var out = make("out", "\"networks\": [{\"uuid\": \"PUBLIC\"}]");
        assertTrue(show("demo", out).at("/fault/message").asText()
                .endsWith("Failed to allocate the network(s), not rescheduling."));
    }

    @Test void aServerBootsFromAVolumeThatIsMadeForIt() throws Exception {
        var id = make("disk", "\"networks\": \"none\", \"block_device_mapping_v2\": [{\"uuid\": \"CIRROS\", "
                + "\"source_type\": \"image\", \"destination_type\": \"volume\", \"boot_index\": 0, "
                + "\"volume_size\": 2, \"delete_on_termination\": true}]");
        var server = show("demo", id);
        assertEquals("", server.path("image").asText("none"));
        var volume = server.at("/os-extended-volumes:volumes_attached/0/id").asText();
        assertEquals("in-use", client("demo").json("block-storage /v3/" + World.DEMO + "/volumes/" + volume)
                .at("/volume/status").asText());
        assertEquals("400 Instance ID cannot be rescued: Cannot rescue a volume-backed instance",
                say("demo", "POST", "/" + id + "/action", "{\"rescue\": null}", id));
    }

    @Test void quotasAreToldWithNumbers() throws Exception {
        var body = fill("{\"server\": {\"name\": \"x\", \"imageRef\": \"CIRROS\", \"flavorRef\": \"TINY\", "
                + "\"networks\": \"none\", \"min_count\": 5, \"max_count\": 5}}");
        var load = Load.project(cloud.world(), World.DEMO);
        Quotas.set(cloud.world(), "demo", "compute", Map.of("instances", load.servers(), "cores", load.vcpus()));
        assertEquals("403 Quota exceeded for cores, instances: Requested 5, 5, but already used " + load.vcpus() + ", "
                + load.servers() + " of " + load.vcpus() + ", " + load.servers() + " cores, instances",
                say("demo", "POST", "", body, "none"));
    }

    @Test void imagesOfServersAreQueuedFirstAndBackupsTakeTurns() throws Exception {
        cloud.pace(Duration.ofMillis(300));
        var answer = send("demo", "POST", "/" + server("web-03") + "/action",
                "{\"createImage\": {\"name\": \"snap\"}}");
        var image = "image /v2/images/" + Json.parse(answer.body()).path("image_id").asText();
        assertEquals("queued", client("demo").json(image).path("status").asText());
        Thread.sleep(350);
        assertEquals("active 48", client("demo").json(image).path("status").asText() + " "
                + client("demo").json(image).path("size").asText());
        cloud.pace(Duration.ZERO);
        for (int n = 1; n <= 3; n++) {
            act("web-03", "{\"createBackup\": {\"name\": \"b" + n + "\", \"backup_type\": \"daily\", "
                    + "\"rotation\": 2}}");
            state(server("web-03"));
        }
        assertEquals(Set.of("b2", "b3"), client("demo").json("image /v2/images?image_type=backup").path("images")
                .valueStream().map(row -> row.path("name").asText()).collect(Collectors.toSet()));
    }

    @Test void interfacesComeAndGoWithTheirPorts() throws Exception {
        var id = server("web-03");
        var made = Json.parse(send("demo", "POST", "/" + id + "/os-interface", fill("{\"interfaceAttachment\": "
                + "{\"net_id\": \"BACKEND\", \"fixed_ips\": [{\"ip_address\": \"10.1.0.77\"}]}}")).body())
                .path("interfaceAttachment");
        assertEquals("10.1.0.77", show("demo", id).at("/addresses/backend/0/addr").asText());
        var spare = id("ports", "demo", "small-port");
        var given = "{\"interfaceAttachment\": {\"port_id\": \"" + spare + "\"}}";
        assertEquals(200, send("demo", "POST", "/" + id + "/os-interface", given).statusCode());
        assertEquals("409 Port " + spare + " is still in use.",
                say("demo", "POST", "/" + id + "/os-interface", given, id));
        for (var port : List.of(made.path("port_id").asText(), spare)) {
            assertEquals(202, send("demo", "DELETE", "/" + id + "/os-interface/" + port, "").statusCode());
        }
        assertEquals("", client("demo").json("network /v2.0/ports/" + spare).at("/port/device_id").asText());
        assertEquals(404, client("demo").ask("network /v2.0/ports/" + made.path("port_id").asText()).statusCode());
        assertEquals(1, show("demo", id).path("addresses").size());
    }

    @Test void whatWasDoneIsRecordedNewestFirst() throws Exception {
        var id = server("web-03");
        for (var action : List.of("os-stop", "os-start")) {
            act("web-03", "{\"" + action + "\": null}");
            state(id);
        }
        send("demo", "DELETE", "/" + id + "/os-interface/" + NOBODY, "");
        var path = "/" + id + "/os-instance-actions";
        var all = get("demo_reader", path).path("instanceActions");
        assertEquals(List.of("start null", "stop null", "create null"), all.valueStream().skip(1)
                .map(row -> row.path("action").asText() + " " + row.path("message").asText()).toList());
        assertEquals("Error", all.at("/0/message").asText());
        var two = get("demo", path + "?limit=2");
        var marker = two.at("/instanceActions/1/request_id").asText();
        assertTrue(two.at("/links/0/href").asText().endsWith("?limit=2&marker=" + marker));
        assertEquals("stop", get("demo", path + "?limit=1&marker=" + marker)
                .at("/instanceActions/0/action").asText());
        var one = path + "/" + all.at("/0/request_id").asText();
        var event = get("demo", one).at("/instanceAction/events/0");
        assertEquals("Error", event.path("result").asText());
        assertFalse(event.has("traceback") || event.has("details"));
        assertEquals("Port " + NOBODY + " is not attached", get("admin", one)
                .at("/instanceAction/events/0/details").asText());
    }

    @Test void liveMigrationsCanBeHurriedAndStopped() throws Exception {
        cloud.pace(Duration.ofMillis(600));
        var id = server("web-03");
        var host = show("admin", id).path("OS-EXT-SRV-ATTR:host").asText();
        var live = "{\"os-migrateLive\": {\"host\": null, \"block_migration\": \"auto\"}}";
        assertEquals(202, send("admin", "POST", "/" + id + "/action", live).statusCode());
        assertEquals("MIGRATING active 1 migrating", state(id));
        var row = get("admin", "/" + id + "/migrations").at("/migrations/0");
        var path = "/" + id + "/migrations/" + row.path("id").asText();
        assertEquals("400 Migration " + row.path("id").asText() + " state of instance ID is queued. Cannot force "
                + "complete while the migration is in this state.", say("admin", "POST", path + "/action",
                "{\"force_complete\": null}", id));
        assertEquals("202", say("admin", "DELETE", path, "", id));
        assertEquals("ACTIVE active 1 null", state(id));
        assertEquals(host, show("admin", id).path("OS-EXT-SRV-ATTR:host").asText());
        assertEquals("409 Instance ID is in an invalid state for 'abort live migration'",
                say("admin", "DELETE", path, "", id));
    }

    @Test void whatNobodyWasShownIsSeenInTheBody() throws Exception {
        act("web-03", "{\"rebuild\": {\"imageRef\": \"NOBODY\"}}");
        assertTrue(cloud.violations().stream().anyMatch(text -> text.contains(NOBODY)), cloud.violations().toString());
    }
}
