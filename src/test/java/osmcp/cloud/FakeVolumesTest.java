package osmcp.cloud;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.*;
import osmcp.json.Json;

/** Volumes in servers, and Cinder's listings, are those recorded. */
class FakeVolumesTest {
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

    private String id(String kind, String project, String name) {
        return cloud.world().named(kind, project, name).path("id").asText();
    }

    /** Status and message of the answer to a change. */
    private String send(String user, String method, String line, String body) throws Exception {
        var answer = client(user).send(method, line, body, Map.of("X-Auth-Token", client(user).token()));
        var message = answer.body().length == 0 ? "" : Json.parse(answer.body()).findPath("message").asText("");
        return (answer.statusCode() + " " + message.replaceAll("\\p{XDigit}{8}-[-\\p{XDigit}]{27}", "ID")).strip();
    }

    private String attach(String user, String server, String volume, String more) throws Exception {
        return send(user, "POST", "compute /v2.1/servers/" + server + "/os-volume_attachments compute 2.96",
                "{\"volumeAttachment\": {\"volumeId\": \"" + volume + "\"" + more + "}}");
    }

    private String detach(String user, String server, String volume) throws Exception {
        return send(user, "DELETE", "compute /v2.1/servers/" + server + "/os-volume_attachments/" + volume, "");
    }

    private JsonNode volume(String id) throws Exception {
        return client("admin").json("block-storage /v3/" + World.DEMO + "/volumes/" + id).path("volume");
    }

    @Test void attachedAndDetached() throws Exception {
        cloud.pace(Duration.ofMillis(300));
        var server = id("servers", "demo", "web-03");
        var volume = id("volumes", "demo", "vol-01");
        assertEquals("200", attach("demo_member", server, volume, ", \"device\": \"/dev/vdf\", \"tag\": \"t\""));
        assertEquals("reserved", volume(volume).path("status").asText());
        assertTrue(volume(volume).path("attachments").isEmpty());
        var path = "compute /v2.1/servers/" + server + "/os-volume_attachments";
        var shown = client("demo").json(path + " compute 2.89").at("/volumeAttachments/0");
        assertEquals("/dev/sdf t", shown.path("device").asText() + " " + shown.path("tag").asText());
        assertFalse(shown.has("id"));
        assertEquals(volume, client("demo").json(path).at("/volumeAttachments/0/id").asText());
        assertTrue(client("demo").json(path + "?limit=1").path("volumeAttachments").isEmpty());
        Thread.sleep(350);
        assertEquals("in-use", volume(volume).path("status").asText());
        assertEquals(server, volume(volume).at("/attachments/0/server_id").asText());
        assertFalse(volume(volume).path("attachments").toString().contains("\"-"));
        assertEquals("400 Invalid volume: volume ID is already attached to instances: ID",
                attach("demo", id("servers", "demo", "web-06"), volume, ""));
        assertEquals("409 The supplied device path (/dev/sdf) is in use.",
                attach("demo", server, id("volumes", "demo", "vol-02"), ", \"device\": \"/dev/sdf\""));
        assertEquals(volume, client("demo").json("compute /v2.1/servers/" + server)
                .at("/server/os-extended-volumes:volumes_attached/0/id").asText());
        assertEquals("202", detach("demo", server, volume));
        assertEquals("detaching", volume(volume).path("status").asText());
        assertTrue(detach("demo", server, volume).startsWith("400 Invalid volume: Invalid input received: Invalid "
                + "volume: Unable to detach volume."));
        Thread.sleep(350);
        assertEquals("available", volume(volume).path("status").asText());
        assertEquals("404 Instance ID is not attached to volume ID", detach("demo", server, volume));
    }

    @Test void whoMayAttachWhat() throws Exception {
        var server = id("servers", "demo", "web-03");
        var foreign = id("volumes", "other", "vol-01");
        assertEquals("404 Volume ID could not be found.", attach("demo", server, foreign, ""));
        assertEquals("404 Instance ID could not be found.",
                attach("demo", id("servers", "other", "web-03"), foreign, ""));
        assertEquals("403 Policy doesn't allow os_compute_api:os-volumes-attachments:create to be performed.",
                attach("demo_reader", server, id("volumes", "demo", "vol-01"), ""));
        // an administrator's token reaches into every project
        assertEquals("200", attach("admin", server, foreign, ""));
        assertEquals("404 Volume ID could not be found.", detach("demo", server, foreign));
        assertEquals("202", detach("admin", server, foreign));
    }

    @Test void statesThatAreInTheWay() throws Exception {
        var volume = id("volumes", "demo", "vol-02");
        for (var state : List.of("suspended", "rescued")) {
            assertEquals("409 Cannot 'attach_volume' instance ID while it is in vm_state " + state,
                    attach("demo", id("servers", "demo", "is-" + state), volume, ""));
        }
        assertEquals("409 Instance ID is locked", attach("demo", id("servers", "demo", "is-locked"), volume, ""));
        var server = id("servers", "demo", "web-03");
        assertTrue(attach("demo", server, id("volumes", "demo", "vol-fail-create"), "").contains("in an error state"));
        assertTrue(attach("demo", server, id("volumes", "demo", "vol-moving"), "").contains("to reserve, but the "
                + "current status is awaiting-transfer. (HTTP 400)"));
        assertEquals("400 Invalid input for field/attribute volumeId. Value: x. 'x' is not a 'uuid'",
                attach("demo", server, "x", ""));
        var root = cloud.world().named("volumes", "demo", "vol-03");
        ((ObjectNode) root.at("/attachments/0")).put("device", "/dev/sda");
        assertEquals("400 Cannot detach a root device volume",
                detach("demo", id("servers", "demo", "web-18"), root.path("id").asText()));
        cloud.fails(volume);
        assertEquals("200", attach("demo", server, volume, ""));
        assertEquals("available", volume(volume).path("status").asText());
    }

    @Test void aVolumeThatMayBeInSeveralServersIsFreeWhenItIsInNone() throws Exception {
        var volume = cloud.world().add("volumes", "demo", Map.of("name", "shared", "multiattach", true))
                .path("id").asText();
        var servers = List.of(id("servers", "demo", "web-03"), id("servers", "demo", "web-06"));
        for (var server : servers) assertEquals("200", attach("demo", server, volume, ""));
        assertEquals("400 Invalid volume: volume ID already attached", attach("demo", servers.getFirst(), volume, ""));
        assertEquals("202", detach("demo", servers.getFirst(), volume));
        assertEquals("in-use", volume(volume).path("status").asText());
        assertEquals("202", detach("demo", servers.getLast(), volume));
        assertEquals("available", volume(volume).path("status").asText());
    }

    private String list(String user, String rest) throws Exception {
        var answer = client(user).ask("block-storage /v3/" + World.DEMO + "/" + rest + " volume 3.70");
        if (answer.statusCode() != 200) return answer.statusCode() + " " + Json.parse(answer.body()).findPath("message")
                .asText();
        var rows = Json.parse(answer.body()).properties().iterator().next().getValue();
        return rows.valueStream().map(row -> row.path("name").asText()).collect(Collectors.joining(" "));
    }

    @Test void listingsAreOfTheProjectUnlessAnAdministratorAsks() throws Exception {
        for (var kind : List.of("volumes", "backups", "snapshots", "groups", "group_snapshots")) {
            var mine = list("demo_member", kind + "/detail");
            assertEquals(mine, list("admin", kind + "/detail"));
            assertEquals(mine, list("demo_member", kind + "?all_tenants=1"));
            assertEquals(2 * mine.split(" ").length, list("admin", kind + "?all_tenants=1").split(" ").length);
            assertEquals(mine, list("admin", kind + "?all_tenants=1&project_id=" + World.OTHER));
            assertEquals("400 Invalid filters nope are found in query options.", list("demo", kind + "?nope=1"));
            assertEquals("", list("admin", kind + "?nope=1"));
            var foreign = cloud.world().ids(kind, "other").getLast();
            assertTrue(list("demo", kind + "/" + foreign).startsWith("404"));
            boolean any = List.of("volumes", "group_snapshots").contains(kind);
            assertEquals(any, !list("demo", kind + "?marker=" + foreign).startsWith("404"));
        }
        assertEquals("400 Invalid filters status are found in query options.", list("demo", "groups?status=available"));
        assertEquals("", list("admin", "volumes?all_tenants=0"));
        assertEquals("backup-02", list("demo", "backups?limit=1"));
        assertEquals("backup-01", list("demo", "backups?marker=" + id("backups", "demo", "backup-02")));
        assertEquals("vol-fail-create", list("demo", "volumes?status=ERROR"));
        assertEquals("vol-05", list("demo", "volumes?metadata=%7B%27n%27%3A%20%275%27%7D"));
        assertEquals("stack-disk vol-01", list("demo", "volumes?sort=name:asc&limit=2"));
        assertEquals("ssd multiattach hdd __DEFAULT__".split(" ").length, list("demo", "types").split(" ").length);
        cloud.ignoreFilters(true);
        assertEquals(13, list("demo", "volumes?status=error&name=nope").split(" ").length);
    }

    private JsonNode first(String user, String kind, int minor) throws Exception {
        var more = kind.equals("groups") ? "&list_volume=1" : "";
        return client(user).json("block-storage /v3/" + World.DEMO + "/" + kind + "/detail?limit=1" + more
                + " volume 3." + minor).path(kind).path(0);
    }

    @Test void whoseARowIsIsToldToAdministrators() throws Exception {
        assertTrue(first("demo", "volumes", 0).has("os-vol-tenant-attr:tenant_id"));
        assertFalse(first("demo", "backups", 30).has("os-backup-project-attr:project_id"));
        assertTrue(first("admin", "backups", 18).has("os-backup-project-attr:project_id"));
        assertFalse(first("admin", "backups", 17).has("os-backup-project-attr:project_id"));
        assertTrue(first("admin", "groups", 58).has("project_id"));
        assertFalse(first("admin", "groups", 57).has("project_id"));
        assertFalse(first("demo", "groups", 58).has("project_id"));
        assertEquals(1, first("demo", "groups", 25).path("volumes").size());
        assertFalse(first("demo", "groups", 24).has("volumes"));
    }

    @Test void volumesComeAndGo() throws Exception {
        var path = "block-storage /v3/" + World.DEMO + "/volumes";
        assertEquals("202", send("demo_reader", "POST", path, "{\"volume\": {\"size\": 1, \"name\": \"new\"}}"));
        var made = id("volumes", "demo", "new");
        assertEquals("available", volume(made).path("status").asText());
        assertEquals("202", send("demo", "DELETE", path + "/" + made, ""));
        assertEquals("404 Volume ID could not be found.", send("demo", "DELETE", path + "/" + made, ""));
        for (var name : List.of("vol-01", "vol-03", "vol-grouped", "vol-moving")) {
            assertTrue(send("demo", "DELETE", path + "/" + id("volumes", "demo", name), "")
                    .startsWith("400 Invalid volume: Volume status must be available or error"));
        }
    }
}
