package osmcp.openstack.balancer;

import module java.base;
import osmcp.openstack.Body;

/** What of a member is to change. What is absent stays as it is; what is cleared falls back to its default. */
public record MemberChange(Optional<String> name, Optional<Integer> weight, Optional<Boolean> backup,
        Optional<Boolean> enabled, Optional<String> monitorAddress, Optional<Integer> monitorPort,
        List<Clearable> cleared) {
    public enum Clearable { NAME, WEIGHT, BACKUP, MONITOR_ADDRESS, MONITOR_PORT }

    public MemberChange {
        if (cleared.isEmpty() && Stream.of(name, weight, backup, enabled, monitorAddress, monitorPort)
                .allMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException("say what to change: new_name, weight, backup, admin_state_up, "
                    + "monitor_address, monitor_port or unset");
        }
        var given = Map.of(Clearable.NAME, name, Clearable.WEIGHT, weight, Clearable.BACKUP, backup,
                Clearable.MONITOR_ADDRESS, monitorAddress, Clearable.MONITOR_PORT, monitorPort);
        cleared.stream().filter(field -> given.get(field).isPresent()).findFirst().ifPresent(field -> {
            throw new IllegalArgumentException("give " + field.name().toLowerCase(Locale.ROOT) + " or unset it");
        });
    }

    Body body() {
        var body = Body.of("member").put("name", name).put("weight", weight).put("backup", backup)
                .put("admin_state_up", enabled).put("monitor_address", monitorAddress).put("monitor_port", monitorPort);
        cleared.forEach(field -> body.clear(field.name().toLowerCase(Locale.ROOT)));
        return body;
    }
}
