package osmcp.tools.network;

import static osmcp.openstack.network.Network.NETWORKS;
import static osmcp.openstack.network.Port.PORTS;
import static osmcp.openstack.network.Subnet.SUBNETS;
import static osmcp.tool.Toolset.NETWORK;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.network.*;
import osmcp.tool.*;

/** Networks, seen with what is on them. */
public final class NetworkTools {
    private NetworkTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(
            @Doc List<String> names,
            @Doc Optional<String> nameContains,
            @Doc Optional<String> status,
            @Doc Optional<Boolean> shared,
            @Doc Optional<Boolean> external) {}

    record SubnetRow(String id, String name, String cidr, Optional<String> gateway, boolean dhcp, List<String> dns,
            List<String> pools) {
        static SubnetRow of(Subnet subnet) {
            return new SubnetRow(subnet.id(), subnet.name(), subnet.text("cidr"), subnet.given("gateway_ip"),
                    subnet.truth("enable_dhcp").orElse(false), subnet.dnsNameservers(), subnet.allocationPools());
        }
    }

    record PortRow(String id, Optional<String> name, List<String> addresses, String status, Optional<String> owner,
            Optional<String> device) {
        static PortRow of(Port port) {
            return new PortRow(port.id(), port.given("name"), port.addresses(), port.status(),
                    port.given("device_owner"), port.given("device_id"));
        }
    }

    /** {@code ours}: the project's, and not only shared with it. Ports are those of the project. */
    record Row(String id, String name, String status, boolean ours, boolean shared, boolean external,
            Optional<List<SubnetRow>> subnets, Optional<Integer> portCount,
            @Doc(detail = true) Optional<List<PortRow>> ports,
            @Doc(detail = true) Optional<Integer> mtu,
            @Doc(detail = true) Optional<Boolean> adminStateUp,
            @Doc(detail = true) Optional<Boolean> portSecurity,
            @Doc(detail = true) Optional<String> description,
            @Doc(detail = true) List<String> tags,
            @Doc(detail = true) List<String> zones,
            @Doc(detail = true) Optional<String> providerType,
            @Doc(detail = true) Optional<String> providerNetwork,
            @Doc(detail = true) Optional<Integer> segmentationId,
            @Doc(detail = true) Optional<String> created,
            @Doc(detail = true) Optional<String> updated) {
        static Row of(Network net, boolean ours, Optional<List<Subnet>> subnets, Optional<List<Port>> ports) {
            return new Row(net.id(), net.name(), net.status(), ours, net.isShared(), net.isExternal(),
                    subnets.map(all -> all.stream().filter(subnet -> subnet.text("network_id").equals(net.id()))
                            .map(SubnetRow::of).toList()),
                    ports.map(all -> on(net, all).toList().size()),
                    ports.map(all -> on(net, all).map(PortRow::of).toList()), net.number("mtu"),
                    net.truth("admin_state_up"), net.truth("port_security_enabled"), net.given("description"),
                    net.items("tags").map(JsonNode::asText).toList(),
                    net.items("availability_zones").map(JsonNode::asText).toList(),
                    net.given("provider:network_type"), net.given("provider:physical_network"),
                    net.number("provider:segmentation_id"), net.given("created_at"), net.given("updated_at"));
        }

        private static Stream<Port> on(Network net, List<Port> ports) {
            return ports.stream().filter(port -> port.text("network_id").equals(net.id()));
        }
    }

    static final Tool LIST = Tool.list(NETWORK, "get_network_details", """
            List networks (the project's own, shared and external ones) with their subnets and the project's ports.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(NETWORKS).only(in.names()).narrow("status", in.status().map(String::toUpperCase))
                    .where(in.nameContains(), (net, text) -> net.name().contains(text))
                    .where(in.status(), (net, word) -> net.status().equalsIgnoreCase(word))
                    .where(in.shared(), (net, yes) -> net.isShared() == yes)
                    .where(in.external(), (net, yes) -> net.isExternal() == yes),
            (page, cloud) -> Together.both(
                    () -> subnets(page, cloud), () -> ports(page, cloud),
                    (subnets, ports) -> page.refs().stream()
                            .map(net -> Row.of(net.value(), net.isOurs(), subnets, ports)).toList()));

    private static Optional<List<Subnet>> subnets(Many.Slice<Network> page, Cloud cloud) {
        if (!cloud.wants("subnets")) return Optional.empty();
        return cloud.part("subnets", () -> cloud.list(SUBNETS).of("network_id", page.refs()).toList());
    }

    private static Optional<List<Port>> ports(Many.Slice<Network> page, Cloud cloud) {
        if (!cloud.wants("ports") && !cloud.wants("port_count")) return Optional.empty();
        return cloud.part("ports", () -> cloud.list(PORTS).of("network_id", page.refs()).toList());
    }
}
