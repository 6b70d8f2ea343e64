package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import osmcp.cloud.World;
import osmcp.json.*;
import osmcp.openstack.View;
import osmcp.tool.Tool;
import osmcp.tools.*;

/**
 * Over all project tools: nothing of the neighbour is shown, named in a change, or changed, whoever asks and however.
 * All that is the neighbour's has a canary in its id and description. A tool is covered the moment it is in the list,
 * and an action the moment it has a scenario that succeeds.
 */
class IsolationTest {
    private static final List<String> KINDS = List.of("servers", "server_groups", "images", "keypairs", "volumes",
            "backups", "groups", "networks", "subnets", "ports", "floatingips", "security_groups", "stacks",
            "loadbalancers", "pools", "members");
    private static final String NOTHING = "00000000-0000-4000-8000-000000000000";

    private static List<Tool> tools() {
        return Tools.all().stream().filter(tool -> tool.view() == View.PROJECT).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo_member", "demo", "admin"})
    void noAnswerHoldsAnythingOfTheNeighbours(String user) throws IOException {
        for (boolean unfiltered : List.of(false, true)) {
            try (var lab = new Lab()) {
                lab.cloud.ignoreFilters(unfiltered);
                var calls = lab.as(user);
                // the one network that the neighbour lends to the project is shown
                var lent = lab.cloud.world().named("networks", "other", "lent-to-demo");
                for (var tool : tools()) {
                    for (var args : broad(tool)) {
                        var said = Json.text(Json.node(calls.run(tool.name(), args).orElseThrow()));
                        said = said.replace(lent.path("id").asText(), "")
                                .replace(lent.path("description").asText(), "");
                        assertFalse(said.contains(World.CANARY), tool.name() + args + said);
                    }
                }
                assertEquals(List.of(), lab.cloud.journal().changes(0));
            }
        }
    }

    /** The calls that show most: of tools that read, and the plans of those that change. */
    private static List<ObjectNode> broad(Tool tool) {
        var takes = tool.inputSchema().path("properties");
        var extra = Stream.of("{}", "{\"detailed\":true,\"limit\":200}", "{\"detailed\":true}",
                "{\"all_instances\":true}", "{\"search_term\":\"web\"}",
                "{\"search_term\":\"" + World.CANARY + "\",\"search_in\":\"all\"}",
                "{\"action\":\"ACTION\",\"dry_run\":true,\"name_contains\":\"-\",\"at_most\":200}").map(Lab::json)
                .filter(args -> args.has("dry_run") == tool.writes())
                .filter(args -> args.properties().stream().allMatch(arg -> takes.has(arg.getKey())));
        return extra.flatMap(args -> samples(tool).stream().map(sample -> {
            var whole = sample.deepCopy();
            whole.setAll(args);
            if (tool.writes()) whole.remove("names");
            if (sample.has("action")) whole.set("action", sample.get("action"));
            return whole;
        })).distinct().toList();
    }

    /** What each action takes, by its scenarios that succeed; of a tool that reads, what it must be given. */
    private static List<ObjectNode> samples(Tool tool) {
        var cases = ScenarioTest.cases(tool).stream().filter(one -> one.lines().containsKey("answer"))
                .map(one -> one.lines().get("call").split(" ", 2)).filter(call -> call[0].equals(tool.name()))
                .map(call -> Lab.json(call[1])).toList();
        if (tool.writes()) {
            var byAction = new LinkedHashMap<String, ObjectNode>();
            cases.stream().filter(args -> !today(tool, args).isEmpty()).forEach(args -> byAction.merge(
                    today(tool, args), args.deepCopy().without(Set.of("dry_run", "wait_seconds")),
                    (all, more) -> more.size() > all.size() ? more : all));
            assertEquals(Set.copyOf(tool.actions()), byAction.keySet(), tool.name());
            return List.copyOf(byAction.values());
        }
        var required = tool.inputSchema().path("required").valueStream().map(JsonNode::asText).toList();
        return List.of(cases.getFirst().deepCopy().retain(required));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo_member", "demo", "admin"})
    void theNeighboursIdsAreAnsweredLikeThoseOfNothing(String user) throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.pace(Duration.ZERO);
            var calls = lab.as(user);
            var foreign = foreign(lab);
            int tried = 0;
            for (var tool : tools()) {
                for (var sample : samples(tool)) {
                    for (var argument : texts(tool, sample)) {
                        var ofNothing = said(calls, tool, sample, argument, NOTHING);
                        for (var id : foreign) {
                            tried++;
                            int mark = lab.cloud.journal().mark();
                            assertEquals(ofNothing.replace(NOTHING, "ID"),
                                    said(calls, tool, sample, argument, id).replace(id, "ID"),
                                    tool.name() + "." + argument);
                            var naming = lab.cloud.journal().since(mark).stream()
                                    .filter(entry -> (entry.path() + entry.body()).contains(id)).toList();
                            assertTrue(naming.size() <= 2, naming.toString());
                            assertTrue(naming.stream().allMatch(e -> e.method().equals("GET")), naming.toString());
                        }
                    }
                }
            }
            assertTrue(tried > 500, "attempts: " + tried);
        }
    }

    /** Services take another project's id for a place in a list; a cursor that names one is like one of nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"demo_member", "admin"})
    void aForgedCursorTellsNothingOfTheNeighbours(String user) throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as(user);
            var cursor = new String(Base64.getUrlDecoder().decode(Lab.answer(calls, "get_instance", "{\"limit\":1}")
                    .path("next_cursor").asText()), StandardCharsets.UTF_8);
            var last = Lab.json(cursor).path("after").asText();
            var said = Stream.of(lab.cloud.world().ids("servers", "other").getFirst(), UUID.randomUUID().toString())
                    .map(id -> Base64.getUrlEncoder().encodeToString(cursor.replace(last, id).getBytes()))
                    .map(forged -> Lab.failure(calls, "get_instance", "{\"limit\":1,\"cursor\":\"" + forged + "\"}"))
                    .distinct().toList();
            assertEquals(1, said.size(), said.toString());
        }
    }

    private static String said(Calls calls, Tool tool, ObjectNode sample, String argument, String id) {
        var args = sample.deepCopy().put(argument, id);
        var outcome = calls.run(tool.name(), args).orElseThrow();
        return outcome.answer().map(Json::text).orElse(outcome.words()).replaceAll("req-[0-9a-f-]{36}", "req")
                .replaceAll("\"next_cursor\":\"[^\"]*\"", ""); // holds a digest of what was asked
    }

    /**
     * Every argument that takes the name or id of a thing: of a tool that reads all that take text, since filters are
     * looked for in the cloud too; of one that changes those that can name what is changed or used.
     */
    private static List<String> texts(Tool tool, ObjectNode sample) {
        return tool.inputSchema().path("properties").properties().stream()
                .filter(argument -> isText(argument.getValue()) || isText(argument.getValue().path("items")))
                .map(Map.Entry::getKey).filter(name -> !tool.writes() || names(tool, sample, name)).toList();
    }

    private static boolean names(Tool tool, ObjectNode sample, String argument) {
        var described = tool.inputSchema().path("properties").path(argument).path("description").asText();
        boolean taken = tool.in().get(tool.actions().indexOf(today(tool, sample))).stream().map(Shape::of)
                .anyMatch(shape -> shape.names().contains(argument));
        boolean makes = argument.equals("names") && !Set.of("create", "add").contains(sample.path("action").asText());
        return taken && (makes || described.contains("name or id") || described.contains("address or id"));
    }

    /** The action's own word. */
    private static String today(Tool tool, ObjectNode sample) {
        return tool.word(sample.path("action").asText());
    }

    private static boolean isText(JsonNode schema) { return schema.path("type").asText().equals("string"); }

    private static List<String> foreign(Lab lab) {
        var ids = new ArrayList<>(List.of(World.OTHER));
        for (var kind : KINDS) {
            var some = lab.cloud.world().ids(kind, "other").stream().limit(2).toList();
            assertTrue(!some.isEmpty() && some.stream().allMatch(id -> id.contains(World.CANARY)), kind);
            ids.addAll(some);
        }
        return ids;
    }
}
