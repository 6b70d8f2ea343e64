package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * What changes servers. The task shows at once, since Nova's API writes it before it answers, and what becomes of it a
 * little later. Which states an action wants is in the decorators of {@code nova/compute/api.py}, 2025.1.
 */
final class NovaActions {
    /**
     * @param rule who may, without its first word
     * @param word in refusals
     * @param from the states in which it may begin; any if empty
     * @param then the fields that it leaves, as JSON
     */
    private record Move(String rule, String word, Set<String> from, String task, String then) {}

    private static final String STATUS = "status";
    private static final String TASK = "OS-EXT-STS:task_state";
    private static final String ACTIVE = left("ACTIVE", "active", 1);
    private static final Move SOFT = new Move("servers:reboot", "reboot", Set.of("active"), "rebooting", ACTIVE);
    private static final Move HARD = new Move("servers:reboot", "reboot",
            Set.of("active", "stopped", "paused", "suspended", "error"), "rebooting_hard", ACTIVE);
    private static final Move DELETE =
            new Move("servers:delete", "delete", Set.of(), "deleting", left("DELETED", "deleted", 0));
    private static final Map<String, Move> MOVES = Map.of(
            "os-start", new Move("servers:start", "start", Set.of("stopped"), "powering-on", ACTIVE),
            "os-stop", new Move("servers:stop", "stop", Set.of("active", "error"), "powering-off",
                    left("SHUTOFF", "stopped", 4)),
            "pause", new Move("os-pause-server:pause", "pause", Set.of("active"), "pausing",
                    left("PAUSED", "paused", 3)),
            "unpause", new Move("os-pause-server:unpause", "unpause", Set.of("paused"), "unpausing", ACTIVE),
            "suspend", new Move("os-suspend-server:suspend", "suspend", Set.of("active"), "suspending",
                    left("SUSPENDED", "suspended", 7)),
            "resume", new Move("os-suspend-server:resume", "resume", Set.of("suspended"), "resuming", ACTIVE),
            "lock", new Move("os-lock-server:lock", "lock", Set.of(), "", "{'locked': true}"),
            "unlock", new Move("os-lock-server:unlock", "unlock", Set.of(), "",
                    "{'locked': false, 'locked_reason': null}"));
    /** Under which another reboot may begin. */
    private static final Set<String> REBOOTED_OVER =
            Set.of("rebooting", "rebooting_hard", "resuming", "unpausing", "pausing", "suspending");

    private final Nova nova;
    private final NovaServers servers;

    NovaActions(Nova nova, NovaServers servers) {
        this.nova = nova;
        this.servers = servers;
    }

    private static String left(String status, String state, int power) {
        return "{'status': '" + status + "', 'OS-EXT-STS:vm_state': '" + state + "', 'OS-EXT-STS:power_state': "
                + power + ", 'OS-EXT-STS:task_state': null}";
    }

    /** DELETE /servers/{id} and POST /servers/{id}/action */
    Answer answer(Call call) {
        boolean deletes = call.request().method().equals("DELETE");
        var body = deletes ? Json.object() : Nova.body(call);
        if (!deletes && body.size() != 1) throw new Refused(400, "Malformed request body");
        var action = deletes ? "" : body.fieldNames().next();
        var move = deletes ? DELETE : move(call, action, body.path(action));
        var id = call.path().get(1);
        if (Set.of("os-start", "os-stop").contains(action) && nova.cloud.world().find("servers", id).isEmpty()) {
            throw new Refused(404, "Instance " + id + " has no mapping to a cell."); // these two ask for the cell first
        }
        var server = servers.visible(call, id);
        Nova.allow(call, "os_compute_api:" + move.rule());
        synchronized (server) {
            if (move.task().isEmpty()) {
                server.setAll(Nova.json(move.then()));
                if (body.path(action).has("locked_reason")) {
                    server.set("locked_reason", body.path(action).get("locked_reason"));
                }
            } else {
                check(call, server, move);
                begin(server, move);
            }
        }
        return Answer.of(deletes ? 204 : 202, "application/json", "");
    }

    private static Move move(Call call, String action, JsonNode value) {
        var move = MOVES.get(action);
        if (action.equals("lock") && call.from(73) && !value.isNull()) {
            NovaBodies.object("lock", value, Set.of(), Set.of("locked_reason"), " is not of type 'object', 'null'");
        }
        if (move != null) return move;
        if (!action.equals("reboot")) throw new Refused(400, "There is no such action: " + action);
        NovaBodies.object("reboot", value, Set.of("type"), Set.of("type"), " is not of type 'object'");
        return switch (value.path("type").asText()) {
            case "SOFT", "Soft", "soft" -> SOFT;
            case "HARD", "Hard", "hard" -> HARD;
            default -> throw NovaBodies.invalid("type", value.path("type"),
                    " is not one of ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft']");
        };
    }

    /** An administrator passes over locks. */
    static void locked(Call call, ObjectNode server) {
        if (server.path("locked").asBoolean() && !call.caller().admin()) {
            throw new Refused(409, "Instance " + server.path("id").asText() + " is locked");
        }
    }

    private static void check(Call call, ObjectNode server, Move move) {
        locked(call, server);
        if (move.equals(DELETE)) return; // always, even if it is being done already
        var id = server.path("id").asText();
        boolean powers = Set.of("start", "stop").contains(move.word());
        if (powers && server.path("OS-EXT-SRV-ATTR:host").isNull()) {
            throw new Refused(409, "Instance " + id + " is not ready");
        }
        var over = move.equals(HARD) ? REBOOTED_OVER : Set.<String>of();
        state(server, move.word(), move.from(), over);
        if (server.path("OS-SRV-USG:launched_at").isNull()) {
            throw new Refused(409, "Instance " + id + " is in an invalid state for '" + move.word() + "'");
        }
    }

    /** The server must be in one of these states, and nothing may be done to it but these tasks. */
    static void state(ObjectNode server, String word, Set<String> states, Set<String> tasks) {
        var words = "Cannot '" + word + "' instance " + server.path("id").asText() + " while it is in ";
        var state = server.path("OS-EXT-STS:vm_state").asText();
        if (!states.contains(state)) throw new Refused(409, words + "vm_state " + state);
        var task = server.path(TASK);
        if (!task.isNull() && !tasks.contains(task.asText())) {
            throw new Refused(409, words + "task_state " + task.asText());
        }
    }

    private void begin(ObjectNode server, Move move) {
        var id = server.path("id").asText();
        var before = server.path(STATUS).asText();
        server.put(TASK, move.task()).put("updated", now());
        if (before.equals("ACTIVE") && move.equals(SOFT)) server.put(STATUS, "REBOOT");
        if (before.equals("ACTIVE") && move.equals(HARD)) server.put(STATUS, "HARD_REBOOT");
        var failed = nova.cloud.failing(id);
        nova.cloud.world().later("servers", id, nova.cloud.pace(), row -> {
            if (!row.path(TASK).asText().equals(move.task())) return; // another task came over it
            row.put("updated", now());
            if (failed.isPresent()) {
                row.put(STATUS, before).putNull(TASK);
                failed.get().forEach((key, value) -> row.set(key, Json.node(value)));
            } else {
                row.setAll(Nova.json(move.then()));
                if (move.equals(DELETE)) empty(row);
            }
        });
        if (move.equals(DELETE) && failed.isEmpty()) release(id);
    }

    /** What Nova still tells of a server that is no more. */
    private static void empty(ObjectNode row) {
        row.put("OS-SRV-USG:terminated_at", row.path("updated").asText().replace("Z", ".000000"));
        row.putObject("addresses");
        row.put("host_status", "").putArray("os-extended-volumes:volumes_attached");
        row.remove("security_groups");
    }

    /** With a server go its ports, and those of its volumes that were to go with it; the others are free again. */
    private void release(String id) {
        var world = nova.cloud.world();
        for (var kind : List.of("ports", "volumes")) {
            for (var row : world.rows(kind)) {
                var attached = row.json().path("attachments").valueStream()
                        .filter(a -> a.path("server_id").asText().equals(id)).findFirst();
                boolean mine = row.json().path("device_id").asText().equals(id);
                if (mine || attached.isPresent()) world.later(kind, row.id(), nova.cloud.pace(), volume -> {
                    if (mine || attached.get().path("-delete").asBoolean()) world.remove(kind, row.id());
                    else NovaVolumes.free(volume, id);
                });
            }
        }
    }

    static String now() { return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(); }
}
