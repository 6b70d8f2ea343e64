package osmcp.tools.network;

import static osmcp.openstack.network.Network.NETWORKS;
import static osmcp.openstack.network.Subnet.SUBNETS;
import static osmcp.tool.Toolset.NETWORK;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.network.*;
import osmcp.openstack.network.Subnets.Clearable;
import osmcp.tool.*;

/** Subnets, which belong to their networks: making one is changing the network. */
public final class SubnetTools {
    private SubnetTools() {}

    public static List<Tool> all() { return List.of(SET); }

    enum Mode { SLAAC, DHCPV6_STATEFUL, DHCPV6_STATELESS }

    record Create(
            @Doc("name or id") String network,
            @Doc String cidr,
            @Doc Optional<Integer> ipVersion,
            @Doc Optional<Mode> ipv6Mode,
            @Doc("address, or none") Optional<String> gatewayIp,
            @Doc Optional<Boolean> enableDhcp,
            @Doc List<String> dnsNameservers,
            @Doc("START-END") List<String> allocationPools,
            @Doc("DESTINATION=NEXTHOP") List<String> hostRoutes,
            @Doc Optional<String> description) {
        Create { // refuses before anything is asked
            new SubnetSettings(description, gatewayIp, enableDhcp, dnsNameservers, allocationPools, hostRoutes);
        }

        NewSubnet named(String name) {
            int version = ipVersion.orElse(cidr.contains(":") ? 6 : 4);
            var mode = ipv6Mode.map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            return new NewSubnet(name, cidr, version, mode, mode, new SubnetSettings(description, gatewayIp, enableDhcp,
                    dnsNameservers, allocationPools, hostRoutes));
        }
    }

    record Update(
            @Doc(one = true) Optional<String> newName,
            @Doc("address, or none") Optional<String> gatewayIp,
            @Doc Optional<Boolean> enableDhcp,
            @Doc List<String> dnsNameservers,
            @Doc("START-END") List<String> allocationPools,
            @Doc("DESTINATION=NEXTHOP") List<String> hostRoutes,
            @Doc Optional<String> description,
            @Doc List<Clearable> unset) {
        Update {
            boolean nothing = new SubnetSettings(description, gatewayIp, enableDhcp, dnsNameservers, allocationPools,
                    hostRoutes).isEmpty();
            if (newName.isEmpty() && unset.isEmpty() && nothing) {
                throw new IllegalArgumentException("say what to change: new_name, gateway_ip, enable_dhcp, "
                        + "dns_nameservers, allocation_pools, host_routes, description or unset");
            }
        }

        SubnetSettings settings() {
            return new SubnetSettings(description, gatewayIp, enableDhcp, dnsNameservers, allocationPools, hostRoutes);
        }
    }

    private static final Choice<Subnet, WritableCloud> CHOICE = Choice.of(SUBNETS);

    static final Tool SET = Tool.write(NETWORK, "set_subnets", """
            Create, change or delete subnets on the project's own networks. A list that is given replaces the old one.
            """, "get_network_details",
            Action.of(CHOICE, "create", "add").takes(2)
                    .make(Create.class, (in, cloud) -> {
                        var network = cloud.claim(NETWORKS, in.network());
                        return name -> cloud.create(network, in.named(name));
                    }),
            Action.of(CHOICE, "update", "set").takes(2)
                    .run(Update.class, (in, cloud) -> subnet ->
                            cloud.subnets().update(subnet, in.newName(), in.settings(), in.unset())),
            Action.of(CHOICE, "delete", "remove").deletes().takes(2)
                    .run((subnet, cloud) -> cloud.delete(subnet)));
}
