package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Cinder.Call;
import osmcp.cloud.Nova.Refused;

/** New volumes, and volumes that go. In 2025.1 a reader may do both, so there is no policy to ask. */
final class CinderChanges {
    private static final Set<String> KNOWN = Set.of("name", "description", "size", "volume_type", "metadata",
            "availability_zone", "multiattach");

    private final FakeCloud cloud;

    CinderChanges(FakeCloud cloud) { this.cloud = cloud; }

    /** POST /volumes, with a size: from nothing, and so not from images, snapshots or other volumes */
    Answer create(Call call) {
        var body = Nova.json(call.request().text());
        if (!body.has("volume")) throw new Refused(400, "'volume' is a required property");
        var wish = NovaBodies.object("volume", body.get("volume"), Set.of(), KNOWN, " is not of type 'object'");
        var size = wish.path("size");
        if (size.isMissingNode()) {
            throw new Refused(400, "The server could not comply with the request since it is either malformed or "
                    + "otherwise incorrect.");
        }
        if (!size.asText().matches("\\d+")) throw NovaBodies.invalid("size", size, " does not match '^[0-9]+$'");
        if (size.asInt() < 1) throw NovaBodies.invalid("size", size, " is less than the minimum of 1");
        var type = wish.path("volume_type").asText("ssd");
        var kind = cloud.world().named("types", type)
                .orElseThrow(() -> new Refused(404, "Volume type with name " + type + " could not be found."));
        var fields = new LinkedHashMap<String, Object>();
        wish.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.putIfAbsent("name", null);
        fields.putIfAbsent("description", null);
        fields.putAll(Map.of("id", UUID.randomUUID().toString(), "user_id", call.caller().userId(),
                "os-vol-tenant-attr:tenant_id", call.caller().projectId(), "created_at", CinderRows.now(),
                "status", "creating", "size", size.asInt(), "volume_type", type,
                "volume_type_id", kind.path("id").asText()));
        fields.put("multiattach", kind.path("extra_specs").has("multiattach"));
        fields.put("updated_at", null);
        var service = SeedVolumes.service(type);
        fields.put("service_uuid", null);
        fields.put("shared_targets", true);
        var row = cloud.world().add("volumes", call.caller().project(), fields);
        cloud.world().later("volumes", row.path("id").asText(), cloud.pace(), volume -> volume
                .put("status", "available").put("updated_at", CinderRows.now()).put("shared_targets", false)
                .put("service_uuid", service));
        var shown = CinderFields.view(cloud, call, CinderRows.ALL.get("volumes"), row, false);
        shown.remove("os-vol-tenant-attr:tenant_id"); // told later
        return Answer.of(202, Service.object("volume", shown));
    }

    /** DELETE /volumes/{id} */
    Answer delete(Call call) {
        var row = CinderRows.ALL.get("volumes").find(cloud, call, call.path().get(1));
        var id = row.path("id").asText();
        boolean snapped = cloud.world().rows("snapshots").stream()
                .anyMatch(snapshot -> snapshot.json().path("volume_id").asText().equals(id));
        synchronized (row) {
            boolean free = Set.of("available", "error", "error_restoring", "error_extending", "error_managing")
                    .contains(row.path("status").asText());
            if (!free || snapped || !row.path("attachments").isEmpty() || !row.path("group_id").isNull()) {
                throw new Refused(400, "Invalid volume: Volume status must be available or error or error_restoring or "
                        + "error_extending or error_managing and must not be migrating, attached, belong to a group, "
                        + "have snapshots, awaiting a transfer, or be disassociated from snapshots after volume "
                        + "transfer.");
            }
            row.put("status", "deleting").put("updated_at", CinderRows.now());
            cloud.world().later("volumes", id, cloud.pace(), _ -> cloud.world().remove("volumes", id));
        }
        return Answer.of(202, "text/html; charset=UTF-8", "");
    }
}
