package osmcp.tools;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.json.*;
import osmcp.openstack.View;
import osmcp.tool.*;

/** What holds for every tool. */
class ToolsTest {
    private static final List<Tool> ALL = Tools.all();
    private static final Rules RULES = new Rules(null, new Audit(Optional.empty(), System.err::println),
            System.err::println);

    private static void each(Function<Tool, String> wrong) {
        assertEquals(List.of(), ALL.stream().map(wrong).filter(text -> !text.isEmpty()).toList());
    }

    @Test
    void namesAreUniqueShortAndOfTheLettersThatAllClientsTake() {
        assertEquals(ALL.size(), ALL.stream().map(Tool::name).distinct().count());
        each(tool -> tool.name().matches("[a-z0-9_]{1,40}") ? "" : tool.name());
    }

    @Test
    void theFirstSentenceSaysWhatForInFewWords() {
        each(tool -> tool.about().indexOf(". ") <= 200 && tool.about().endsWith(".") ? "" : tool.name());
    }

    @Test
    void everyArgumentIsExplainedOrMarkedAsPlain() {
        each(tool -> tool.in().stream().flatMap(List::stream).map(Shape::of)
                .flatMap(shape -> shape.undocumented().stream())
                .map(argument -> tool.name() + "." + argument).collect(Collectors.joining(" ")));
    }

    @Test
    void theSettingsKnowAllToolsets() {
        assertEquals(Stream.of(Toolset.values()).map(Toolset::word).toList(), osmcp.config.Settings.TOOLSETS);
    }

    @Test
    void eachSwitchLeavesOutWhatItNames() {
        var all = new Switches(true, true, EnumSet.allOf(Toolset.class));
        var none = new Switches(false, false, all.toolsets());
        var some = new Switches(true, false, Set.of(Toolset.VOLUME));
        each(tool -> none.missing(tool).isPresent() == (tool.writes() || tool.isPrivileged())
                && some.missing(tool).isPresent() == (tool.toolset() != Toolset.VOLUME || tool.isPrivileged())
                && all.missing(tool).isEmpty() ? "" : tool.name());
        for (var switches : List.of(none, some, all)) {
            var listed = new String(Catalogue.committed(switches), java.nio.charset.StandardCharsets.UTF_8);
            each(tool -> listed.contains("{\"name\":\"" + tool.name() + "\"") == switches.missing(tool).isEmpty()
                    ? "" : tool.name());
        }
    }

    @Test
    void whatAToolIsShownByIsATool() {
        var names = ALL.stream().map(Tool::name).toList();
        each(tool -> tool.shownBy().filter(name -> !names.contains(name)).map(name -> tool.name()).orElse(""));
    }

    @Test
    void wordsOfActionsAreUniqueInTheirTool() {
        each(tool -> tool.actionWords().stream().distinct().count() == tool.actionWords().size() ? "" : tool.name());
    }

    /** What each aims at, how long it takes and what it destroys stands in a file, which is read with every change. */
    @Test
    void whatTakesAThingAwaySaysSoAndNothingElseIsWaitedForInVain() {
        var away = Set.of("delete", "terminate", "force_delete", "rebuild", "purge", "evacuate");
        each(tool -> tool.facts().stream().filter(facts -> facts.words().stream().anyMatch(away::contains)
                && !facts.destroys() || !facts.aims().isEmpty() && facts.seconds() == 0)
                .map(facts -> tool.name() + " " + facts.words()).collect(Collectors.joining(" ")));
    }

    @Test
    void noSchemaHasCombinatorsAtItsTop() {
        each(tool -> Stream.of("oneOf", "anyOf", "allOf", "not").anyMatch(tool.inputSchema()::has) ? tool.name() : "");
    }

    @Test
    void everyToolTellsItsTitleAndAllFourHints() {
        each(tool -> {
            var line = Catalogue.line(tool);
            var hints = line.path("annotations").properties().stream().filter(e -> e.getKey().endsWith("Hint")).count();
            return line.path("title").asText().isEmpty() || hints != 4 ? tool.name() : "";
        });
    }

    private static int read(Tool tool) {
        return tool.name().length() + tool.about().length() + Json.text(tool.inputSchema()).length();
    }

    /** What a model reads is name, description and schema; what clients get has titles and hints besides. */
    @Test
    void theListStaysWithinItsBudget() {
        for (boolean writes : List.of(false, true)) {
            var listed = ALL.stream().filter(tool -> writes || !tool.writes()).toList();
            int read = listed.stream().mapToInt(ToolsTest::read).sum();
            int sent = listed.stream().mapToInt(tool -> Json.text(Catalogue.line(tool)).length()).sum();
            assertTrue(read <= (writes ? 68_000 : 21_000), "characters read: " + read);
            assertTrue(sent <= (writes ? 85_000 : 29_000), "characters sent: " + sent);
            // some more for the few that there are yet: the first of them is the largest
            assertTrue(read <= listed.size() * (writes ? 650 : 550), "characters of " + listed.size() + ": " + read);
            // 400 and 800 in the end: the largest family came first
            double mean = ALL.stream().filter(tool -> tool.writes() == writes).mapToInt(ToolsTest::read).average()
                    .orElseThrow();
            assertTrue(mean <= (writes ? 840 : 440), "characters of each: " + mean);
        }
    }

    @Test
    void anUnknownArgumentIsRefusedWithTheKnownOnes() {
        each(tool -> {
            var wrong = new ArrayList<String>();
            for (int way = 0; way < tool.in().size(); way++) {
                var args = Json.object().put("nonsense", 1);
                if (tool.writes()) args.put("action", tool.actions().get(way));
                var refusal = assertThrows(BadInput.class,
                        () -> tool.call(args, null, (_, _, _) -> { }, RULES));
                var known = tool.in().get(way).stream().map(Shape::of).flatMap(shape -> shape.names().stream());
                if (!known.allMatch(refusal.getMessage()::contains)) wrong.add(tool.name() + args);
            }
            return String.join(" ", wrong);
        });
    }

    @Test
    void oldNamesMeanToolsAndArgumentsThatExist() {
        var names = ALL.stream().map(Tool::name).toList();
        for (var alias : Aliases.TOOLS) {
            assertTrue(names.contains(alias.tool()), alias.name());
            assertFalse(names.contains(alias.name()), alias.name());
            alias.sets().keySet().forEach(key -> assertTrue(arguments(alias.tool()).has(key), alias.name()));
        }
        Aliases.ARGUMENTS.forEach((tool, arguments) -> arguments.forEach((old, now) -> {
            assertTrue(arguments(tool).has(now), tool + "." + now);
            assertFalse(arguments(tool).has(old), tool + "." + old);
        }));
    }

    /** Whatever somebody calls servers: in each tool that takes them they are found under each of the words. */
    @Test
    void everyToolForServersTakesEveryWordForThem() {
        var written = ALL.stream().filter(tool -> tool.name().matches("set_(instance|server_.*)")
                && !tool.name().equals("set_server_group") && !arguments(tool.name()).has("server"));
        assertEquals(Set.copyOf(Aliases.OF_SERVERS), written.map(Tool::name).collect(Collectors.toSet()));
        assertEquals(Set.copyOf(Aliases.OF_ONE_SERVER), ALL.stream().map(Tool::name)
                .filter(name -> arguments(name).has("server")).collect(Collectors.toSet()));
        for (var word : List.of("server_name", "server_id", "instance_name", "instance_names", "instance_id",
                "instance_ids", "server_names", "server_ids", "instance", "instances", "server", "servers", "ids")) {
            Aliases.OF_SERVERS.forEach(tool -> assertEquals("{\"names\":\"x\"}",
                    Json.text(Aliases.today(tool, Json.object().put(word, "x")).args()), tool + "." + word));
            if (word.equals("servers") || word.equals("instances") || word.equals("ids")) continue;
            Aliases.OF_ONE_SERVER.forEach(tool -> assertEquals("{\"server\":\"x\"}",
                    Json.text(Aliases.today(tool, Json.object().put(word, "x")).args()), tool + "." + word));
        }
        for (var word : List.of("volume", "volumes", "volume_name", "volume_names", "volume_id", "volume_ids")) {
            assertEquals("{\"names\":\"x\"}", Json.text(Aliases.today("set_server_volume",
                    Json.object().put(word, "x")).args()), word);
        }
    }

    /** What the Python server took with a value of its own means nothing here, and with another one it is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            set_server_migration | {"action":"migrate","on_shared_storage":false,"block_migration":"auto"} | \
            {"action":"migrate"}
            set_server_migration | {"action":"live_migrate","block_migration":"auto"} | {"action":"live_migrate",\
            "block_migration":"auto"}
            set_server_migration | {"action":"migrate","block_migration":"true"} | set_server_migration takes no \
            block_migration with migrate: it goes with live_migrate; migrate is cold
            set_server_migration | {"action":"evacuate","on_shared_storage":"True"} | set_server_migration takes no \
            on_shared_storage with evacuate: Nova finds that out by itself
            set_server_migration | {"action":"list","instance_name":"x","migration_id":"","on_shared_storage":false} \
            | {"server":"x"}
            set_server_migration | {"action":"show","migration_id":"7"} | get_server_migrations takes no \
            migration_id with show: say server; each of its migrations is listed with its id and number
            get_hypervisor_details | {"hypervisor_name":"all"} | {}
            get_hypervisor_details | {"hypervisor_name":"compute-1"} | {"names":"compute-1"}
            set_compute_agents | {"action":"list","host":"","agent_id":""} | {}
            set_compute_agents | {"action":"show","agent_id":"7"} | get_hypervisor_details takes no agent_id with \
            show: hypervisors have ids of their own; say names
            set_server_group | {"action":"create","group_name":"x","policies":"affinity","metadata":"{}"} | \
            {"action":"create","names":"x","policy":"affinity"}
            set_server_group | {"action":"create","metadata":{"a":"b"}} | set_server_group takes no metadata with \
            create: Nova keeps none for server groups
            set_server_volume | {"action":"detach","instance_name":"x","volume_id":"y","attachment_id":" "} | \
            {"action":"detach","server":"x","names":"y"}
            set_server_volume | {"action":"detach","attachment_id":["z"]} | set_server_volume takes no attachment_id \
            with detach: a volume is named by its own name or id
            set_server_properties | {"action":"set","name":"x","metadata":{},"properties":"[]"} | {"action":"set",\
            "new_name":"x"}
            set_server_properties | {"action":"unset","metadata":"{}","properties":["a"]} | {"action":"unset",\
            "keys":["a"]}
            set_server_properties | {"action":"set","properties":["a"]} | set_server_properties takes no properties \
            with set: it goes with unset, as keys; set takes metadata
            get_quota | {"project_name":"other"} | get_quota takes no project_name: quotas are told of the one \
            project that this server is for
            """)
    void whatToolsDoNotTakeAnyMoreIsLetPassWhereItSaysNothing(String tool, String args, String comes)
            throws Json.Malformed {
        var given = (ObjectNode) Json.parse(args.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (comes.startsWith("{")) assertEquals(comes, Json.text(Aliases.today(tool, given).args()));
        else assertEquals(comes, assertThrows(BadInput.class, () -> Aliases.today(tool, given)).getMessage());
    }

    private static JsonNode arguments(String tool) {
        return Tools.find(tool).orElseThrow().inputSchema().path("properties");
    }
}
