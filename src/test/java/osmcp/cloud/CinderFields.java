package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Cinder.Call;
import osmcp.json.Json;

/** Which fields of Cinder's rows are shown: by microversion and by the caller's role. As recorded. */
final class CinderFields {
    /** The microversion that brought a field. */
    private static final Map<String, Integer> SINCE = Map.ofEntries(
            Map.entry("volumes group_id", 13), Map.entry("volumes provider_id", 21),
            Map.entry("volumes shared_targets", 48), Map.entry("volumes service_uuid", 48),
            Map.entry("volumes cluster_name", 61), Map.entry("volumes volume_type_id", 63),
            Map.entry("volumes consumes_quota", 65),
            Map.entry("backups os-backup-project-attr:project_id", 18), Map.entry("backups metadata", 43),
            Map.entry("backups user_id", 56),
            Map.entry("snapshots group_snapshot_id", 14), Map.entry("snapshots user_id", 41),
            Map.entry("snapshots consumes_quota", 65),
            Map.entry("groups group_snapshot_id", 14), Map.entry("groups source_group_id", 14),
            Map.entry("groups replication_status", 38), Map.entry("groups project_id", 58),
            Map.entry("group_snapshots project_id", 58));
    /** Shown to administrators alone: of backups and groups even the project. */
    private static final Set<String> TOLD = Set.of("volumes migration_status", "volumes provider_id",
            "volumes cluster_name", "volumes os-vol-mig-status-attr:migstat", "volumes os-vol-mig-status-attr:name_id",
            "volumes os-vol-host-attr:host", "backups os-backup-project-attr:project_id", "backups user_id",
            "groups project_id", "group_snapshots project_id", "types qos_specs_id", "group_types group_specs");

    private CinderFields() {}

    static ObjectNode view(FakeCloud cloud, Call call, CinderRows rows, ObjectNode row, boolean volumes) {
        var shown = Json.object();
        row.deepCopy().properties().forEach(field -> {
            var name = rows.kind() + " " + field.getKey();
            boolean told = call.caller().admin() || !TOLD.contains(name);
            boolean hidden = field.getKey().startsWith("-")
                    || rows.kind().equals("types") && field.getKey().equals("created_at");
            if (told && !hidden && call.from(SINCE.getOrDefault(name, 0))) shown.set(field.getKey(), field.getValue());
        });
        switch (rows.kind()) {
            case "volumes" -> attachments(call, shown);
            case "groups" -> {
                if (volumes) cloud.world().rows("volumes").stream().map(World.Row::json)
                        .filter(volume -> volume.path("group_id").equals(row.path("id")))
                        .forEach(volume -> shown.withArray("/volumes").add(volume.get("id")));
            }
            case "types" -> {
                // of what a type is made of, only what is marked as anybody's affair
                if (!call.caller().admin()) shown.withObject("/extra_specs").retain("multiattach");
                if (call.path().size() == 2) shown.remove("os-volume-type-access:is_public");
            }
            default -> { }
        }
        return linked(call, rows, shown);
    }

    private static void attachments(Call call, ObjectNode shown) {
        shown.withArray("/attachments").removeIf(attachment -> attachment.has("-new"));
        shown.path("attachments").forEach(attachment -> {
            ((ObjectNode) attachment).remove(List.of("-tag", "-delete"));
            if (!call.caller().admin()) ((ObjectNode) attachment).putNull("host_name");
        });
    }

    /** In a list without details; snapshots have nearly all there. */
    static ObjectNode brief(Call call, CinderRows rows, ObjectNode row) {
        var brief = row.deepCopy();
        if (!rows.kind().equals("snapshots")) return linked(call, rows, brief.retain("id", "name"));
        return brief.retain("id", "created_at", "updated_at", "name", "description", "volume_id", "status", "size",
                "metadata");
    }

    private static ObjectNode linked(Call call, CinderRows rows, ObjectNode row) {
        if (!Set.of("volumes", "backups").contains(rows.kind())) return row;
        var tail = "/" + rows.kind() + "/" + row.path("id").asText();
        var links = row.putArray("links");
        links.addObject().put("rel", "self").put("href", call.base() + tail);
        links.addObject().put("rel", "bookmark").put("href", call.base().replace("/v3", "") + tail);
        return row;
    }
}
