package osmcp.openstack.balancer;

import module java.base;
import osmcp.openstack.*;

/**
 * What a new member is to be. Its subnet is a proven one, since Octavia plugs its balancer into it.
 *
 * @param pool the one that it will be in, whose balancer is locked meanwhile
 */
public record NewMember(Pool pool, String name, String address, int port, Optional<Integer> weight,
        Optional<Boolean> backup, Optional<Boolean> enabled, Optional<String> monitorAddress,
        Optional<Integer> monitorPort,
        Optional<? extends Ref<? extends Kinds.Subnet>> subnet) implements New<Kinds.Pool, Member> {
    @Override public Kind<Member> kind() { return Member.MEMBERS; }

    @Override public Optional<Change.Locked<?>> lock() { return Optional.of(pool.lock()); }

    @Override public Body body(Ref<? extends Kinds.Pool> parent) {
        var body = Body.of("member").put("name", name).put("address", address).put("protocol_port", port)
                .put("weight", weight).put("backup", backup).put("admin_state_up", enabled)
                .put("monitor_address", monitorAddress).put("monitor_port", monitorPort);
        subnet.ifPresent(ref -> body.ref("subnet_id", ref));
        return body;
    }
}
