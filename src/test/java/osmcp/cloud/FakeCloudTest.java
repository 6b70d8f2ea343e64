package osmcp.cloud;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import module java.net.http;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;
import javax.net.ssl.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The simulated cloud answers what was recorded. */
class FakeCloudTest {
    private static final Map<String, Client> CLIENTS = new HashMap<>();
    private static FakeCloud shared;

    @BeforeAll static void start() throws IOException { shared = FakeCloud.start(); }

    @AfterAll static void stop() { shared.close(); }

    /** Signed in at the shared cloud, once for all tests. */
    private static Client client(String user, String project) throws Exception {
        if (!CLIENTS.containsKey(user)) CLIENTS.put(user, Client.of(shared, user, project));
        return CLIENTS.get(user);
    }

    private static List<String> names(JsonNode rows) {
        return rows.valueStream().map(row -> row.path("name").asText()).toList();
    }

    /** Who, status, service and path and version, and what the answer's body has in it. */
    static final List<String> ODDITIES = """
            demo  | 403 | compute /v2.1/servers?all_tenants=1 | allow os_compute_api:servers:index:get_all_tenants
            demo  | 403 | compute /v2.1/servers/detail?all_tenants | allow os_compute_api:servers:detail:get_all_tenants
            admin | 200 | compute /v2.1/servers?all_tenants=1&limit=1 | servers_links
            demo  | 400 | compute /v2.1/servers?marker=nope | "marker [nope] not found"
            demo  | 200 | compute /v2.1/servers?marker={foreign}&limit=1 | servers_links
            demo  | 200 | compute /v2.1/servers?limit=0 | {"servers":[]}
            demo  | 200 | compute /v2.1/servers?limit=30 | marker=
            demo  | 200 | compute /v2.1/servers?uuid={foreign}&limit=1 | servers_links
            admin | 200 | compute /v2.1/servers?uuid={foreign} | {"servers":[]}
            demo  | 200 | compute /v2.1/servers?name=WEB-03 | "web-03"
            demo  | 400 | compute /v2.1/servers?name=%28 | '(' is not a 'regex'
            demo  | 200 | compute /v2.1/servers?status=NOPE | {"servers":[]}
            demo  | 400 | compute /v2.1/servers?status=NOPE compute 2.38 | Invalid status value
            demo  | 200 | compute /v2.1/servers?nope=1&limit=1 compute 2.74 | /servers?limit=1&marker=
            demo  | 400 | compute /v2.1/servers?nope=1 compute 2.75 | 'nope' does not match any of the regexes: '^_'
            demo  | 404 | compute /v2.1/servers/{foreign} | Instance {foreign} could not be found.
            admin | 200 | compute /v2.1/servers/{foreign} | "tenant_id":"{other}"
            demo  | 404 | compute /v2.1/flavors/{gpu} | Flavor {gpu} could not be found.
            other | 200 | compute /v2.1/flavors/{gpu} | "private.gpu"
            admin | 200 | compute /v2.1/flavors?is_public=false | "private.gpu"
            demo  | 406 | compute /v2.1/servers compute 2.101 | Minimum is 2.1 and maximum is 2.100.
            demo  | 403 | compute /v2.1/os-services | os_compute_api:os-services:list
            demo  | 300 | compute /nope | /v2.1/nope
            demo  | 300 | image / | v2.17
            demo  | 200 | image /versions | v2.17
            demo  | 403 | image /v2/images?marker={foreignImage} | Forbidding request, image {foreignImage} not visible
            demo  | 400 | image /v2/images?marker=nope | No image found with ID nope
            demo  | 200 | image /v2/images?id=in:{foreignImage},{community} | "images":[]
            demo  | 200 | image /v2/images?id=in:{community}&visibility=all | community-build
            demo  | 200 | image /v2/images?nope=1 | "images":[]
            demo  | 404 | image /v2/images/{foreignImage} | No image found with ID
            demo  | 200 | image /v2/images/{community} | community-build
            admin | 200 | image /v2/images/{foreignImage} | "owner":"{other}"
            demo  | 200 | network /v2.0/agents | {"agents":[]}
            admin | 200 | network /v2.0/agents?limit=1 | neutron-l3-agent
            demo  | 404 | network /v2.0 | HTTPNotFound
            demo  | 403 | block-storage /v3/{demo}/os-services | volume_extension:services:index
            admin | 200 | block-storage /v3/{demo}/os-services volume 3.7 | "cluster"
            admin | 400 | block-storage /v3/{demo}/os-services block-storage 3.50 | malformed
            demo  | 302 | block-storage /v3 |
            demo  | 403 | identity /v3/projects | identity:list_projects
            demo  | 404 | identity /v3/nope | <!doctype html>
            """.lines().toList();

    @ParameterizedTest @FieldSource("ODDITIES") void answersAsRecorded(String line) throws Exception {
        var words = line.split(" *\\| *", -1);
        var values = Map.of("other", World.OTHER, "demo", World.DEMO,
                "foreign", shared.world().ids("servers", "other").getLast(),
                "foreignImage", shared.world().named("images", "other", "my-private").path("id").asText(),
                "community", shared.world().named("images", "admin", "community-build").path("id").asText(),
                "gpu", shared.world().named("flavors", "private.gpu").orElseThrow().path("id").asText());
        var filled = Stream.of(words).map(word -> Fixture.fill(Json.node(word), values).asText()).toList();
        var answer = client(words[0], words[0].equals("other") ? "other" : "demo").ask(filled.get(2));
        var text = Client.text(answer);
        assertEquals(Integer.parseInt(words[1]), answer.statusCode(), text);
        assertTrue(text.contains(filled.get(3)), text);
        assertEquals(List.of(), shared.violations());
    }

    @Test void aWrongPasswordUserOrProjectIsRefusedInTheSameWords() throws Exception {
        for (var login : List.of(List.of("demo", "wrong", "demo"), List.of("nobody", "secret", "demo"),
                List.of("demo", "secret", "nope"), List.of("demo", "secret", "other"))) {
            var answer = Client.signIn(Map.of("OS_AUTH_URL", shared.authUrl(), "OS_USERNAME", login.get(0),
                    "OS_PASSWORD", login.get(1), "OS_PROJECT_NAME", login.get(2)));
            assertEquals(401, answer.statusCode());
            assertTrue(Client.text(answer).contains("The request you have made requires authentication."));
            assertEquals("Keystone uri=\"" + shared.authUrl() + "\"",
                    answer.headers().firstValue("WWW-Authenticate").orElse(""));
        }
    }

    @Test void fieldsOfAServerFollowMicroversionAndRole() throws Exception {
        var demo = client("demo", "demo");
        var admin = client("admin", "demo");
        var path = "compute /v2.1/servers/detail?limit=1&name=web-03 compute 2.";
        assertTrue(demo.json(path + "1").at("/servers/0/flavor").has("links"));
        assertTrue(demo.json(path + "47").at("/servers/0/flavor").has("original_name"));
        assertFalse(demo.json(path + "72").at("/servers/0").has("locked_reason"));
        assertTrue(demo.json(path + "73").at("/servers/0").has("locked_reason"));
        assertFalse(demo.json(path + "100").at("/servers/0").has("OS-EXT-SRV-ATTR:host"));
        assertTrue(admin.json(path + "1").at("/servers/0").has("OS-EXT-SRV-ATTR:host"));
        assertTrue(demo.json(path + "96").at("/servers/0").has("pinned_availability_zone"));
        var answer = demo.ask("compute /v2.1/servers?limit=1 compute 2.96");
        assertEquals("compute 2.96", answer.headers().firstValue("OpenStack-API-Version").orElse(""));
        assertEquals(2, answer.headers().allValues("Vary").size());
        assertEquals(answer.headers().firstValue("x-compute-request-id"),
                answer.headers().firstValue("x-openstack-request-id"));
    }

    @Test void theNeighbourHasTheSameNamesAndACanaryInAllIds() throws Exception {
        var path = "compute /v2.1/servers/detail compute 2.100";
        var ours = client("demo", "demo").json(path).path("servers");
        var theirs = client("other", "other").json(path).path("servers");
        assertEquals(names(ours), names(theirs));
        assertEquals(30, ours.size());
        assertFalse(Json.text(ours).contains(World.CANARY));
        for (var server : theirs) {
            assertTrue(server.path("id").asText().endsWith(World.CANARY));
            var about = server.path("description");
            assertTrue(about.isNull() || about.asText().contains(World.CANARY));
        }
    }

    @Test void errorsOfGlanceAreTextForThoseWhoAskForNoJson() throws Exception {
        var demo = client("demo", "demo");
        var text = demo.send("GET", "image /v2/images/nope", "", Map.of("X-Auth-Token", demo.token()));
        assertEquals("404 Not Found\n\nNo image found with ID nope\n\n   ", Client.text(text));
        var page = demo.send("GET", "image /v2/images/nope", "", Map.of("X-Auth-Token", demo.token(), "Accept", "*/*"));
        assertTrue(Client.text(page).startsWith("<html>"));
    }

    @Test void tokensEnd() throws Exception {
        try (var cloud = FakeCloud.start()) {
            cloud.tokens().lifetime(Duration.ofMillis(150));
            var brief = Client.of(cloud, "demo", "demo");
            assertEquals(200, brief.ask("compute /v2.1/servers").statusCode());
            Thread.sleep(160);
            assertEquals(401, brief.ask("compute /v2.1/servers").statusCode());
            cloud.tokens().lifetime(Duration.ofHours(1));
            var revoked = Client.of(cloud, "demo", "demo");
            cloud.tokens().revokeAll();
            assertEquals(401, revoked.ask("image /v2/images").statusCode());
        }
    }

    @Test void thousandsAreWalkedByTheNextLink() throws Exception {
        try (var cloud = FakeCloud.start(Options.of(World.scale(3_000)))) {
            var scale = Client.of(cloud, "scale", "scale");
            var seen = new HashSet<String>();
            var path = "/v2.1/servers?limit=1000";
            for (int pages = 0; !path.isEmpty(); pages++) {
                assertTrue(pages <= 3);
                var page = scale.json("compute " + path);
                page.path("servers").forEach(server -> assertTrue(seen.add(server.path("id").asText())));
                path = page.at("/servers_links/0/href").asText().replace(cloud.at("compute"), "");
            }
            assertEquals(3_000, seen.size());
        }
    }

    @Test void allServicesMayShareOnePort() throws Exception {
        try (var cloud = FakeCloud.start(Options.of(World.small()).oneport().closing())) {
            var demo = Client.of(cloud, "demo", "demo");
            var url = demo.json("identity /v3/auth/catalog").path("catalog").path(0).at("/endpoints/0/url").asText();
            assertEquals(cloud.at("compute") + "/v2.1", url);
            assertTrue(url.endsWith("/compute/v2.1"));
            assertTrue(Client.text(demo.ask("compute /v2.1/servers?limit=1")).contains(url + "/servers/"));
            assertEquals(List.of(), cloud.violations());
        }
    }

    @Test void faultsComeWhenOrdered() throws Exception {
        try (var cloud = FakeCloud.start()) {
            var demo = Client.of(cloud, "demo", "demo");
            var list = "compute /v2.1/servers?limit=2";
            cloud.faults().add("GET", "^compute ", 1, Fault.status(429, "Retry-After", "7"));
            var refused = demo.ask(list);
            assertEquals(429, refused.statusCode());
            assertEquals("7", refused.headers().firstValue("Retry-After").orElse(""));
            assertTrue(Client.text(refused).startsWith("{\"overLimit\""));
            // twice: HttpClient repeats a GET by itself once, when a kept connection ends without a byte
            cloud.faults().add("*", "/servers", 2, Fault.reset());
            assertThrows(IOException.class, () -> demo.ask(list));
            cloud.faults().clear();
            cloud.faults().add("*", "/servers", 1, Fault.truncated());
            assertThrows(IOException.class, () -> demo.ask(list));
            cloud.faults().add("GET", "/servers", 1, Fault.gzip())
                    .add("GET", "/servers", 1, Fault.wrongTypes("servers"))
                    .add("GET", "/servers", 1, Fault.page(502, "text/html", "<html>bad gateway</html>"))
                    .add("GET", "/servers", 1, Fault.redirect(cloud.stranger() + "/"));
            assertEquals("gzip", demo.ask(list).headers().firstValue("Content-Encoding").orElse(""));
            assertTrue(demo.json(list).path("servers").isObject());
            assertEquals(502, demo.ask(list).statusCode());
            assertEquals(302, demo.ask(list).statusCode());
            assertEquals(200, demo.ask(list).statusCode());
            cloud.faults().add("GET", "/servers", 1, Fault.late(Duration.ofMillis(60)))
                    .add("GET", "/v2.0/agents", 1, Fault.trickle(Duration.ofMillis(30)));
            long start = System.nanoTime();
            demo.ask(list);
            demo.ask("network /v2.0/agents");
            assertTrue(System.nanoTime() - start > 110_000_000);
        }
    }

    @Test void anEndlessBodyHasNoEnd() throws Exception {
        try (var cloud = FakeCloud.start()) {
            var demo = Client.of(cloud, "demo", "demo");
            cloud.faults().add("GET", "/servers", 1, Fault.endless());
            try (var body = Client.HTTP.send(HttpRequest.newBuilder(URI.create(cloud.at("compute") + "/v2.1/servers"))
                    .header("X-Auth-Token", demo.token()).build(), HttpResponse.BodyHandlers.ofInputStream()).body()) {
                assertEquals(9 << 20, body.readNBytes(9 << 20).length);
            }
        }
    }

    @Test void servesHttpsWithAGivenKey(@TempDir Path folder) throws Exception {
        var store = folder.resolve("key.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertEquals(0, new ProcessBuilder(keytool, "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC",
                "-alias", "cloud", "-dname", "CN=cloud", "-ext", "SAN=IP:127.0.0.1", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", "secret1").redirectErrorStream(true).start().waitFor());
        try (var cloud = FakeCloud.start(Options.of(World.small()).tls(store, "secret1"))) {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(KeyStore.getInstance(store.toFile(), "secret1".toCharArray()));
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            try (var client = HttpClient.newBuilder().sslContext(context).build()) {
                var answer = client.send(HttpRequest.newBuilder(URI.create(cloud.authUrl())).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertTrue(answer.body().contains("https://127.0.0.1:"), answer.body());
            }
        }
    }

    @Test void filtersMayBeIgnored() throws Exception {
        try (var cloud = FakeCloud.start()) {
            cloud.ignoreFilters(true);
            var page = Client.of(cloud, "demo", "demo").json("compute /v2.1/servers?name=web&status=SHUTOFF");
            assertEquals(30, page.path("servers").size());
        }
    }

    @Test void theJournalTellsWhoAskedWhat() throws Exception {
        try (var cloud = FakeCloud.start()) {
            var demo = Client.of(cloud, "demo_member", "demo");
            int mark = cloud.journal().mark();
            demo.ask("compute /v2.1/servers?limit=1 compute 2.96");
            demo.ask("compute /");
            demo.ask("image /v2/images");
            assertEquals(Map.of("compute", 2L, "image", 1L), cloud.journal().count(mark));
            assertEquals(Map.of("compute", 1L, "image", 1L), cloud.journal().work(mark));
            var first = cloud.journal().since(mark).getFirst();
            assertEquals("GET compute /v2.1/servers?limit=1 -> 200", first.toString());
            assertEquals(List.of("demo_member", "demo", "compute 2.96"),
                    List.of(first.user(), first.project(), first.version()));
            assertEquals(List.of("member", "reader"), first.roles());
        }
    }

    @Test void aChangeMayNameOnlyWhatWasShown() throws Exception {
        try (var cloud = FakeCloud.start()) {
            var demo = Client.of(cloud, "demo", "demo");
            var token = Map.of("X-Auth-Token", demo.token());
            var id = demo.json("compute /v2.1/servers?limit=1").at("/servers/0/id").asText();
            demo.send("POST", "compute /v2.1/servers/" + id + "/action", "{\"os-stop\": null}", token);
            assertEquals(List.of(), cloud.violations());
            var foreign = cloud.world().ids("servers", "other").getFirst();
            demo.send("POST", "compute /v2.1/servers/" + id + "/action", "{\"a\": \"" + foreign + "\"}", token);
            demo.send("DELETE", "compute /v2.1/servers/" + foreign, "", token);
            assertEquals(2, cloud.violations().size());
            assertTrue(cloud.violations().getFirst().contains(foreign));
            assertEquals(3, cloud.journal().changes(0).size());
        }
    }

    @Test void aTokenGoesOnlyWhereTheCatalogueSays() throws Exception {
        try (var cloud = FakeCloud.start()) {
            var demo = Client.of(cloud, "demo", "demo");
            demo.ask("image /v2/images");
            assertEquals(List.of(), cloud.violations());
            cloud.catalogue().drop("image");
            demo.ask("image /v2/images");
            demo.ask("stranger /");
            assertEquals(2, cloud.violations().size());
        }
    }

    @Test void testsAddWhatTheyNeed() throws Exception {
        try (var cloud = FakeCloud.start()) {
            var row = cloud.world().add("servers", "demo", Map.of("name", "new", "status", "BUILD"));
            var demo = Client.of(cloud, "demo", "demo");
            assertEquals(List.of("new"), names(demo.json("compute /v2.1/servers?status=BUILD").path("servers")));
            row.put("status", "ACTIVE");
            assertEquals("new", demo.json("compute /v2.1/servers").at("/servers/0/name").asText());
        }
    }
}
