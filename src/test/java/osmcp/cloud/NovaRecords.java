package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * What was done to a server and by whom: {@code os-instance-actions}. That it was made is told of every server, also of
 * those that the world began with.
 */
final class NovaRecords {
    private static final String KIND = "instance_actions";
    /** As Nova's parts name their steps, the last one first; for others it is one of the action's own name. */
    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("create", "compute__do_build_and_run_instance"),
            Map.entry("delete", "compute_terminate_instance"), Map.entry("lock", "api_lock"),
            Map.entry("unlock", "api_unlock"), Map.entry("resetState", ""),
            Map.entry("createImage", "compute_snapshot_instance"),
            Map.entry("createBackup", "compute_backup_instance"),
            Map.entry("rebuild", "compute_rebuild_instance rebuild_server"),
            Map.entry("resize", "compute_finish_resize compute_resize_instance compute_prep_resize cold_migrate "
                    + "conductor_migrate_server"),
            Map.entry("migrate", "compute_finish_resize compute_resize_instance compute_prep_resize cold_migrate "
                    + "conductor_migrate_server"),
            Map.entry("confirmResize", "compute_confirm_resize"),
            Map.entry("revertResize", "compute_finish_revert_resize compute_revert_resize"),
            Map.entry("shelveOffload", "compute_shelve_offload_instance"),
            Map.entry("unshelve", "compute_unshelve_instance schedule_instances get_image_info"),
            Map.entry("trigger_crash_dump", "compute_trigger_crash_dump"),
            Map.entry("live-migration", "compute_pre_live_migration compute_live_migration "
                    + "compute_check_can_live_migrate_source compute_check_can_live_migrate_destination "
                    + "conductor_live_migrate_instance"),
            Map.entry("live_migration_cancel", "compute_live_migration_abort"),
            Map.entry("live_migration_force_complete", "compute_live_migration_force_complete"),
            Map.entry("attach_interface", "compute_attach_interface"),
            Map.entry("detach_interface", "compute_detach_interface"));
    /** Of which no record is kept, and those that are recorded under another name. */
    private static final Map<String, String> NAMES = Map.of("addSecurityGroup", "", "removeSecurityGroup", "",
            "os-getConsoleOutput", "", "forceDelete", "delete", "os-resetState", "resetState", "os-migrateLive",
            "live-migration");

    private final Nova nova;
    private final NovaServers servers;

    NovaRecords(Nova nova, NovaServers servers) {
        this.nova = nova;
        this.servers = servers;
    }

    /** Something is begun; its record has the id of the request. */
    void began(Call call, ObjectNode server, String word) {
        var action = NAMES.getOrDefault(word, word);
        if (action.isEmpty()) return;
        var row = row(server, action, call.request().id(), call.caller().userId(), CinderRows.now(), null);
        nova.cloud.world().put(KIND, call.request().id(), server.path("tenant_id").asText(), () -> row);
    }

    /** What this request began has come to its end. */
    void ended(Call call, boolean well) { ended(call, well ? "" : "Error", ""); }

    /** The same, and why it failed: told to administrators alone. */
    void ended(Call call, String result, String why) {
        nova.cloud.world().find(KIND, call.request().id()).ifPresent(row -> {
            row.put("updated_at", CinderRows.now());
            if (!result.isEmpty()) row.put("message", result);
            row.path("events").forEach(event -> {
                ((ObjectNode) event).put("finish_time", CinderRows.now())
                        .put("result", result.isEmpty() ? "Success" : result);
                if (!why.isEmpty()) ((ObjectNode) event).put("traceback", "  File \"nova/compute/utils.py\"\n")
                        .put("details", why);
            });
        });
    }

    private static ObjectNode row(ObjectNode server, String action, String request, String user, String begun,
            String finished) {
        var row = Json.object().put("action", action);
        row.set("instance_uuid", server.get("id"));
        row.put("request_id", request).put("user_id", user);
        row.set("project_id", server.get("tenant_id"));
        row.put("start_time", begun).putNull("message").put("updated_at", finished == null ? begun : finished);
        var events = row.putArray("events");
        for (var name : EVENTS.getOrDefault(action, "compute_" + action + "_instance").split(" ")) {
            if (name.isEmpty()) continue;
            var event = events.addObject().put("event", name).put("start_time", begun).put("finish_time", finished)
                    .put("result", finished == null ? null : "Success").putNull("traceback");
            event.set("host", server.get("OS-EXT-SRV-ATTR:host"));
            event.set("hostId", server.get("hostId"));
            event.putNull("details");
        }
        return row;
    }

    /** GET /servers/{id}/os-instance-actions, newest first, in pages since 2.58, and one of them by its request's id */
    ObjectNode answer(Call call) {
        boolean one = call.path().size() == 4;
        var known = call.from(66) ? Set.of("limit", "marker", "changes-since", "changes-before")
                : Set.of("limit", "marker", "changes-since");
        if (!one && call.from(58)) {
            for (var name : call.query().names()) {
                if (!known.contains(name)) throw new Refused(400,
                        "Additional properties are not allowed ('" + name + "' was unexpected)");
            }
            Nova.limit(call);
            known.stream().filter(name -> name.startsWith("changes")).forEach(name -> NovaServers.time(call, name));
        }
        var id = call.path().get(1);
        var server = call.from(21) ? servers.deletedToo(call, id) : servers.visible(call, id);
        var rows = new ArrayList<>(nova.cloud.world().rows(KIND).reversed().stream().map(World.Row::json)
                .filter(row -> row.path("instance_uuid").asText().equals(id)).toList());
        if (rows.isEmpty() || !rows.getLast().path("action").asText().equals("create")) rows.add(made(server));
        if (one) {
            return Service.object("instanceAction", rows.stream()
                    .filter(row -> row.path("request_id").asText().equals(call.path().get(3))).findFirst()
                    .map(row -> view(call, row, true)).orElseThrow(() -> new Refused(404,
                            "Action " + call.path().get(3) + " not found")));
        }
        if (!call.from(58)) {
            return Service.object("instanceActions", Json.node(rows.stream().map(r -> view(call, r, false)).toList()));
        }
        return page(call, rows);
    }

    private ObjectNode page(Call call, List<ObjectNode> rows) {
        int limit = Nova.limit(call);
        var since = NovaServers.time(call, "changes-since");
        var before = call.from(66) ? NovaServers.time(call, "changes-before") : Optional.<Instant>empty();
        var marker = call.query().last("marker");
        int from = marker.map(text -> rows.stream().map(row -> row.path("request_id").asText()).toList()
                .indexOf(text) + 1).orElse(0);
        if (marker.isPresent() && from == 0) throw new Refused(400, "Marker None could not be found.");
        var page = rows.stream().skip(from).filter(row -> since.map(t -> !updated(row).isBefore(t)).orElse(true))
                .filter(row -> before.map(t -> !updated(row).isAfter(t)).orElse(true)).limit(limit).toList();
        var answer = Service.object("instanceActions",
                Json.node(page.stream().map(row -> view(call, row, false)).toList()));
        if (limit == 0 || page.size() < limit) return answer;
        var markers = List.of(Json.object().<ObjectNode>set("id", page.getLast().get("request_id")));
        var names = new HashSet<>(call.query().names());
        names.add("marker");
        answer.set("links", Nova.page(call, "instanceActions", markers, 1, names).get("instanceActions_links"));
        return answer;
    }

    private static Instant updated(ObjectNode row) {
        return LocalDateTime.parse(row.path("updated_at").asText()).toInstant(ZoneOffset.UTC);
    }

    private static ObjectNode made(ObjectNode server) {
        var request = "req-" + UUID.nameUUIDFromBytes(server.path("id").asText().getBytes());
        var begun = server.path("created").asText().replace("Z", ".000000");
        return row(server, "create", request, server.path("user_id").asText(), begun,
                server.path("OS-SRV-USG:launched_at").asText(begun));
    }

    /** Events for everybody since 2.51, but where and why for administrators; the host's id since 2.62. */
    private static ObjectNode view(Call call, ObjectNode row, boolean alone) {
        var shown = row.deepCopy();
        if (!call.from(58)) shown.remove("updated_at");
        if (!alone || !call.from(51) && !call.caller().admin()) {
            shown.remove("events");
            return shown;
        }
        shown.path("events").forEach(node -> {
            var event = (ObjectNode) node;
            if (!call.caller().admin()) event.remove(List.of("traceback", "host", "details"));
            if (!call.from(62)) event.remove(List.of("host", "hostId"));
            if (!call.from(84)) event.remove("details");
        });
        return shown;
    }
}
