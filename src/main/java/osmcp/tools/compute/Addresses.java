package osmcp.tools.compute;

import static osmcp.openstack.network.Subnet.SUBNETS;

import module java.base;
import osmcp.openstack.Ref;
import osmcp.openstack.network.Network;
import osmcp.tool.*;

/** Addresses that somebody wishes for, looked at before anything is sent. */
final class Addresses {
    private Addresses() {}

    /**
     * Refuses an address that no subnet of the network has. Nova answers 500 to one (nova/network/neutron.py of
     * 2025.1); for a new server it even takes it, and the server ends in ERROR.
     */
    static void check(Cloud cloud, Ref<Network> network, String address) {
        var subnets = cloud.list(SUBNETS).of("network_id", List.of(network)).toList();
        if (subnets.stream().anyMatch(subnet -> subnet.holds(address))) return;
        throw new ToolFailure("no subnet of network " + network.value().name() + " has " + address + "\nit has "
                + subnets.stream().map(subnet -> subnet.text("cidr")).collect(Collectors.joining(", ")));
    }
}
