package osmcp.tools;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import osmcp.json.*;
import osmcp.tool.Tool;

/** What holds for every tool. */
class ToolsTest {
    private static final List<Tool> ALL = Tools.all();

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
        each(tool -> tool.in().stream().map(Shape::of).flatMap(shape -> shape.undocumented().stream())
                .map(argument -> tool.name() + "." + argument).collect(Collectors.joining(" ")));
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

    /** What a model reads is name, description and schema; what clients get has titles and hints besides. */
    @Test
    void theListStaysWithinItsBudget() {
        int read = 0;
        int sent = 0;
        for (var tool : ALL) {
            read += tool.name().length() + tool.about().length() + Json.text(tool.inputSchema()).length();
            sent += Json.text(Catalogue.line(tool)).length();
        }
        assertTrue(read <= 21_000, "characters read: " + read);
        assertTrue(sent <= 29_000, "characters sent: " + sent);
    }

    @Test
    void anUnknownArgumentIsRefusedWithTheKnownOnes() {
        each(tool -> {
            var refusal = assertThrows(BadInput.class, () -> tool.call(Json.object().put("nonsense", 1), null));
            var known = tool.inputSchema().path("properties").properties().stream().map(Map.Entry::getKey).toList();
            return known.stream().allMatch(refusal.getMessage()::contains) ? "" : tool.name();
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
