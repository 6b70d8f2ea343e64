package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Cinder.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** Cinder's zone and its quotas, in all and for each type of volume. */
final class CinderQuotas {
    private static final Map<String, String> OWNERS = Map.of("volumes", "os-vol-tenant-attr:tenant_id", "snapshots",
            "os-extended-snapshot-attributes:project_id", "backups", "os-backup-project-attr:project_id", "groups",
            "project_id");

    private CinderQuotas() {}

    /** Whether it is answered here: GET /os-availability-zone, /os-quota-sets/{project} and its /defaults. */
    static boolean routed(List<String> path) {
        return switch (path.getFirst()) {
            case "os-availability-zone" -> path.size() <= 2;
            case "os-quota-sets" -> path.size() == 2 || path.size() == 3 && path.get(2).equals("defaults");
            default -> false;
        };
    }

    static ObjectNode answer(FakeCloud cloud, Call call) {
        if (call.path().getFirst().equals("os-quota-sets")) return quotas(cloud, call);
        if (call.path().size() == 2) throw new Refused(404, "The resource could not be found.");
        var zones = Json.array();
        zones.addObject().put("zoneName", "nova").putObject("zoneState").put("available", true);
        return Service.object("availabilityZoneInfo", zones);
    }

    /** With what is used on demand. Other than in Nova, the defaults of another project are not told to everybody. */
    private static ObjectNode quotas(FakeCloud cloud, Call call) {
        var project = call.path().get(1);
        if (!project.equals(call.caller().projectId()) && !call.caller().mayAct("volume_extension:quotas:show")) {
            throw new Refused(403, "Policy doesn't allow volume_extension:quotas:show to be performed.");
        }
        boolean standard = call.path().size() == 3;
        boolean usage = !standard && asked(call);
        var set = Json.object();
        for (var name : Quotas.names("block-storage")) {
            int limit = standard ? Quotas.standard("block-storage", name)
                    : Quotas.limit(cloud.world(), "block-storage", project, name);
            if (usage) {
                set.putObject(name).put("limit", limit).put("in_use", used(cloud.world(), project, name))
                        .put("reserved", 0);
            } else {
                set.put(name, limit);
            }
        }
        return Service.object("quota_set", set.put("id", project));
    }

    private static boolean asked(Call call) {
        var text = call.query().last("usage").orElse("false");
        var word = text.toLowerCase(Locale.ROOT);
        if (NovaServers.YES.contains(word)) return true;
        if (NovaServers.NO.contains(word)) return false;
        throw new Refused(400, "Value '" + text + "' for 'usage' is not a boolean.");
    }

    /** Snapshots count among the gigabytes, too. A name that ends in a type counts that type alone. */
    private static long used(World world, String project, String name) {
        int at = name.equals("backup_gigabytes") || name.startsWith("per_") ? -1 : name.indexOf('_');
        var type = at < 0 ? "" : name.substring(at + 1);
        return switch (at < 0 ? name : name.substring(0, at)) {
            case "volumes" -> rows(world, "volumes", project, type).count();
            case "snapshots" -> rows(world, "snapshots", project, type).count();
            case "gigabytes" -> size(rows(world, "volumes", project, type)) + size(rows(world, "snapshots", project,
                    type));
            case "backups" -> rows(world, "backups", project, "").count();
            case "backup_gigabytes" -> size(rows(world, "backups", project, ""));
            case "groups" -> rows(world, "groups", project, "").count();
            default -> 0; // the size of one volume is none that is used
        };
    }

    private static long size(Stream<ObjectNode> rows) { return rows.mapToLong(row -> row.path("size").asLong()).sum(); }

    private static Stream<ObjectNode> rows(World world, String kind, String project, String type) {
        return world.rows(kind).stream().map(World.Row::json)
                .filter(row -> row.path(OWNERS.get(kind)).asText().equals(project))
                .filter(row -> type.isEmpty() || type(world, row).equals(type));
    }

    /** A snapshot's is that of its volume. */
    private static String type(World world, ObjectNode row) {
        return row.has("volume_type") ? row.path("volume_type").asText()
                : world.find("volumes", row.path("volume_id").asText()).map(v -> v.path("volume_type").asText())
                .orElse("");
    }
}
