package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.json.Json;

/** Which fields of a server are shown: by microversion, by the caller's role, by the server's state. As recorded. */
final class ServerFields {
    static final Set<String> STATUSES = Set.of("ACTIVE", "BUILD", "DELETED", "ERROR", "HARD_REBOOT", "MIGRATING",
            "PASSWORD", "PAUSED", "REBOOT", "REBUILD", "RESCUE", "RESIZE", "REVERT_RESIZE", "SHELVED",
            "SHELVED_OFFLOADED", "SHUTOFF", "SOFT_DELETED", "SUSPENDED", "UNKNOWN", "VERIFY_RESIZE");
    /** The microversion that brought a field. */
    private static final Map<String, Integer> SINCE = Map.ofEntries(Map.entry("locked", 9),
            Map.entry("host_status", 16), Map.entry("description", 19), Map.entry("tags", 26),
            Map.entry("trusted_image_certificates", 63), Map.entry("server_groups", 71), Map.entry("locked_reason", 73),
            Map.entry("pinned_availability_zone", 96), Map.entry("scheduler_hints", 100),
            Map.entry("OS-EXT-SRV-ATTR:reservation_id", 3), Map.entry("OS-EXT-SRV-ATTR:launch_index", 3),
            Map.entry("OS-EXT-SRV-ATTR:hostname", 3), Map.entry("OS-EXT-SRV-ATTR:kernel_id", 3),
            Map.entry("OS-EXT-SRV-ATTR:ramdisk_id", 3), Map.entry("OS-EXT-SRV-ATTR:root_device_name", 3),
            Map.entry("OS-EXT-SRV-ATTR:user_data", 3));
    private static final Set<String> IN_PROGRESS = Set.of("ACTIVE", "BUILD", "REBUILD", "RESIZE", "VERIFY_RESIZE",
            "MIGRATING");
    private static final Set<String> FAILED = Set.of("ERROR", "DELETED");

    private ServerFields() {}

    static ObjectNode view(Call call, ObjectNode row, boolean alone, Function<ObjectNode, String> flavorId) {
        var shown = Json.object();
        for (var field : row.properties()) {
            if (shows(call, row, field.getKey(), alone)) shown.set(field.getKey(), field.getValue());
        }
        Nova.links(call, shown, "servers");
        if (row.get("image") instanceof ObjectNode image) shown.set("image", image(call, image));
        if (!call.from(47)) {
            var flavor = Json.object().put("id", flavorId.apply(row));
            Nova.bookmark(call, flavor, "flavors");
            shown.set("flavor", flavor);
        }
        if (shown.get("fault") instanceof ObjectNode fault && !call.caller().admin()) {
            shown.set("fault", fault.deepCopy().without("details"));
        }
        if (!call.from(3)) {
            var volumes = shown.putArray("os-extended-volumes:volumes_attached");
            row.path("os-extended-volumes:volumes_attached")
                    .forEach(volume -> volumes.addObject().set("id", volume.get("id")));
        }
        return shown;
    }

    private static boolean shows(Call call, ObjectNode row, String key, boolean alone) {
        var status = row.path("status").asText();
        if (key.startsWith("-")) return false; // Nova's own
        return switch (key) {
            case "progress" -> IN_PROGRESS.contains(status);
            case "fault" -> FAILED.contains(status);
            case "server_groups" -> alone && call.from(71); // never in lists
            case "OS-EXT-SRV-ATTR:hostname" -> call.from(call.caller().admin() ? 3 : 90);
            default -> call.from(SINCE.getOrDefault(key, 1))
                    && (call.caller().admin() || !key.startsWith("OS-EXT-SRV-ATTR:") && !key.equals("host_status"));
        };
    }

    /** Whether a server has the tags that a filter of that name asks for. */
    static boolean tagged(ObjectNode row, String name, List<String> asked) {
        var tags = row.path("tags").valueStream().map(JsonNode::asText).toList();
        return switch (name) {
            case "tags" -> tags.containsAll(asked);
            case "tags-any" -> asked.stream().anyMatch(tags::contains);
            case "not-tags" -> !tags.containsAll(asked);
            default -> asked.stream().noneMatch(tags::contains);
        };
    }

    private static ObjectNode image(Call call, ObjectNode image) {
        var shown = Json.object();
        shown.set("id", image.get("id"));
        Nova.bookmark(call, shown, "images");
        if (call.from(98)) shown.set("properties", image.get("properties"));
        return shown;
    }
}
