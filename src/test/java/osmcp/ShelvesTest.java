package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.cloud.*;
import osmcp.json.Json;
import osmcp.mcp.Reply;
import osmcp.rpc.RpcException;
import osmcp.tool.*;
import osmcp.tools.*;

/** What holds for every prompt, document and completion, and what those that there are say. */
class ShelvesTest {
    private static final List<String> USERS = List.of("demo", "demo_member", "admin");
    private static final String SERVER = "openstack://server/";

    private static ObjectNode members(Reply reply) {
        return assertInstanceOf(Reply.Complete.class, reply).members();
    }

    /** What a document says. */
    private static ObjectNode read(Shelves shelves, String uri) throws RpcException {
        var content = members(shelves.read(uri, null).orElseThrow()).path("contents").path(0);
        assertEquals(uri, content.path("uri").asText());
        assertEquals("application/json", content.path("mimeType").asText());
        return Lab.json(content.path("text").asText());
    }

    private static String text(Shelves shelves, String prompt, String args) throws RpcException {
        var message = members(shelves.prompt(prompt, Lab.json(args), null)).path("messages").path(0);
        assertEquals("user", message.path("role").asText());
        return message.path("content").path("text").asText();
    }

    private static String refusal(Shelves shelves, String prompt, String args) {
        var refused = assertThrows(RpcException.class, () -> shelves.prompt(prompt, Lab.json(args), null));
        assertEquals(RpcException.INVALID_PARAMS, refused.code());
        return refused.getMessage();
    }

    private static List<String> texts(List<ObjectNode> listed, String key) {
        return listed.stream().map(line -> line.path(key).asText()).toList();
    }

    @Test
    void namesAreUniqueAndAllIsDescribedInFewWords() throws IOException {
        try (var lab = new Lab()) {
            var shelves = new Shelves(lab.as("demo"));
            var all = Stream.of(shelves.prompts(), shelves.resources(), shelves.templates()).flatMap(List::stream)
                    .toList();
            assertEquals(Shelf.prompts().size() + Shelf.documents().size(), all.size());
            var names = texts(all, "name");
            assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
            for (var line : all) {
                assertTrue(line.path("name").asText().matches("[a-z0-9_]{1,40}"), line.toString());
                assertFalse(line.path("title").asText().isBlank(), line.toString());
                assertTrue(line.path("description").asText().matches("[A-Z][^\n]{10,250}\\."), line.toString());
                for (var argument : line.path("arguments")) {
                    assertTrue(argument.path("name").asText().matches("[a-z_]{1,40}"), line.toString());
                    assertTrue(argument.path("description").asText().matches("[^\n]{5,100}"), line.toString());
                    assertTrue(argument.path("required").isBoolean(), line.toString());
                }
                assertTrue(Json.text(line).length() <= 700, line.toString());
            }
            texts(shelves.resources(), "uri").forEach(uri -> assertTrue(uri.matches("openstack://[a-z]+"), uri));
            texts(shelves.templates(), "uriTemplate")
                    .forEach(uri -> assertTrue(uri.matches("openstack://[a-z_]+/\\{[a-z_]+}"), uri));
        }
    }

    /** A step is a call that its tool would take, and holds nothing that is not given. */
    @Test
    void promptsNameOnlyToolsThatThereAreWithArgumentsThatTheyTake() {
        for (var prompt : Shelf.prompts()) {
            assertFalse(prompt.steps().isEmpty(), prompt.name());
            var needed = prompt.takes().stream().filter(Prompt.Argument::required)
                    .map(argument -> "{" + argument.name() + "}").toList();
            for (var step : prompt.steps()) {
                var tool = Tools.find(step.tool());
                assertTrue(tool.isPresent(), prompt.name() + ": " + step.tool());
                assertFalse(tool.get().writes(), step.tool() + " would change things");
                for (var one : step.arguments().split(", ")) {
                    var key = one.split("=")[0];
                    assertTrue(key.isEmpty() || tool.get().inputSchema().path("properties").has(key), step.toString());
                }
                var places = Pattern.compile("\\{\\w+}").matcher(step.toString()).results().map(MatchResult::group);
                assertTrue(places.allMatch(needed::contains), step.toString());
            }
            var words = Pattern.compile("\\b[gs]et_[a-z_]+").matcher(prompt.toString()).results();
            words.map(MatchResult::group).forEach(word ->
                    assertTrue(Tools.find(word).isPresent(), prompt.name() + ": " + word));
        }
    }

    @Test
    void aPromptIsItsTextWithWhatIsGiven() throws Exception {
        try (var lab = new Lab()) {
            var shelves = new Shelves(lab.as("demo"));
            int mark = lab.cloud.journal().mark();
            var bare = text(shelves, "diagnose_instance", "{\"instance\": \"web-03\"}");
            assertTrue(bare.contains("the instance web-03."), bare);
            assertTrue(bare.contains("1. get_instance with names=web-03, detailed=true: "), bare);
            assertFalse(bare.contains("What was noticed") || bare.contains("{"), bare);
            var whole = text(shelves, "diagnose_instance",
                    "{\"instance\": \"$1\\\\{symptom}\", \"symptom\": \"is\\n slow\"}");
            assertTrue(whole.contains("the instance $1\\{symptom}.\nWhat was noticed: is slow\n"), whole);
            for (var prompt : List.of(bare, whole, text(shelves, "cluster_report", "{}"))) {
                assertTrue(prompt.length() <= 3_000, prompt);
            }
            assertEquals(List.of(), lab.cloud.journal().since(mark)); // a prompt asks nothing
        }
    }

    @Test
    void aPromptRefusesWhatItDoesNotTake() throws IOException {
        try (var lab = new Lab()) {
            var shelves = new Shelves(lab.as("demo"));
            assertEquals("diagnose_instance needs instance; it takes instance, symptom",
                    refusal(shelves, "diagnose_instance", "{\"instance\": \"  \"}"));
            assertEquals("cluster_report does not take x; it takes no arguments",
                    refusal(shelves, "cluster_report", "{\"x\": \"y\"}"));
            assertEquals("instance must be a string", refusal(shelves, "diagnose_instance", "{\"instance\": [1]}"));
            assertEquals("instance is too long",
                    refusal(shelves, "diagnose_instance", "{\"instance\": \"" + "x".repeat(501) + "\"}"));
            assertTrue(refusal(shelves, "none", "{}").startsWith("no prompt none"));
        }
    }

    /** The switches that leave tools out leave out what names them. */
    @Test
    void onlyStepsOfToolsThatAreLetInAreThere() throws Exception {
        try (var lab = new Lab()) {
            var few = new Shelves(lab.as("demo", "MCP_TOOLSETS", "monitoring,network"));
            assertEquals(List.of("cluster_report", "cleanup_candidates"), texts(few.prompts(), "name"));
            assertEquals(List.of(), few.templates());
            assertTrue(few.read(SERVER + "web-03", null).isEmpty());
            var text = text(few, "cluster_report", "{}");
            assertTrue(text.contains("2. get_network_details: ") && !text.contains("get_instance"), text);
            var ofProject = new Shelves(lab.as("demo", "ALLOW_ADMIN_OPERATIONS", "false"));
            var args = "{\"instance\": \"x\"}";
            assertFalse(text(ofProject, "diagnose_instance", args).contains("get_server_migrations"));
            var ofCloud = new Shelves(lab.as("demo"));
            assertTrue(text(ofCloud, "diagnose_instance", args).contains("get_server_migrations"));
        }
    }

    @Test
    void theProjectIsToldFromTheTokenAlone() throws Exception {
        try (var lab = new Lab()) {
            for (var user : USERS) {
                var shelves = new Shelves(lab.as(user));
                int mark = lab.cloud.journal().mark();
                var project = read(shelves, "openstack://project");
                assertEquals(World.DEMO, project.path("id").asText());
                assertEquals("demo", project.path("name").asText());
                assertEquals(user, project.path("user").asText());
                assertEquals("RegionOne", project.path("region").asText());
                assertTrue(project.path("roles").valueStream().anyMatch(role -> role.asText().equals("member")));
                var types = project.path("services").valueStream().flatMap(service -> service.path("types")
                        .valueStream()).map(JsonNode::asText).toList();
                assertTrue(types.containsAll(List.of("compute", "network", "image", "identity")), types.toString());
                assertFalse(project.toString().contains(World.CANARY), project.toString());
                assertEquals(1, lab.cloud.journal().since(mark).size()); // signing in
            }
        }
    }

    @Test
    void aServerIsToldAsItsToolTellsItAndAnothersIsNotThere() throws Exception {
        try (var lab = new Lab()) {
            var id = lab.cloud.world().named("servers", "demo", "web-03").path("id").asText();
            var foreign = lab.cloud.world().ids("servers", "other").getFirst();
            for (var user : USERS) {
                var calls = lab.as(user);
                var shelves = new Shelves(calls);
                var shown = Lab.answer(calls, "get_instance", "{\"ids\": \"" + id + "\", \"detailed\": true}");
                int mark = lab.cloud.journal().mark();
                var byId = read(shelves, SERVER + id);
                assertEquals(Map.of("compute", 1L, "image", 1L), lab.cloud.journal().work(mark));
                assertEquals(shown.path("items").path(0), byId);
                assertEquals(byId, read(shelves, SERVER + "web%2D03"));
                assertFalse(byId.toString().contains(World.CANARY), byId.toString());
                for (var text : List.of(foreign, UUID.randomUUID().toString(), "none", "", "%20", ",", "web-03,web-04",
                        "%5B%22web-03%22%5D", "%zz", "web-03/", "web-03?x", "{id}", "..")) {
                    assertEquals(Optional.empty(), shelves.read(SERVER + text, null), text);
                }
            }
            assertEquals(List.of(), lab.cloud.journal().changes(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "openstack://", "openstack://project/", "openstack://projects", "openstack://volume/x",
        "OPENSTACK://project", "file:///etc/passwd"})
    void whatHasNoSuchAddressIsNotThere(String uri) throws Exception {
        try (var lab = new Lab()) {
            assertEquals(Optional.empty(), new Shelves(lab.as("demo")).read(uri, null));
            assertEquals(List.of(), lab.cloud.journal().all());
        }
    }

    @Test
    void whatCannotBeHadIsSaidInWords() throws Exception {
        try (var lab = new Lab()) {
            var shelves = new Shelves(lab.as("demo"));
            var twice = Map.of("name", "web-03", "id", UUID.randomUUID().toString());
            lab.cloud.world().add("servers", "demo", twice);
            var two = assertThrows(RpcException.class, () -> shelves.read(SERVER + "web-03", null));
            assertTrue(two.getMessage().contains("2 servers are called web-03"), two.getMessage());
            lab.cloud.faults().add("GET", "image /", 3, Fault.status(503));
            assertTrue(read(shelves, SERVER + twice.get("id")).path("notes").toString().contains("names of images"));
            lab.cloud.faults().add("GET", "compute .*/servers.*", 99, Fault.status(404));
            var moved = assertThrows(RpcException.class, () -> shelves.read(SERVER + "web-04", null));
            assertTrue(moved.getMessage().startsWith("Nova answered 404"), moved.getMessage());
            assertEquals(RpcException.INTERNAL_ERROR, moved.code());
            var down = new Shelves(lab.as("demo", "OS_AUTH_URL", "http://127.0.0.1:1"));
            var failed = assertThrows(RpcException.class, () -> down.read("openstack://project", null));
            assertTrue(failed.getMessage().contains("cannot be reached"), failed.getMessage());
            assertEquals(List.of(), down.complete(SERVER + "{id}", "id", "w", Json.object()));
            assertEquals(List.of(), lab.log.stream().filter(line -> line.contains("internal error")).toList());
        }
    }

    /** In one request, and where that brings too much, not all. */
    @Test
    void namesAreCompletedByTheirBeginning() throws Exception {
        try (var lab = new Lab(FakeCloud.start(Options.of(World.scale(300))))) {
            lab.cloud.world().add("servers", "demo", Map.of("name", "wab|(1"));
            for (var user : USERS) {
                var shelves = new Shelves(lab.as(user));
                var own = lab.cloud.world().ids("servers", "demo").stream().map(id -> lab.cloud.world()
                        .find("servers", id).orElseThrow().path("name").asText()).collect(Collectors.toSet());
                for (var begun : List.of("", "w", "web-0", "WEB", "wab|(", "none")) {
                    int mark = lab.cloud.journal().mark();
                    var names = shelves.complete("diagnose_instance", "instance", begun, Json.object());
                    assertEquals(own.stream().filter(name -> name.startsWith(begun)).collect(Collectors.toSet()),
                            Set.copyOf(names), user + ": " + begun);
                    assertEquals(names, shelves.complete(SERVER + "{id}", "id", begun, Json.object()));
                    assertEquals(Map.of("compute", 2L), lab.cloud.journal().work(mark));
                }
                for (var other : List.of("symptom", "id", "")) {
                    assertEquals(List.of(), shelves.complete("diagnose_instance", other, "w", Json.object()));
                }
                var none = assertThrows(osmcp.rpc.RpcException.class,
                        () -> shelves.complete("none", "instance", "w", Json.object()));
                assertEquals(osmcp.rpc.RpcException.INVALID_PARAMS, none.code());
            }
            var many = new Shelves(lab.as("scale"));
            int mark = lab.cloud.journal().mark();
            var names = many.complete("diagnose_instance", "instance", "", Json.object());
            assertEquals(101, names.size(), "one more than is told shows that there are more");
            assertEquals(Map.of("compute", 1L), lab.cloud.journal().work(mark));
            assertEquals(List.of(), lab.cloud.journal().changes(0));
        }
    }

    /** Names that others gave are cleaned of what nobody sees, in documents as in answers of tools. */
    @Test
    void invisibleLettersDoNotPass() throws Exception {
        try (var lab = new Lab()) {
            var added = lab.cloud.world().add("servers", "demo", Map.of("name", "we\u202eb\u200b-x", "id",
                    UUID.randomUUID().toString()));
            var shelves = new Shelves(lab.as("demo"));
            assertEquals("web-x", read(shelves, SERVER + added.path("id").asText()).path("name").asText());
            assertTrue(shelves.complete("diagnose_instance", "instance", "we", Json.object()).contains("web-x"));
        }
    }

    /** Nothing is longer than clients take, however much there is. */
    @Test
    void aDocumentThatWouldBeTooLongIsNoDocument() throws Exception {
        try (var lab = new Lab()) {
            var added = lab.cloud.world().add("servers", "demo", Map.of("name", "large", "id",
                    UUID.randomUUID().toString(), "metadata", Map.of("text", "x".repeat(50_000))));
            var failed = assertThrows(RpcException.class,
                    () -> new Shelves(lab.as("demo")).read(SERVER + added.path("id").asText(), null));
            assertTrue(failed.getMessage().contains("more than the 40000"), failed.getMessage());
        }
    }
}
