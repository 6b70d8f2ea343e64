package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;

/** Servers on their way to another host: live migrations, which can be hurried and stopped, and evacuations. */
final class NovaMigrations {
    private static final Set<String> STOPPABLE = Set.of("queued", "preparing", "running");

    private final Nova nova;
    private final NovaServers servers;
    private final NovaRecords records;

    NovaMigrations(Nova nova, NovaServers servers, NovaRecords records) {
        this.nova = nova;
        this.servers = servers;
        this.records = records;
    }

    /** Stops if there is no such host, or if the server is there; nothing is wrong with a blank one. */
    void host(String host, ObjectNode server) {
        if (host.isEmpty()) return;
        known(host);
        if (host.equals(server.path("OS-EXT-SRV-ATTR:host").asText())) {
            throw new Refused(400, "Cannot migrate to the host where the server exists.");
        }
    }

    private static void known(String host) {
        if (!NovaHosts.known(host)) throw new Refused(400, "Compute host " + host + " could not be found.");
    }

    /** The host where it is, is accepted, and comes to nothing. */
    void begin(Call call, ObjectNode server, String host) {
        if (!host.isEmpty()) known(host);
        var here = server.path("OS-EXT-SRV-ATTR:host").asText();
        boolean nowhere = host.equals(here);
        var there = host.isEmpty() ? NovaHosts.other(here) : host;
        var id = record(call, server, "live-migration", nowhere ? "error" : "queued", nowhere ? null : there);
        nova.cloud.world().later("migrations", id, nova.cloud.pace().dividedBy(3), live -> {
            if (live.path("status").asText().equals("queued")) live.put("status", "running");
        });
    }

    /** @param there the host where it is to go, null for nowhere */
    private String record(Call call, ObjectNode server, String type, String status, String there) {
        var here = server.path("OS-EXT-SRV-ATTR:host").asText();
        var world = nova.cloud.world();
        var row = SeedVolumes.row("migrations", call.caller().project(), "", world.rows("migrations").size());
        var id = UUID.randomUUID().toString();
        row.put("uuid", id).put("migration_type", type).put("status", status)
                .put("source_compute", here).put("source_node", here).put("dest_compute", there)
                .put("dest_node", there).putNull("dest_host").put("user_id", call.caller().userId())
                .put("project_id", server.path("tenant_id").asText()).put("created_at", CinderRows.now())
                .put("updated_at", CinderRows.now()).set("instance_uuid", server.get("id"));
        world.put("migrations", id, server.path("tenant_id").asText(), () -> row);
        server.put("-migration", id);
        return id;
    }

    /** It has come to the other host, unless it was stopped. */
    void ended(ObjectNode server) {
        NovaMoves.task(server, "");
        var id = server.path("-migration").asText();
        server.remove("-migration");
        nova.cloud.world().find("migrations", id).filter(row -> STOPPABLE.contains(row.path("status").asText()))
                .ifPresent(row -> {
                    row.put("status", "completed").put("updated_at", CinderRows.now());
                    NovaHosts.move(server, row.path("dest_compute").asText());
                });
        nova.cloud.world().find("migrations", id).filter(row -> row.path("status").asText().equals("accepted"))
                .ifPresent(row -> {
                    row.put("status", "done").put("updated_at", CinderRows.now());
                    NovaHosts.move(server, row.path("dest_compute").asText());
                    NovaMoves.state(server, server.remove("-state").asText());
                });
    }

    /** The host must be down. What was evacuated is stopped since 2.95. */
    void evacuate(Call call, ObjectNode server, JsonNode value) {
        var host = value.path("host").asText("");
        var here = server.path("OS-EXT-SRV-ATTR:host").asText();
        if (!host.isEmpty() && !NovaHosts.known(host)) {
            throw new Refused(404, "Compute host " + host + " not found.");
        }
        if (host.equals(here) && !host.isEmpty()) throw new Refused(400, "The target host can't be the same one.");
        if (NovaComputes.lives(nova.cloud.world(), here)) {
            throw new Refused(400, "Compute service of " + here + " is still in use.");
        }
        var there = host.isEmpty() ? NovaHosts.other(here) : host;
        record(call, server, "evacuation", "accepted", there);
        boolean stopped = call.from(95) || server.path(NovaMoves.STATE).asText().equals("stopped");
        server.put("-state", stopped ? "stopped" : "active");
    }

    /** Whether servers were evacuated from there, and its service has not been started anew since. */
    static boolean evacuated(World world, String host) {
        return world.rows("migrations").stream().map(World.Row::json)
                .anyMatch(row -> row.path("migration_type").asText().equals("evacuation")
                        && row.path("status").asText().equals("done")
                        && row.path("source_compute").asText().equals(host));
    }

    /** DELETE /servers/{id}/migrations/{number}, and POST …/action with {@code force_complete} */
    Answer answer(Call call) {
        boolean stops = call.request().method().equals("DELETE");
        if (!stops) {
            var body = Nova.body(call);
            if (body.size() != 1) throw new Refused(400, "Malformed request body");
            var action = body.fieldNames().next();
            if (!action.equals("force_complete")) throw new Refused(400, "There is no such action: " + action);
            NovaActionBodies.nothing(action, body.path(action));
        }
        Nova.allow(call, "os_compute_api:servers:migrations:" + (stops ? "delete" : "force_complete"));
        var server = servers.visible(call, call.path().get(1));
        var id = server.path("id").asText();
        NovaActions.locked(call, server);
        if (!server.path(NovaMoves.TASK).asText().equals("migrating")) {
            throw new Refused(409, "Instance " + id + " is in an invalid state for '"
                    + (stops ? "abort live migration" : "force_complete") + "'");
        }
        var number = call.path().get(3);
        var row = nova.cloud.world().rows("migrations").stream().map(World.Row::json)
                .filter(one -> one.path("id").asText().equals(number))
                .filter(one -> one.get("instance_uuid").equals(server.get("id")))
                .findFirst().orElseThrow(() -> new Refused(stops ? 404 : 400,
                        "Migration " + number + " not found for instance " + id));
        var status = row.path("status").asText();
        if (stops ? !STOPPABLE.contains(status) : !status.equals("running")) {
            throw new Refused(400, "Migration " + number + " state of instance " + id + " is " + status + ". Cannot "
                    + (stops ? "abort live migration" : "force complete") + " while the migration is in this state.");
        }
        records.began(call, server, stops ? "live_migration_cancel" : "live_migration_force_complete");
        if (stops) row.put("status", "cancelled").put("updated_at", CinderRows.now());
        ended(server);
        records.ended(call, true);
        return Answer.of(202, "application/json", "");
    }
}
