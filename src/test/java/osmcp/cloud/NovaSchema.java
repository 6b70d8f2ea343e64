package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** What Nova's schemas ask of a body as a whole and of single values, in the words of {@code jsonschema}. */
final class NovaSchema {
    private static final List<String> YES = List.of("True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes");
    private static final List<String> NO =
            List.of("False", "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no");
    private static final String TRUTHS = " is not one of [True, '" + String.join("', '", YES) + "', False, '"
            + String.join("', '", NO) + "']";

    private NovaSchema() {}

    /** The body, which is null where there is none. */
    static JsonNode body(Call call) {
        var text = call.request().text();
        if (text.isEmpty()) return Json.object().nullNode();
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            throw new Refused(400, "Malformed request body");
        }
    }

    /** The whole body, an object with no other fields than these. Errors up here name no field. */
    static ObjectNode whole(Call call, Set<String> needed, Set<String> known) {
        var body = body(call);
        if (!(body instanceof ObjectNode object)) {
            throw new Refused(400, NovaBodies.python(body) + " is not of type 'object'");
        }
        needed.stream().filter(name -> !object.has(name)).findFirst().ifPresent(name -> {
            throw new Refused(400, "'" + name + "' is a required property");
        });
        var others = object.properties().stream().map(Map.Entry::getKey).filter(name -> !known.contains(name))
                .sorted().toList();
        if (others.isEmpty()) return object;
        throw new Refused(400, "Additional properties are not allowed ('" + String.join("', '", others)
                + (others.size() == 1 ? "' was unexpected)" : "' were unexpected)"));
    }

    /** What stands below the body's one key. */
    static ObjectNode inner(Call call, String key, List<String> needed, Set<String> known) {
        var value = whole(call, Set.of(key), Set.of(key)).get(key);
        return NovaBodies.object(key, value, new LinkedHashSet<>(needed), known, " is not of type 'object'");
    }

    /** A text that is not empty. */
    static String text(ObjectNode in, String field, int longest) {
        var value = in.path(field);
        if (!value.isTextual()) throw NovaBodies.invalid(field, value, " is not of type 'string'");
        if (value.textValue().isEmpty()) throw NovaBodies.invalid(field, value, " should be non-empty");
        if (value.textValue().length() > longest) throw NovaBodies.invalid(field, value, " is too long");
        return value.textValue();
    }

    static String name(ObjectNode in, String field) {
        var name = text(in, field, 255);
        if (!name.equals(name.strip())) throw badName("printable characters. Can not start or end with whitespace.");
        return name;
    }

    static Refused badName(String must) {
        return new Refused(400, "An invalid 'name' value was provided. The name must be: " + must);
    }

    /** A whole number, or its digits as a text. */
    static int number(ObjectNode in, String field, int least, String digits) {
        var value = in.path(field);
        if (value.isTextual() && !value.textValue().matches(digits)) {
            throw NovaBodies.invalid(field, value, " does not match '" + digits + "'");
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw NovaBodies.invalid(field, value, " is not of type 'integer', 'string'");
        }
        long number = value.asLong();
        if (number < least) throw NovaBodies.invalid(field, value, " is less than the minimum of " + least);
        if (number > Integer.MAX_VALUE) {
            throw NovaBodies.invalid(field, value, " is greater than the maximum of " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    static boolean truth(ObjectNode in, String field) {
        var value = in.path(field);
        if (value.isBoolean()) return value.asBoolean();
        if (value.isTextual() && YES.contains(value.textValue())) return true;
        if (value.isTextual() && NO.contains(value.textValue())) return false;
        throw NovaBodies.invalid(field, value, TRUTHS);
    }

    /** The same of a query's parameter; false where it is not asked for. */
    static boolean truth(Call call, String name) {
        var value = call.query().last(name).orElse("false");
        if (!YES.contains(value) && !NO.contains(value)) throw Nova.invalid(name, value, TRUTHS.strip());
        return YES.contains(value);
    }

    static String oneOf(ObjectNode in, String field, List<String> words) {
        var value = in.path(field);
        if (!value.isTextual()) throw NovaBodies.invalid(field, value, " is not of type 'string'");
        if (words.contains(value.textValue())) return value.textValue();
        throw NovaBodies.invalid(field, value, " is not one of ['" + String.join("', '", words) + "']");
    }
}
