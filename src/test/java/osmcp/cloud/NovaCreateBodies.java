package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;

/** What Nova's schema says to a new server's body. */
final class NovaCreateBodies {
    private static final Set<String> DISK = Set.of("uuid", "source_type", "destination_type", "boot_index",
            "volume_size", "delete_on_termination", "tag", "device_name", "device_type", "disk_bus", "guest_format",
            "no_device", "volume_id", "snapshot_id", "image_id", "volume_type");

    private NovaCreateBodies() {}

    /** The whole body, with the server in it. */
    static ObjectNode check(Call call) {
        var body = NovaSchema.whole(call, Set.of("server"), Set.of("server", "os:scheduler_hints",
                "OS-SCH-HNT:scheduler_hints"));
        var known = known(call);
        var needed = new LinkedHashSet<>(List.of("name", "flavorRef"));
        if (call.from(37)) needed.add("networks");
        var server = NovaBodies.object("server", body.get("server"), needed, known, " is not of type 'object'");
        NovaSchema.name(server, "name");
        var flavor = server.path("flavorRef");
        if (!flavor.isInt()) NovaSchema.text(server, "flavorRef", 255);
        var image = server.path("imageRef");
        if (server.has("imageRef") && !image.asText().isEmpty() && !NovaActionBodies.uuid(image)) {
            throw NovaBodies.invalid("imageRef", image, " is not valid under any of the given schemas");
        }
        networks(call, server);
        for (var field : List.of("key_name", "availability_zone")) {
            if (server.path(field).isTextual()) NovaSchema.text(server, field, 255);
        }
        for (var field : List.of("description", "user_data")) {
            var value = server.path(field);
            if (value.asText().length() > (field.equals("user_data") ? 65_535 : 255)) {
                throw NovaBodies.invalid(field, value, " is too long");
            }
        }
        if (server.has("metadata")) NovaDetails.metadata(server.get("metadata"));
        if (server.has("tags")) NovaDetails.list(server.get("tags"));
        if (server.has("config_drive")) NovaSchema.truth(server, "config_drive");
        for (var field : List.of("min_count", "max_count")) {
            if (server.has(field)) NovaSchema.number(server, field, 1, "^[0-9]*$");
        }
        if (server.has("OS-DCF:diskConfig")) NovaSchema.oneOf(server, "OS-DCF:diskConfig", List.of("AUTO", "MANUAL"));
        disks(server.path("block_device_mapping_v2"));
        var hints = body.path("os:scheduler_hints");
        if (hints.has("group") && !NovaActionBodies.uuid(hints.get("group"))) {
            throw NovaBodies.invalid("group", hints.get("group"), hints.get("group").isTextual()
                    ? " is not a 'uuid'" : " is not of type 'string'");
        }
        return body;
    }

    private static Set<String> known(Call call) {
        var known = new HashSet<>(Set.of("name", "flavorRef", "imageRef", "networks", "key_name", "availability_zone",
                "security_groups", "user_data", "metadata", "config_drive", "min_count", "max_count", "adminPass",
                "accessIPv4", "accessIPv6", "block_device_mapping", "block_device_mapping_v2", "OS-DCF:diskConfig",
                "return_reservation_id"));
        if (call.from(19)) known.add("description");
        if (call.from(52)) known.add("tags");
        if (!call.from(57)) known.add("personality");
        if (call.from(63)) known.add("trusted_image_certificates");
        if (call.from(74)) known.addAll(Set.of("host", "hypervisor_hostname"));
        if (call.from(90)) known.add("hostname");
        return known;
    }

    /** A list, and from 2.37 on two words; whatever does not fit, it is told of the whole. */
    private static void networks(Call call, ObjectNode server) {
        if (!server.has("networks")) return;
        var networks = server.get("networks");
        if (!call.from(37) && !networks.isArray()) {
            throw NovaBodies.invalid("networks", networks, " is not of type 'array'");
        }
        boolean fits = networks.isArray() ? networks.valueStream().allMatch(NovaCreateBodies::network)
                : Set.of("none", "auto").contains(networks.asText());
        if (!fits) throw NovaBodies.invalid("networks", networks, " is not valid under any of the given schemas");
    }

    private static boolean network(JsonNode wish) {
        return wish.isObject() && wish.propertyStream().allMatch(field -> {
            var value = field.getValue();
            return switch (field.getKey()) {
                case "uuid" -> NovaActionBodies.uuid(value);
                case "port" -> value.isNull() || NovaActionBodies.uuid(value);
                case "fixed_ip" -> Cidr.address(value.asText()).isPresent();
                case "tag" -> value.isTextual() && value.asText().matches("[^,/]{1,60}");
                default -> false;
            };
        });
    }

    private static void disks(JsonNode disks) {
        for (int n = 0; n < disks.size(); n++) {
            var disk = NovaBodies.object("" + n, disks.get(n), Set.of(), DISK, " is not of type 'object'");
            if (disk.has("source_type")) {
                NovaSchema.oneOf(disk, "source_type", List.of("volume", "image", "snapshot", "blank"));
            }
            if (disk.path("boot_index").isTextual() || disk.path("boot_index").isNumber()) {
                NovaSchema.number(disk, "boot_index", Integer.MIN_VALUE, "^-?[0-9]+$");
            }
            if (disk.has("volume_size")) NovaSchema.number(disk, "volume_size", 1, "^[0-9]*$");
        }
    }
}
