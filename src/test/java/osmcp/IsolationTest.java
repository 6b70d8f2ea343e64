package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import osmcp.cloud.World;
import osmcp.json.Json;
import osmcp.tool.Tool;
import osmcp.tools.*;

/**
 * Over all tools: nothing of the neighbour is shown, whoever asks and however. All that is the neighbour's has a canary
 * in its id and description. A tool is covered the moment it is in the list.
 */
class IsolationTest {
    private static final List<String> KINDS = List.of("servers", "images", "flavors");

    @ParameterizedTest
    @ValueSource(strings = {"demo_member", "demo", "admin"})
    void noAnswerHoldsAnythingOfTheNeighbours(String user) throws IOException {
        for (boolean unfiltered : List.of(false, true)) {
            try (var lab = new Lab()) {
                lab.cloud.ignoreFilters(unfiltered);
                var calls = lab.as(user);
                for (var tool : Tools.all()) {
                    for (var args : broad(tool)) {
                        var outcome = calls.run(tool.name(), Lab.json(args)).orElseThrow();
                        assertFalse(Json.text(Json.node(outcome)).contains(World.CANARY), tool.name() + args);
                    }
                }
                assertEquals(List.of(), lab.cloud.journal().changes(0));
            }
        }
    }

    /** The calls that show most. */
    private static List<String> broad(Tool tool) {
        var takes = tool.inputSchema().path("properties");
        return Stream.of("{}", "{\"detailed\":true,\"limit\":200}", "{\"detailed\":true}", "{\"all_instances\":true}",
                "{\"search_term\":\"" + World.CANARY + "\",\"search_in\":\"all\"}", "{\"search_term\":\"web\"}")
                .filter(args -> Lab.json(args).properties().stream().allMatch(arg -> takes.has(arg.getKey()))).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo_member", "demo", "admin"})
    void theNeighboursIdsAreAnsweredLikeThoseOfNothing(String user) throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as(user);
            var nothing = "00000000-0000-4000-8000-000000000000";
            for (var tool : Tools.all()) {
                for (var argument : texts(tool)) {
                    var ofNothing = said(calls, tool, argument, nothing);
                    for (var id : foreign(lab)) {
                        int mark = lab.cloud.journal().mark();
                        assertEquals(ofNothing.replace(nothing, "ID"),
                                said(calls, tool, argument, id).replace(id, "ID"), tool.name() + "." + argument);
                        var naming = lab.cloud.journal().since(mark).stream()
                                .filter(entry -> (entry.path() + entry.body()).contains(id)).toList();
                        assertTrue(naming.size() <= 2, naming.toString());
                        assertTrue(naming.stream().allMatch(entry -> entry.method().equals("GET")), naming.toString());
                    }
                }
            }
            assertEquals(List.of(), lab.cloud.journal().changes(0));
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

    private static String said(Calls calls, Tool tool, String argument, String id) {
        var outcome = calls.run(tool.name(), Json.object().put(argument, id)).orElseThrow();
        return outcome.answer().map(Json::text).orElse(outcome.failure()).replaceAll("req-[0-9a-f-]{36}", "req")
                .replaceAll("\"next_cursor\":\"[^\"]*\"", ""); // holds a digest of what was asked
    }

    /** Every argument that takes text. */
    private static List<String> texts(Tool tool) {
        return tool.inputSchema().path("properties").properties().stream()
                .filter(argument -> isText(argument.getValue()) || isText(argument.getValue().path("items")))
                .map(Map.Entry::getKey).toList();
    }

    private static boolean isText(JsonNode schema) { return schema.path("type").asText().equals("string"); }

    private static List<String> foreign(Lab lab) {
        var ids = new ArrayList<>(List.of(World.OTHER));
        for (var kind : KINDS) ids.addAll(lab.cloud.world().ids(kind, "other").stream().limit(3).toList());
        assertTrue(ids.size() > 5, ids.toString());
        return ids;
    }
}
