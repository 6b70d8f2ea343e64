package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/** Recorded JSON, from the folder of this package among the test resources. Text in braces is filled in when used. */
final class Fixture {
    private Fixture() {}

    static JsonNode read(String name) {
        try (var in = Fixture.class.getResourceAsStream(name)) {
            return Json.parse(Objects.requireNonNull(in, name).readAllBytes());
        } catch (IOException | Json.Malformed e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /** A copy in which each {@code {name}} is its value. A value that is not text replaces the whole string. */
    static JsonNode fill(JsonNode node, Map<String, ?> values) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = Json.object();
                object.properties().forEach(field -> copy.set(field.getKey(), fill(field.getValue(), values)));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = Json.array();
                array.forEach(item -> copy.add(fill(item, values)));
                yield copy;
            }
            case TextNode text when text.textValue().indexOf('{') >= 0 -> filled(text.textValue(), values);
            default -> node;
        };
    }

    private static JsonNode filled(String text, Map<String, ?> values) {
        int from = text.indexOf('{');
        int to = text.indexOf('}', from);
        var value = to < 0 ? null : values.get(text.substring(from + 1, to));
        if (value == null) return Json.node(text);
        if (from == 0 && to == text.length() - 1) return Json.node(value);
        return filled(text.substring(0, from) + value + text.substring(to + 1), values);
    }
}
