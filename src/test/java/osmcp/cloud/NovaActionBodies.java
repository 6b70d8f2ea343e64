package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;

/** What Nova's schemas say to the bodies of actions. Many take no value, and yet anything. */
final class NovaActionBodies {
    private static final String NO_OBJECT = " is not of type 'object'";
    private static final String NOTHING = " is not of type 'object', 'null'";
    static final String TAG = "[^,/]*";

    private NovaActionBodies() {}

    /** Stops if that is no value for the action. */
    static void check(Call call, String action, JsonNode value) {
        switch (action) {
            case "lock" -> {
                if (!call.from(73) || value.isNull()) return;
                text(NovaBodies.object("lock", value, Set.of(), Set.of("locked_reason"), NOTHING), "locked_reason");
            }
            case "rebuild" -> rebuild(call, value);
            case "resize" -> text(of(action, value, "flavorRef", "OS-DCF:diskConfig"), "flavorRef");
            case "rescue" -> {
                if (value.isNull()) return;
                uuid(NovaBodies.object("rescue", value, Set.of(), Set.of("adminPass", "rescue_image_ref"), NOTHING),
                        "rescue_image_ref");
            }
            case "unshelve" -> unshelve(call, value);
            case "createImage" -> {
                var body = of(action, value, "name", "metadata");
                NovaSchema.name(body, "name");
                if (body.has("metadata")) NovaDetails.metadata(body.get("metadata"));
            }
            case "createBackup" -> {
                var body = of(action, value, "name backup_type rotation", "metadata");
                NovaSchema.name(body, "name");
                NovaSchema.number(body, "rotation", 0, "^[0-9]*$");
            }
            case "trigger_crash_dump" -> nothing(action, value);
            case "os-resetState" ->
                NovaSchema.oneOf(of(action, value, "state", ""), "state", List.of("active", "error"));
            case "migrate" -> {
                if (!value.isNull()) NovaBodies.object("migrate", value, Set.of(), Set.of("host"), NOTHING);
            }
            case "os-migrateLive" -> of(action, value, "block_migration host", "");
            case "evacuate" -> NovaBodies.object(action, value, Set.of(), Set.of("host", "adminPass"), NO_OBJECT);
            case "addSecurityGroup", "removeSecurityGroup" -> text(of(action, value, "name", ""), "name");
            case "os-getConsoleOutput" -> {
                var body = of(action, value, "", "length");
                if (body.path("length").isNull() || !body.has("length")) return;
                NovaSchema.number(body, "length", -1, "^-?[0-9]+$");
            }
            default -> { }
        }
    }

    static void nothing(String action, JsonNode value) {
        if (!value.isNull()) throw NovaBodies.invalid(action, value, " is not of type 'null'");
    }

    private static void rebuild(Call call, JsonNode value) {
        var known = "name metadata adminPass accessIPv4 accessIPv6 preserve_ephemeral OS-DCF:diskConfig"
                + (call.from(19) ? " description" : "") + (call.from(54) ? " key_name" : "")
                + (call.from(57) ? " user_data" : "") + (call.from(63) ? " trusted_image_certificates" : "")
                + (call.from(90) ? " hostname" : "");
        var body = of("rebuild", value, "imageRef", known);
        uuid(body, "imageRef");
        if (body.has("name")) NovaSchema.name(body, "name");
        if (body.has("metadata")) NovaDetails.metadata(body.get("metadata"));
        if (body.path("key_name").isTextual()) text(body, "key_name");
    }

    /** Either nothing, a zone, a host, or both. */
    private static void unshelve(Call call, JsonNode value) {
        if (value.isNull() || !call.from(77)) return;
        var known = call.from(91) ? Set.of("availability_zone", "host") : Set.of("availability_zone");
        boolean fits = value instanceof ObjectNode object
                && object.properties().stream().allMatch(field -> known.contains(field.getKey())
                        && (field.getValue().isTextual() || field.getValue().isNull()));
        if (!fits) throw NovaBodies.invalid("unshelve", value, " is not valid under any of the given schemas");
    }

    /** An object with these fields; the names stand between blanks. */
    private static ObjectNode of(String action, JsonNode value, String needed, String more) {
        var must = new LinkedHashSet<>(words(needed));
        var known = new HashSet<>(must);
        known.addAll(words(more));
        return NovaBodies.object(action, value, must, known, NO_OBJECT);
    }

    static List<String> words(String text) { return text.isEmpty() ? List.of() : List.of(text.split(" ")); }

    static void text(ObjectNode body, String field) {
        if (body.has(field)) NovaSchema.text(body, field, 255);
    }

    static void uuid(ObjectNode body, String field) {
        if (body.has(field) && !uuid(body.get(field))) {
            throw NovaBodies.invalid(field, body.get(field), body.get(field).isTextual() ? " is not a 'uuid'"
                    : " is not of type 'string'");
        }
    }

    static boolean uuid(JsonNode value) {
        return value.isTextual() && value.textValue().matches("(\\p{XDigit}-?){32}");
    }
}
