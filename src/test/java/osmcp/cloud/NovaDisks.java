package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** What new servers boot from beside images, and the volumes that they are given: {@code block_device_mapping_v2}. */
final class NovaDisks {
    private final Nova nova;
    private final NovaImages images;

    NovaDisks(Nova nova, NovaImages images) {
        this.nova = nova;
        this.images = images;
    }

    /** Whether the server boots from a volume. */
    boolean boots(ObjectNode asked) {
        return asked.path("block_device_mapping_v2").valueStream().anyMatch(disk -> first(disk)
                && (disk.path("source_type").asText().equals("volume")
                        || disk.path("destination_type").asText().equals("volume")));
    }

    private static boolean first(JsonNode disk) { return disk.path("boot_index").asText("-").equals("0"); }

    /** Stops if there is no such volume, image or type, or if a size is missing. */
    void check(Call call, ObjectNode asked) {
        for (var disk : asked.path("block_device_mapping_v2")) {
            var id = disk.path("uuid").asText("");
            var source = disk.path("source_type").asText("");
            if (id.isEmpty() && !source.equals("blank")) {
                throw new Refused(400, "Block Device Mapping is Invalid: Missing device UUID.");
            }
            boolean volume = disk.path("destination_type").asText().equals("volume");
            var kind = switch (source) {
                case "volume" -> "volumes";
                case "snapshot" -> "snapshots";
                default -> "";
            };
            boolean there = source.equals("image") ? images.usable(call, id).isPresent() : kind.isEmpty()
                    || find(call, kind, id).isPresent();
            if (!there) {
                throw new Refused(400, "Block Device Mapping is Invalid: failed to get " + source + " " + id + ".");
            }
            if (source.equals("volume")) {
                NovaVolumes.unattached(call, Json.object(), find(call, kind, id).orElseThrow());
            }
            if (source.equals("image") && volume && !disk.has("volume_size")) {
                throw new Refused(400, "Images with destination_type 'volume' need to have a non-zero size specified");
            }
            if (source.equals("blank") && !disk.has("volume_size")) {
                throw new Refused(400, "Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size");
            }
            var type = disk.path("volume_type").asText("");
            boolean known = type.isEmpty() || nova.cloud.world().rows("types").stream().map(World.Row::json)
                    .anyMatch(row -> type.equals(row.path("name").asText()) || type.equals(row.path("id").asText()));
            if (!known) throw new Refused(400, "Volume type " + type + " could not be found.");
        }
    }

    private Optional<ObjectNode> find(Call call, String kind, String id) {
        return nova.cloud.world().find(kind, id).filter(row -> call.caller().admin()
                || Stream.of("os-vol-tenant-attr:tenant_id", "os-extended-snapshot-attributes:project_id")
                        .anyMatch(key -> row.path(key).asText().equals(call.caller().projectId())));
    }

    /** Puts the volumes into the server, and makes those that are to be new. */
    void attach(Call call, ObjectNode server, ObjectNode asked) {
        var world = nova.cloud.world();
        char letter = boots(asked) ? 'a' : 'b';
        for (var disk : asked.path("block_device_mapping_v2")) {
            boolean old = disk.path("source_type").asText().equals("volume");
            if (!old && !disk.path("destination_type").asText().equals("volume")) continue;
            var volume = old ? find(call, "volumes", disk.path("uuid").asText()).orElseThrow() : made(call, disk);
            var id = volume.path("id").asText();
            if (!old) world.put("volumes", id, call.caller().projectId(), () -> volume);
            boolean goes = disk.path("delete_on_termination").asBoolean();
            var device = "/dev/sd" + (first(disk) ? 'a' : letter == 'a' ? ++letter : letter);
            if (!first(disk)) letter++;
            var attachment = Json.object().put("id", id).put("attachment_id", UUID.randomUUID().toString())
                    .put("volume_id", id).put("server_id", server.path("id").asText()).putNull("host_name")
                    .put("device", device).put("attached_at", CinderRows.now()).put("-delete", goes);
            if (disk.path("tag").isTextual()) attachment.set("-tag", disk.get("tag"));
            volume.withArray("/attachments").add(attachment);
            volume.put("status", "in-use").put("updated_at", CinderRows.now());
            world.later("servers", server.path("id").asText(), nova.cloud.pace(),
                    row -> row.withArray("/os-extended-volumes:volumes_attached").addObject().put("id", id)
                            .put("delete_on_termination", goes));
        }
    }

    private ObjectNode made(Call call, JsonNode disk) {
        var row = SeedVolumes.row("volumes", call.caller().project(), "", nova.cloud.world().rows("volumes").size());
        row.put("id", UUID.randomUUID().toString()).put("name", "").put("description", "")
                .put("size", disk.path("volume_size").asInt(1)).put("user_id", call.caller().userId())
                .put("created_at", CinderRows.now()).put("bootable", first(disk) ? "true" : "false");
        return row;
    }
}
