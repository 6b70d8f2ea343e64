package osmcp.tools.compute;

import static osmcp.openstack.network.Network.NETWORKS;
import static osmcp.openstack.network.Port.PORTS;
import static osmcp.openstack.network.Subnet.SUBNETS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Server;
import osmcp.openstack.network.*;
import osmcp.tool.*;

/** Fixed addresses of the ports that servers have. */
public final class ServerFixedIpTools {
    private ServerFixedIpTools() {}

    public static List<Tool> all() { return List.of(SET); }

    record AddIp(@Doc("name or id") Optional<String> network, @Doc(one = true) Optional<String> fixedIp,
            @Doc(value = "name or id", one = true) Optional<String> port) {
        AddIp {
            if (network.isEmpty() && port.isEmpty()) throw new IllegalArgumentException("say network or port");
        }

        Consumer<Target<Server>> on(WritableCloud cloud) {
            var there = network.map(text -> cloud.see(NETWORKS, text));
            var named = port.map(text -> cloud.claim(PORTS, text));
            var id = named.map(one -> one.value().text("network_id")).or(() -> there.map(Ref::id)).orElseThrow();
            if (there.filter(one -> !one.id().equals(id)).isPresent()) {
                throw new ToolFailure("port " + port.get() + " is not on network " + network.get());
            }
            var subnets = fixedIp.isPresent() ? List.<Ref<Subnet>>of() : ipv4(cloud, id);
            return server -> {
                var chosen = named.orElseGet(() -> cloud.claim(PORTS, only(cloud, server, there.get()).id()));
                Whereabouts.check(cloud, server, chosen.value());
                if (fixedIp.filter(chosen.value()::has).isPresent()) throw new ToolFailure("it has it already");
                var own = chosen.value().fixed().stream().map(Port.Fixed::subnet).toList();
                var subnet = subnets.stream().filter(one -> own.contains(one.id())).findFirst()
                        .or(() -> subnets.stream().findFirst());
                cloud.tell(server, "addresses", String.join(", ", cloud.ports().add(chosen, fixedIp, subnet)));
                cloud.tell(server, "port_id", chosen.id());
            };
        }

        private static List<Ref<Subnet>> ipv4(Cloud cloud, String network) {
            var all = cloud.list(SUBNETS).narrow("network_id", Optional.of(network)).where(Optional.of(network),
                    (subnet, id) -> subnet.isIpv4() && subnet.text("network_id").equals(id))
                    .slice(200, Optional.empty()).refs();
            if (all.isEmpty()) throw new ToolFailure("the network has no IPv4 subnet\nsay fixed_ip");
            return all;
        }

        private static Port only(Cloud cloud, Target<Server> server, Ref<Network> network) {
            var ports = cloud.ports().of(server, network).stream().toList();
            if (ports.size() == 1) return ports.getFirst();
            var name = network.value().name();
            throw new ToolFailure(ports.isEmpty() ? "it has no port on network " + name
                    + "; add_network of set_server_network gives it one" : "it has " + ports.size()
                    + " ports on network " + name + "; say port: " + ports.stream().map(port -> port.id() + " ("
                    + String.join(", ", port.addresses()) + ")").collect(Collectors.joining(", ")));
        }
    }

    record RemoveIp(@Doc(one = true) String fixedIp) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            return server -> {
                var ports = cloud.ports().of(server).stream().toList();
                var id = ports.stream().filter(port -> port.has(fixedIp)).map(Port::id).findFirst()
                        .orElseThrow(() -> new ToolFailure("it has no fixed address " + fixedIp + "; it has "
                                + ports.stream().flatMap(port -> port.addresses().stream())
                                        .collect(Collectors.joining(", "))));
                var port = cloud.claim(PORTS, id);
                if (port.value().addresses().size() < 2) {
                    throw new ToolFailure("it is the last address of port " + id + "; remove_network of "
                            + "set_server_network takes the port away");
                }
                if (!cloud.ports().remove(port, fixedIp)) {
                    throw new ToolFailure("Neutron leaves it where it is: its subnet gives it by itself (SLAAC)");
                }
                cloud.tell(server, "port_id", id);
            };
        }
    }

    static final Tool SET = Tool.write(COMPUTE, "set_server_fixed_ip", """
            Give an instance's port one more fixed (private) IP address, or take one away.
            """, "get_instance",
            Action.of(ServerChoice.BY_NAME, "add").run(AddIp.class, AddIp::on),
            Action.of(ServerChoice.BY_NAME, "remove").run(RemoveIp.class, RemoveIp::on));
}
