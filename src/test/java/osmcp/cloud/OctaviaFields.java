package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Octavia.Refused;
import osmcp.json.Json;

/** Which fields of a member Octavia takes, with which values, and what WSME says of others. */
final class OctaviaFields {
    private static final Set<String> CHANGED =
            Set.of("name", "admin_state_up", "weight", "backup", "monitor_address", "monitor_port", "tags");
    private static final Set<String> GIVEN = Stream.concat(CHANGED.stream(),
            Stream.of("address", "protocol_port", "subnet_id", "vnic_type")).collect(Collectors.toSet());
    private static final Map<String, List<Integer>> BOUNDS = Map.of("weight", List.of(0, 256),
            "protocol_port", List.of(1, 65535), "monitor_port", List.of(1, 65535));

    private OctaviaFields() {}

    static JsonNode body(Request request, String argument, String key) {
        JsonNode body;
        try {
            body = request.body().length == 0 ? Json.object() : Json.parse(request.body());
        } catch (Json.Malformed e) {
            throw new Refused(400, "Request is not in valid JSON format");
        }
        if (request.body().length == 0) {
            throw key.equals("members") ? new Refused(500, "'NoneType' object has no attribute 'members'")
                    : new Refused(400, "Missing argument: \"" + argument + "\"");
        }
        if (!body.isObject()) throw new Refused(500, "'list' object has no attribute 'keys'");
        body.properties().stream().map(Map.Entry::getKey).filter(name -> !name.equals(key)).findFirst()
                .ifPresent(name -> {
                    throw new Refused(400, "Unknown attribute for argument " + argument + ": " + name);
                });
        var value = body.path(key);
        if (key.equals("members") && !value.isArray()) {
            throw odd(argument, body, "Value not a valid list: " + (value.isTextual() ? value.asText()
                    : python(value)));
        }
        var names = request.method().equals("PUT") && key.equals("member") ? CHANGED : GIVEN;
        for (var member : key.equals("members") ? value : List.of(value)) {
            if (!member.isObject()) throw new Refused(500, "'list' object has no attribute 'keys'");
            for (var field : member.properties()) {
                if (!names.contains(field.getKey())) {
                    throw new Refused(400, "Unknown attribute for argument " + argument + "." + key + ": "
                            + field.getKey());
                }
                check(argument, body, field.getKey(), field.getValue());
            }
        }
        return value;
    }

    private static void check(String argument, JsonNode body, String name, JsonNode value) {
        var text = value.asText();
        if (value.isNull()) {
            if (name.equals("address")) throw new Refused(500, "None does not appear to be an IPv4 or IPv6 address");
            return;
        }
        if (BOUNDS.containsKey(name) && value.isTextual() && !text.matches("-?\\d{1,9}")) {
            throw odd(argument, body, "invalid literal for int() with base 10: '" + text + "'");
        }
        var word = text.toLowerCase(Locale.ROOT);
        if (Set.of("admin_state_up", "backup").contains(name) && !NovaServers.YES.contains(word)
                && !NovaServers.NO.contains(word)) {
            throw odd(argument, body, "Value not an unambiguous boolean: " + text);
        }
        if (name.equals("tags") && !value.isArray()) throw odd(argument, body, "Value not a valid list: " + text);
        var wrong = switch (name) {
            case "address", "monitor_address" -> Cidr.address(text).isPresent() ? ""
                    : "Value should be IPv4 or IPv6 format";
            case "subnet_id" -> text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}") ? ""
                    : "Value should be UUID format";
            case "name" -> text.length() <= 255 ? "" : "Value should have a maximum character requirement of 255";
            case "weight", "protocol_port", "monitor_port" -> value.asInt() < BOUNDS.get(name).getFirst()
                    ? "Value should be greater or equal to " + BOUNDS.get(name).getFirst()
                    : value.asInt() > BOUNDS.get(name).getLast()
                    ? "Value should be lower or equal to " + BOUNDS.get(name).getLast() : "";
            default -> "";
        };
        if (!wrong.isEmpty()) throw invalid(name, text, wrong);
    }

    static void required(ObjectNode member) {
        for (var name : List.of("address", "protocol_port")) {
            if (!member.has(name)) throw invalid(name, "None", "Mandatory field missing.");
        }
    }

    private static Refused odd(String argument, JsonNode body, String why) {
        return invalid(argument, python(body), why);
    }

    private static Refused invalid(String name, String value, String why) {
        return new Refused(400, "Invalid input for field/attribute " + name + ". Value: '" + value + "'. " + why);
    }

    /** As Python prints it. */
    private static String python(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object.properties().stream().map(field -> "'" + field.getKey() + "': "
                    + python(field.getValue())).collect(Collectors.joining(", ", "{", "}"));
            case ArrayNode array -> array.valueStream().map(OctaviaFields::python)
                    .collect(Collectors.joining(", ", "[", "]"));
            case TextNode text -> "'" + text.textValue() + "'";
            case BooleanNode truth -> truth.booleanValue() ? "True" : "False";
            case NullNode _ -> "None";
            default -> node.asText();
        };
    }

    /** Null is as if a new one had not been given it. */
    static void fill(ObjectNode row, ObjectNode body) {
        body.properties().forEach(field -> {
            var value = field.getValue();
            if (value.isNull()) value = SeedBalancers.row("members", "", "", 0).path(field.getKey());
            row.set(field.getKey(), BOUNDS.containsKey(field.getKey()) && !value.isNull() ? Json.node(value.asInt())
                    : row.path(field.getKey()).isBoolean() ? Json.node(NeutronFields.yes(value, false)) : value);
        });
    }
}
