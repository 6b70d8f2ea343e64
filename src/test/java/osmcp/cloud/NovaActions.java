package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.cloud.NovaMoves.Move;
import osmcp.json.Json;

/**
 * What changes servers. The task shows at once, since Nova's API writes it before it answers, and what becomes of it a
 * little later.
 */
final class NovaActions {
    /** Under which another reboot may begin. */
    private static final Set<String> REBOOTED_OVER =
            Set.of("rebooting", "rebooting_hard", "resuming", "unpausing", "pausing", "suspending");
    /** Where Nova looks for the server's host, which a server that was never built or is shelved has not. */
    private static final Set<String> HOSTED = Set.of("start", "stop", "trigger_crash_dump", "os-getConsoleOutput");
    private static final Set<String> UNLOCKED = Set.of("createImage", "createBackup", "evacuate", "os-resetState",
            "addSecurityGroup", "removeSecurityGroup", "os-getConsoleOutput");

    private final Nova nova;
    private final NovaServers servers;
    private final NovaLife life;
    private final NovaRecords records;

    NovaActions(Nova nova, NovaServers servers, NovaRecords records, NovaLife life) {
        this.nova = nova;
        this.servers = servers;
        this.records = records;
        this.life = life;
    }

    /** DELETE /servers/{id} and POST /servers/{id}/action */
    Answer answer(Call call) {
        boolean deletes = call.request().method().equals("DELETE");
        var body = deletes ? Json.object() : Nova.body(call);
        if (!deletes && body.size() != 1) throw new Refused(400, "Malformed request body");
        var action = deletes ? "" : body.fieldNames().next();
        var value = body.path(action);
        var move = deletes ? NovaMoves.DELETE : move(call, action, value);
        var id = call.path().get(1);
        if (Set.of("os-start", "os-stop", "trigger_crash_dump").contains(action)
                && nova.cloud.world().find("servers", id).isEmpty()) {
            throw new Refused(404, "Instance " + id + " has no mapping to a cell."); // these ask for the cell first
        }
        var server = servers.visible(call, id);
        Nova.allow(call, "os_compute_api:" + move.rule()
                + (action.equals("migrate") && value.path("host").isTextual() ? ":host" : ""));
        synchronized (server) {
            check(call, server, move);
            var done = life.done(call, server, move, value);
            records.began(call, server, move.word());
            if (move.task().isEmpty()) records.ended(call, true);
            if (!move.task().isEmpty()) begin(call, server, move);
            return done.orElseGet(() -> Answer.of(deletes ? 204 : 202, "application/json", ""));
        }
    }

    private static Move move(Call call, String action, JsonNode value) {
        if (action.equals("resetNetwork")) {
            throw new Refused(410, "This resource is no longer available. No forwarding address is given.");
        }
        if (action.equals("os-getVNCConsole")) throw new Refused(404, "The resource could not be found.");
        var move = NovaMoves.of(action);
        if (move != null) {
            NovaActionBodies.check(call, action, value);
            return move;
        }
        if (!action.equals("reboot")) throw new Refused(400, "There is no such action: " + action);
        NovaBodies.object("reboot", value, Set.of("type"), Set.of("type"), " is not of type 'object'");
        return switch (value.path("type").asText()) {
            case "SOFT", "Soft", "soft" -> NovaMoves.SOFT;
            case "HARD", "Hard", "hard" -> NovaMoves.HARD;
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
        if (Set.of("lock", "unlock").contains(move.word())) return;
        if (!UNLOCKED.contains(move.word())) locked(call, server);
        if (move.state().equals("deleted")) return; // always, even if it is being done already
        var id = server.path("id").asText();
        if (HOSTED.contains(move.word()) && server.path("OS-EXT-SRV-ATTR:host").isNull()) {
            throw new Refused(409, "Instance " + id + " is not ready");
        }
        if (move.from().isEmpty()) return;
        var task = server.path(NovaMoves.TASK).asText();
        var over = move.equals(NovaMoves.HARD) ? REBOOTED_OVER : move.word().equals("evacuate") ? Set.of(task)
                : Set.<String>of();
        state(server, move.word(), move.from(), over);
        if (server.path("OS-SRV-USG:launched_at").isNull()) {
            throw new Refused(409, "Instance " + id + " is in an invalid state for '" + move.word() + "'");
        }
    }

    /** The server must be in one of these states, and nothing may be done to it but these tasks. */
    static void state(ObjectNode server, String word, Set<String> states, Set<String> tasks) {
        var words = "Cannot '" + word + "' instance " + server.path("id").asText() + " while it is in ";
        var state = server.path(NovaMoves.STATE).asText();
        if (!states.contains(state)) throw new Refused(409, words + "vm_state " + state);
        var task = server.path(NovaMoves.TASK);
        if (!task.isNull() && !tasks.contains(task.asText())) {
            throw new Refused(409, words + "task_state " + task.asText());
        }
    }

    /** Shows the task, and has come of it later what the action is for, or what the test wants instead. */
    private void begin(Call call, ObjectNode server, Move move) {
        var id = server.path("id").asText();
        var before = server.path(NovaMoves.STATE).asText();
        boolean quiet = move.word().equals("confirmResize"); // done after the answer, without a task
        NovaMoves.task(server.put("updated", now()), quiet ? "" : move.task());
        var failed = nova.cloud.failing(id);
        if (failed.isEmpty()) life.between(server, move);
        nova.cloud.world().later("servers", id, nova.cloud.pace(), row -> {
            if (!quiet && !NovaLife.tasks(move).contains(row.path(NovaMoves.TASK).asText())) return; // another's
            row.put("updated", now());
            if (failed.isPresent()) {
                NovaMoves.task(row.put(NovaMoves.STATE, before), "");
                failed.get().forEach((key, value) -> row.set(key, Json.node(value)));
            } else {
                life.ended(row, move, before);
            }
            records.ended(call, failed.isEmpty());
        });
        if (move.state().equals("deleted") && failed.isEmpty()) life.release(id);
    }

    static String now() { return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(); }
}
