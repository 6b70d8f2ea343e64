package osmcp.tools;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
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
            // 400 and 800 in the end: the largest family came first
            double mean = ALL.stream().filter(tool -> tool.writes() == writes).mapToInt(ToolsTest::read).average()
                    .orElseThrow();
            assertTrue(mean <= (writes ? 840 : 430), "characters of each: " + mean);
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

    private static JsonNode arguments(String tool) {
        return Tools.find(tool).orElseThrow().inputSchema().path("properties");
    }
}
