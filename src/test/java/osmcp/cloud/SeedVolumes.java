package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/** Volumes and what is made of them, key pairs and migrations, as {@code populate} makes them in both projects. */
final class SeedVolumes {
    private static final JsonNode RECORDED = Fixture.read("volumes.json");
    private static final Instant START = Instant.parse("2026-11-24T21:12:00Z");

    private SeedVolumes() {}

    /** What the operator provides: nobody's. */
    static void types(World world) {
        var ids = Stream.of("__DEFAULT__", "hdd", "multiattach", "ssd")
                .collect(Collectors.toMap(name -> name, SeedVolumes::type));
        for (var kind : List.of("types", "group_types")) {
            for (var recorded : RECORDED.path(kind)) {
                var row = (ObjectNode) Fixture.fill(recorded, ids);
                world.put(kind, row.path("id").asText(), "", () -> row);
            }
        }
    }

    static void small(World world, String project) {
        for (int n = 1; n <= 8; n++) {
            var row = add(world, "volumes", project, "vol-0" + n, Map.of("size", 1 + n % 4, "metadata",
                    Map.of("n", "" + n), "description", "volume " + n + canary(project)));
            if (n % 2 == 1) hdd(row);
        }
        image(world.named("volumes", project, "vol-01"));
        attach(world, project, "vol-03", "web-18");
        attach(world, project, "vol-04", "web-15");
        add(world, "volumes", project, "vol-fail-create", Map.of("status", "error", "shared_targets", true))
                .putNull("service_uuid").putNull("os-vol-host-attr:host");
        var snapshot = add(world, "snapshots", project, "snap-01", Map.of("size", 2, "volume_id",
                World.id(project, "volumes", "vol-01")));
        image(hdd(add(world, "volumes", project, "vol-from-snap", Map.of("size", 4,
                "snapshot_id", snapshot.get("id")))));
        for (int n = 1; n <= 2; n++) {
            add(world, "backups", project, "backup-0" + n, Map.of("is_incremental", n == 2,
                    "has_dependent_backups", n == 1, "size", 3, "volume_id", World.id(project, "volumes", "vol-02")));
        }
        var group = add(world, "groups", project, "group-01", Map.of()).get("id");
        var grouped = add(world, "volumes", project, "vol-grouped", Map.of("group_id", group));
        var snapped = add(world, "group_snapshots", project, "group-snap-01", Map.of("group_id", group)).get("id");
        add(world, "snapshots", project, "group-snap-01", Map.of("volume_id", grouped.get("id"),
                "group_snapshot_id", snapped));
        add(world, "volumes", project, "vol-moving", Map.of("status", "awaiting-transfer"));
        add(world, "volumes", project, "stack-disk", Map.of("id", World.id(project, "volume", "stack-vm")));
        attach(world, project, "stack-disk", "stack-vm");
        for (var name : List.of("laptop", "ci")) add(world, "keypairs", project, name, Map.of());
        add(world, "migrations", project, "is-resized",
                Map.of("instance_uuid", World.id(project, "server", "is-resized"))).remove("name");
    }

    private static String canary(String project) { return project.equals("other") ? " " + World.CANARY : ""; }

    private static ObjectNode add(World world, String kind, String project, String name, Map<String, ?> fields) {
        var all = new LinkedHashMap<String, Object>(fields);
        all.put("name", name);
        return world.add(kind, project, all);
    }

    private static String type(String name) { return World.id("", "volume type", name); }

    /** The service that has the volumes of a type. */
    static String service(String type) { return World.id("", "volume service", type); }

    private static ObjectNode hdd(ObjectNode row) {
        return row.put("volume_type", "hdd").put("volume_type_id", type("hdd")).put("service_uuid", service("hdd"))
                .put("os-vol-host-attr:host", "storage-1@hdd#hdd");
    }

    private static void image(ObjectNode row) {
        row.put("bootable", "true").set("volume_image_metadata",
                Fixture.fill(RECORDED.path("image"), Map.of("image", World.id("admin", "image", "cirros"))));
    }

    /** A row as recorded, for that project. */
    static ObjectNode row(String kind, String project, String name, int number) {
        return (ObjectNode) Fixture.fill(RECORDED.path(kind), Map.of("id", World.id(project, kind, name), "name", name,
                "project", World.plainId(project, "project", project), "user", World.plainId(project, "user", project),
                "time", START.plusSeconds(number).toString().replace("Z", ".000000"),
                "number", number + 1, "type", type("ssd"), "service", service("ssd")));
    }

    private static void attach(World world, String project, String volume, String server) {
        var row = world.named("volumes", project, volume);
        var holder = world.find("servers", World.id(project, "server", server)).orElseThrow();
        row.put("status", "in-use").withArray("/attachments").addObject().put("id", row.path("id").asText())
                .put("attachment_id", World.id(project, "attachment", volume)).put("volume_id", row.path("id").asText())
                .put("server_id", holder.path("id").asText())
                .put("host_name", holder.path("OS-EXT-SRV-ATTR:host").asText()).put("device", "/dev/sdb")
                .put("attached_at", row.path("created_at").asText());
        var shown = holder.withArray("/os-extended-volumes:volumes_attached");
        if (shown.valueStream().noneMatch(one -> one.path("id").equals(row.path("id")))) {
            shown.addObject().put("id", row.path("id").asText()).put("delete_on_termination", false);
        }
    }
}
