package osmcp.cloud;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.*;
import osmcp.json.Json;

/** What Nova has beside servers, quotas of all, and Placement: the lines of {@code operator.txt} are recorded. */
class FakeOperatorTest {
    private FakeCloud cloud;
    private final Map<String, Client> clients = new HashMap<>();

    @BeforeEach void start() throws IOException { cloud = FakeCloud.start(); }

    @AfterEach void stop() { cloud.close(); }

    private Client client(String user) throws Exception {
        if (!clients.containsKey(user)) {
            clients.put(user, Client.of(cloud, user, user.equals("other") ? "other" : "demo"));
        }
        return clients.get(user);
    }

    private JsonNode json(String user, String line) throws Exception { return client(user).json(line); }

    /**
     * Each line: who, method, service and path, version, body, and what is answered; the pieces around dots are in it.
     * What went before in the file counts: things are made, changed and deleted. An id that was answered to a change
     * stands for {@code {made}} from then on.
     */
    @Test void answersAsRecorded() throws Exception {
        var ids = new HashMap<String, String>(Map.of("demo", World.DEMO, "other", World.OTHER,
                "demo_member", World.plainId("demo_member", "user", "demo_member"),
                "private", cloud.world().named("flavors", "private.gpu").orElseThrow().path("id").asText(),
                "foreign group", World.id("other", "server group", "apart"),
                "compute-2", service("compute-2"), "vm", service("vm"), "node", NovaComputes.node("compute-1"),
                "node 2", NovaComputes.node("compute-2")));
        ids.put("key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");
        for (var line : lines()) {
            var words = line.split(" *\\| *", 6);
            var filled = (UnaryOperator<String>) text -> {
                var all = text;
                for (var id : ids.entrySet()) all = all.replace("<" + id.getKey() + ">", id.getValue());
                return all;
            };
            var version = words[3].isEmpty() ? "" : " " + words[3];
            var answer = client(words[0]).send(words[1], filled.apply(words[2]) + version, filled.apply(words[4]),
                    Map.of("X-Auth-Token", client(words[0]).token(), "Accept", "application/json"));
            var text = answer.statusCode() + " " + Client.text(answer);
            for (var piece : filled.apply(words[5]).split(" *… *")) {
                assertTrue(text.contains(piece), line + "\n" + text);
            }
            if (!words[1].equals("GET") && answer.statusCode() < 300 && answer.body().length > 0) {
                var id = Json.parse(answer.body()).findPath("id");
                if (id.isTextual()) ids.put("made", id.textValue());
            }
        }
    }

    private String service(String host) {
        return cloud.world().rows("services").stream().map(World.Row::json)
                .filter(row -> row.path("host").asText().equals(host)).findFirst().orElseThrow().path("id").asText();
    }

    private static List<String> lines() throws IOException {
        try (var in = FakeOperatorTest.class.getResourceAsStream("operator.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        }
    }

    @Test void quotasSayWhatTheWorldHas() throws Exception {
        var set = json("demo", "compute /v2.1/os-quota-sets/" + World.DEMO + "/detail compute 2.96").path("quota_set");
        assertEquals("30 50 80896 2 0", Stream.of("instances", "cores", "ram", "server_groups", "key_pairs")
                .map(key -> set.path(key).path("in_use").asText()).collect(Collectors.joining(" ")));
        var volumes = json("demo", "block-storage /v3/os-quota-sets/" + World.DEMO + "?usage=true volume 3.70")
                .path("quota_set");
        assertEquals("13 31 2 2 6 1", Stream.of("volumes", "gigabytes", "snapshots", "backups", "backup_gigabytes",
                "groups").map(key -> volumes.path(key).path("in_use").asText()).collect(Collectors.joining(" ")));
        assertEquals("5 18 1", Stream.of("volumes_hdd", "gigabytes_hdd", "snapshots_hdd")
                .map(key -> volumes.path(key).path("in_use").asText()).collect(Collectors.joining(" ")));
        Quotas.set(cloud.world(), "demo", "compute", Map.of("cores", 60));
        for (var most : Map.of("demo", 60, "other", 20000).entrySet()) {
            assertEquals(most.getValue(), json(most.getKey(), "compute /v2.1/limits compute 2.96")
                    .at("/limits/absolute/maxTotalCores").asInt());
        }
        var network = json("demo", "network /v2.0/quotas/" + World.DEMO + "/details.json").path("quota");
        assertEquals(3, network.path("network").path("used").asInt());
        assertEquals(cloud.world().ids("ports", "demo").size(), network.path("port").path("used").asInt());
    }

    @Test void hostsCarryTheServersOfAllProjects() throws Exception {
        var nodes = json("admin", "compute /v2.1/os-hypervisors/detail?with_servers=true compute 2.87")
                .path("hypervisors");
        int running = 0;
        for (var node : nodes) {
            running += node.path("running_vms").asInt();
            assertEquals(node.path("servers").size(), node.path("running_vms").asInt());
            var usages = json("admin", "placement /resource_providers/" + node.path("id").asText()
                    + "/usages placement 1.39").path("usages");
            assertEquals(node.path("vcpus_used"), usages.path("VCPU"));
            assertEquals(node.path("memory_mb_used").asInt() - 512, usages.path("MEMORY_MB").asInt());
        }
        assertEquals(54, running);
        var project = json("demo", "placement /usages?project_id=" + World.DEMO + " placement 1.39");
        assertEquals(27, project.at("/usages/unknown/consumer_count").asInt());
    }

    @Test void aPageOfUsageIsOneOfServers() throws Exception {
        var path = "compute /v2.1/os-simple-tenant-usage/" + World.DEMO;
        var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        cloud.world().rows("servers").forEach(row -> row.json().put("OS-SRV-USG:launched_at",
                now.minusHours(2) + ".000000"));
        var whole = json("demo", path + "?start=" + now.minusDays(1) + " compute 2.96").path("tenant_usage");
        assertEquals(30, whole.path("server_usages").size());
        assertEquals(60, whole.path("total_hours").asDouble(), 0.1);
        int seen = 0;
        var query = "?limit=7&start=" + now.minusDays(1);
        for (int page = 0; page < 6 && !query.isEmpty(); page++) {
            var answer = json("demo", path + query + " compute 2.96");
            seen += answer.at("/tenant_usage/server_usages").size();
            var next = answer.at("/tenant_usage_links/0/href").asText();
            assertTrue(next.isEmpty() || next.contains("/v2.1/" + World.DEMO + "/os-simple-tenant-usage/"), next);
            query = next.replaceFirst("[^?]*", "");
        }
        assertEquals(30, seen);
        var all = json("admin", "compute /v2.1/os-simple-tenant-usage?detailed=1&limit=31&start=" + now.minusDays(1)
                + " compute 2.96").path("tenant_usages");
        assertEquals(Set.of(1, 30), all.valueStream().map(row -> row.path("server_usages").size())
                .collect(Collectors.toSet()));
    }

    @Test void keysAreCountedForTheirUser() throws Exception {
        Quotas.set(cloud.world(), "demo", "compute", Map.of("key_pairs", 2, "server_groups", 2));
        var answer = client("demo").send("POST", "compute /v2.1/os-keypairs compute 2.96",
                "{\"keypair\": {\"name\": \"ci\", \"public_key\": \"nope\"}}",
                Map.of("X-Auth-Token", client("demo").token()));
        assertEquals("403 Quota exceeded, too many key pairs.", told(answer));
        answer = client("demo").send("POST", "compute /v2.1/os-server-groups compute 2.96",
                "{\"server_group\": {\"name\": \"x\", \"policy\": \"affinity\"}}",
                Map.of("X-Auth-Token", client("demo").token()));
        assertEquals("403 Quota exceeded, too many server groups.", told(answer));
    }

    private static String told(java.net.http.HttpResponse<byte[]> answer) throws Exception {
        return answer.statusCode() + " " + Json.parse(answer.body()).findPath("message").asText();
    }
}
