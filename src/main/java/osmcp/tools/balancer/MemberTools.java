package osmcp.tools.balancer;

import static osmcp.openstack.balancer.Member.MEMBERS;
import static osmcp.openstack.balancer.Pool.POOLS;
import static osmcp.openstack.network.Subnet.SUBNETS;
import static osmcp.tool.Toolset.LOAD_BALANCER;

import module java.base;
import osmcp.json.*;
import osmcp.openstack.*;
import osmcp.openstack.balancer.*;
import osmcp.tool.*;
import osmcp.tool.Action.Making;

/** Members of pools: the servers that a load balancer sends connections to. */
public final class MemberTools {
    private MemberTools() {}

    public static List<Tool> all() { return List.of(LIST, SET); }

    record Where(@Doc("name or id") String pool) {}

    record Query(@Doc("name or id") String pool, @Doc List<String> names) {}

    record Row(String id, String name, String address, Optional<Integer> protocolPort, Optional<Integer> weight,
            String status, String operatingStatus, Optional<Boolean> adminStateUp,
            @Doc(detail = true) Optional<Boolean> backup,
            @Doc(detail = true) Optional<String> subnetId,
            @Doc(detail = true) Optional<String> monitorAddress,
            @Doc(detail = true) Optional<Integer> monitorPort,
            @Doc(detail = true) Optional<String> created,
            @Doc(detail = true) Optional<String> updated) {
        static Row of(Member member) {
            return new Row(member.id(), member.name(), member.text("address"), member.number("protocol_port"),
                    member.number("weight"), member.status(), member.text("operating_status"),
                    member.truth("admin_state_up"), member.truth("backup"), member.given("subnet_id"),
                    member.given("monitor_address"), member.number("monitor_port"), member.given("created_at"),
                    member.given("updated_at"));
        }
    }

    static final Tool LIST = Tool.list(LOAD_BALANCER, "get_load_balancer_members", """
            List the members of a load balancer's pool, with address, weight and health (operating_status).
            """, Query.class, Row.class,
            (in, cloud) -> cloud.members(cloud.see(POOLS, in.pool())).list().only(in.names()),
            (page, _) -> page.map(Row::of));

    /** A pool that is ours, looked up once for each call. */
    record Within(WritableCloud cloud, Target<Pool> pool, Members members) {
        static Within of(Where in, WritableCloud cloud) {
            var pool = cloud.claim(POOLS, in.pool());
            return new Within(cloud, pool, cloud.members(pool));
        }
    }

    record Create(
            @Doc("one member for each") List<String> address,
            @Doc(min = 1, max = 65_535) int protocolPort,
            @Doc("where the addresses are: name or id") Optional<String> subnet,
            @Doc(min = 0, max = 256) Optional<Integer> weight,
            @Doc Optional<Boolean> backup,
            @Doc Optional<Boolean> adminStateUp,
            @Doc Optional<String> monitorAddress,
            @Doc(min = 1, max = 65_535) Optional<Integer> monitorPort) {
        List<Making<Member>> makings(List<String> names, Within within) {
            if (address.isEmpty()) throw new BadInput("create needs address: one or more");
            if (!names.isEmpty() && names.size() != address.size()) {
                throw new BadInput("give as many names as addresses, or none");
            }
            var in = subnet.map(text -> within.cloud().see(SUBNETS, text));
            return IntStream.range(0, address.size()).mapToObj(i -> {
                var name = names.isEmpty() ? "" : names.get(i);
                var member = new NewMember(within.pool().value(), name, address.get(i), protocolPort, weight, backup,
                        adminStateUp, monitorAddress, monitorPort, in);
                return new Making<>(name.isEmpty() ? address.get(i) : name,
                        () -> within.cloud().create(within.pool(), member));
            }).toList();
        }
    }

    record Update(
            @Doc(one = true) Optional<String> newName,
            @Doc(min = 0, max = 256) Optional<Integer> weight,
            @Doc Optional<Boolean> backup,
            @Doc Optional<Boolean> adminStateUp,
            @Doc Optional<String> monitorAddress,
            @Doc(min = 1, max = 65_535) Optional<Integer> monitorPort,
            @Doc List<MemberChange.Clearable> unset) {
        Update { // refuses before anything is asked
            new MemberChange(newName, weight, backup, adminStateUp, monitorAddress, monitorPort, unset);
        }

        MemberChange change() {
            return new MemberChange(newName, weight, backup, adminStateUp, monitorAddress, monitorPort, unset);
        }
    }

    private static final Choice<Member, Within> CHOICE =
            Choice.within(MEMBERS, Where.class, Within::of, within -> within.members().list());

    static final Tool SET = Tool.write(LOAD_BALANCER, "set_load_balancer_member", """
            Add, change or remove members of a load balancer's pool, one after another while the balancer is locked.
            """, "get_load_balancer_members",
            Action.of(CHOICE, "create", "add").aims("ACTIVE").takes(10).makeEach(Create.class, Create::makings),
            Action.of(CHOICE, "update", "set", "unset").aims("ACTIVE").takes(10)
                    .run(Update.class, (in, within) -> {
                        var change = in.change();
                        return member -> within.members().update(member, change);
                    }),
            Action.of(CHOICE, "delete", "remove").deletes().takes(10)
                    .run((member, within) -> within.members().delete(member)));
}
