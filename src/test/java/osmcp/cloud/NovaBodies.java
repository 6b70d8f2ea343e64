package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Refused;

/** What Nova's and Cinder's schemas say to a body that does not fit: values are shown as Python writes them. */
final class NovaBodies {
    private NovaBodies() {}

    static Refused invalid(String field, JsonNode value, String why) {
        var shown = value.isTextual() ? value.textValue() : python(value);
        return new Refused(400, "Invalid input for field/attribute " + field + ". Value: " + shown + ". "
                + why(value, why));
    }

    /** A reason that begins with a blank speaks of the value itself. */
    private static String why(JsonNode value, String why) { return why.startsWith(" ") ? python(value) + why : why; }

    /** Stops if it is no object with these fields and no others. */
    static ObjectNode object(String field, JsonNode value, Set<String> needed, Set<String> known, String noObject) {
        if (!(value instanceof ObjectNode object)) throw invalid(field, value, noObject);
        needed.stream().filter(name -> !object.has(name)).findFirst().ifPresent(name -> {
            throw invalid(field, value, "'" + name + "' is a required property");
        });
        object.properties().stream().map(Map.Entry::getKey).filter(name -> !known.contains(name)).findFirst()
                .ifPresent(name -> {
                    throw invalid(field, value,
                            "Additional properties are not allowed ('" + name + "' was unexpected)");
                });
        return object;
    }

    static String python(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "None";
            case BOOLEAN -> value.asBoolean() ? "True" : "False";
            case STRING -> "'" + value.textValue() + "'";
            case ARRAY -> value.valueStream().map(NovaBodies::python).collect(Collectors.joining(", ", "[", "]"));
            case OBJECT -> value.propertyStream().map(field -> "'" + field.getKey() + "': " + python(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            default -> value.asText();
        };
    }
}
