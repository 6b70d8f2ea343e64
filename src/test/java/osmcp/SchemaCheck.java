package osmcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;

/** Says where a value does not fit a schema, as far as our schemas go: types, required and further properties. */
final class SchemaCheck {
    private SchemaCheck() {}

    static List<String> misfits(JsonNode value, JsonNode schema, String where) {
        boolean fits = switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
        if (!fits) return List.of(where + " is no " + schema.path("type").asText());
        var found = new ArrayList<String>();
        boolean word = !schema.has("enum") || schema.path("enum").valueStream().anyMatch(value::equals);
        if (!word) found.add(where + " is none of the words");
        int i = 0;
        for (var item : value.isArray() ? value : List.<JsonNode>of()) {
            found.addAll(misfits(item, schema.path("items"), where + "[" + i++ + "]"));
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) found.add(where + " lacks " + name.asText());
        });
        value.properties().forEach(field -> {
            var known = schema.path("properties").path(field.getKey());
            var inner = known.isMissingNode() ? schema.path("additionalProperties") : known;
            if (!inner.isObject()) found.add(where + " has a stranger, " + field.getKey());
            else found.addAll(misfits(field.getValue(), inner, where + "." + field.getKey()));
        });
        return found;
    }
}
