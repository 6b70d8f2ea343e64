package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which states an action wants and leaves. Those that it may begin in are in the decorators of
 * {@code nova/compute/api.py}, what is shown as status is {@code _STATE_MAP} of {@code nova/api/openstack/common.py},
 * 2025.1.
 */
final class NovaMoves {
    /**
     * @param rule  who may, without its first word
     * @param word  in refusals, and in the record of what was done
     * @param from  the states in which it may begin; any if empty
     * @param task  that shows at once; blank if it is done at once
     * @param state that it leaves; blank if that before
     */
    record Move(String rule, String word, Set<String> from, String task, String state) {}

    static final String STATUS = "status";
    static final String TASK = "OS-EXT-STS:task_state";
    static final String STATE = "OS-EXT-STS:vm_state";
    static final String POWER = "OS-EXT-STS:power_state";
    static final Move SOFT = new Move("servers:reboot", "reboot", Set.of("active"), "rebooting", "active");
    static final Move HARD = new Move("servers:reboot", "reboot",
            Set.of("active", "stopped", "paused", "suspended", "error"), "rebooting_hard", "active");
    static final Move DELETE = new Move("servers:delete", "delete", Set.of(), "deleting", "deleted");
    private static final Set<String> KEPT = Set.of("active", "stopped", "paused", "suspended");
    private static final Map<String, Move> ALL = all();
    private static final Map<String, String> STATUSES = Map.ofEntries(Map.entry("active", "ACTIVE"),
            Map.entry("building", "BUILD"), Map.entry("stopped", "SHUTOFF"), Map.entry("resized", "VERIFY_RESIZE"),
            Map.entry("paused", "PAUSED"), Map.entry("suspended", "SUSPENDED"), Map.entry("rescued", "RESCUE"),
            Map.entry("error", "ERROR"), Map.entry("deleted", "DELETED"), Map.entry("shelved", "SHELVED"),
            Map.entry("shelved_offloaded", "SHELVED_OFFLOADED"));

    private NovaMoves() {}

    private static Map<String, Move> all() {
        var all = new HashMap<String, Move>();
        all.put("os-start", new Move("servers:start", "start", Set.of("stopped"), "powering-on", "active"));
        all.put("os-stop", new Move("servers:stop", "stop", Set.of("active", "error"), "powering-off", "stopped"));
        add(all, "pause", "os-pause-server:pause", Set.of("active"), "pausing", "paused");
        add(all, "unpause", "os-pause-server:unpause", Set.of("paused"), "unpausing", "active");
        add(all, "suspend", "os-suspend-server:suspend", Set.of("active"), "suspending", "suspended");
        add(all, "resume", "os-suspend-server:resume", Set.of("suspended"), "resuming", "active");
        add(all, "lock", "os-lock-server:lock", Set.of(), "", "");
        add(all, "unlock", "os-lock-server:unlock", Set.of(), "", "");
        add(all, "rebuild", "servers:rebuild", Set.of("active", "stopped", "error"), "rebuilding", "active");
        add(all, "resize", "servers:resize", Set.of("active", "stopped"), "resize_prep", "resized");
        add(all, "migrate", "os-migrate-server:migrate", Set.of("active", "stopped"), "resize_prep", "resized");
        add(all, "confirmResize", "servers:confirm_resize", Set.of("resized"), "-", "active");
        add(all, "revertResize", "servers:revert_resize", Set.of("resized"), "resize_reverting", "active");
        add(all, "rescue", "os-rescue", Set.of("active", "stopped", "error"), "rescuing", "rescued");
        add(all, "unrescue", "os-unrescue", Set.of("rescued"), "unrescuing", "active");
        add(all, "shelve", "os-shelve:shelve", KEPT, "shelving", "shelved_offloaded");
        add(all, "shelveOffload", "os-shelve:shelve_offload", Set.of("shelved"), "shelving_offloading",
                "shelved_offloaded");
        add(all, "unshelve", "os-shelve:unshelve", Set.of("shelved", "shelved_offloaded"), "unshelving", "active");
        add(all, "createImage", "servers:create_image", KEPT, "image_snapshot_pending", "");
        add(all, "createBackup", "os-create-backup", KEPT, "image_backup", "");
        add(all, "forceDelete", "os-deferred-delete:force", Set.of(), "deleting", "deleted");
        add(all, "trigger_crash_dump", "servers:trigger_crash_dump",
                Set.of("active", "paused", "rescued", "resized", "error"), "", "");
        add(all, "os-resetState", "os-admin-actions:reset_state", Set.of(), "", "");
        add(all, "os-migrateLive", "os-migrate-server:migrate_live", Set.of("active", "paused"), "migrating", "");
        add(all, "evacuate", "os-evacuate", Set.of("active", "stopped", "error"), "rebuilding", "");
        add(all, "addSecurityGroup", "os-security-groups:add", Set.of(), "", "");
        add(all, "removeSecurityGroup", "os-security-groups:remove", Set.of(), "", "");
        add(all, "os-getConsoleOutput", "os-console-output", Set.of(), "", "");
        return all;
    }

    private static void add(Map<String, Move> all, String word, String rule, Set<String> from, String task,
            String state) {
        all.put(word, new Move(rule, word, from, task, state));
    }

    /** Null for what is no action. */
    static Move of(String action) { return ALL.get(action); }

    static String status(String state, String task) {
        boolean runs = Set.of("active", "stopped").contains(state);
        return switch (task) {
            case "rebooting" -> state.equals("active") ? "REBOOT" : STATUSES.get(state);
            case "rebooting_hard" -> state.equals("active") ? "HARD_REBOOT" : STATUSES.get(state);
            case "rebuilding" -> runs || state.equals("error") ? "REBUILD" : STATUSES.get(state);
            case "migrating" -> Set.of("active", "paused").contains(state) ? "MIGRATING" : STATUSES.get(state);
            case "resize_prep" -> runs ? "RESIZE" : STATUSES.get(state);
            case "resize_reverting" -> state.equals("resized") ? "REVERT_RESIZE" : STATUSES.get(state);
            default -> STATUSES.getOrDefault(state, "UNKNOWN");
        };
    }

    /** Writes what follows from a task, which is blank for none. */
    static void task(ObjectNode server, String task) {
        if (task.isEmpty()) server.putNull(TASK);
        else server.put(TASK, task);
        server.put(STATUS, status(server.path(STATE).asText(), task));
    }

    /** Writes what follows from a state that is reached. */
    static void state(ObjectNode server, String state) {
        int power = switch (state) {
            case "active", "rescued" -> 1;
            case "paused" -> 3;
            case "stopped", "shelved", "shelved_offloaded" -> 4;
            case "suspended" -> 7;
            case "deleted" -> 0;
            default -> server.path(POWER).asInt();
        };
        task(server.put(STATE, state).put(POWER, power), "");
    }
}
