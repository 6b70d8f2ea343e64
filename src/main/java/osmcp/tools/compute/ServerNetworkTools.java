package osmcp.tools.compute;

import static osmcp.openstack.network.Network.NETWORKS;
import static osmcp.openstack.network.Port.PORTS;
import static osmcp.openstack.network.Subnet.SUBNETS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Interfaces.Attached;
import osmcp.openstack.compute.Server;
import osmcp.openstack.network.*;
import osmcp.tool.*;

/** Sockets of servers: on which networks they are, by which ports, and with which addresses. */
public final class ServerNetworkTools {
    private ServerNetworkTools() {}

    public static List<Tool> all() { return List.of(NETWORK, FIXED_IP); }

    record AddNetwork(@Doc("name or id") String network, @Doc Optional<String> fixedIp, @Doc Optional<String> tag)
            implements Action.ForOne {
        @Override public String forOne() { return fixedIp.isPresent() ? "fixed_ip" : ""; }

        Consumer<Target<Server>> on(WritableCloud cloud) {
            var there = cloud.see(NETWORKS, network);
            fixedIp.ifPresent(address -> check(cloud, there, address));
            return server -> tell(cloud, server, cloud.interfaces().attach(server, there, fixedIp, tag));
        }

        /** Nova answers 500 to an address that is not of the network (nova/network/neutron.py). */
        private static void check(Cloud cloud, Ref<Network> network, String address) {
            var subnets = cloud.list(SUBNETS).of("network_id", List.of(network)).toList();
            if (subnets.stream().anyMatch(subnet -> subnet.holds(address))) return;
            throw new ToolFailure("no subnet of network " + network.value().name() + " has " + address + "\nit has "
                    + subnets.stream().map(subnet -> subnet.text("cidr")).collect(Collectors.joining(", ")));
        }
    }

    record RemoveNetwork(@Doc("name or id") String network) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            var there = cloud.see(NETWORKS, network);
            return server -> {
                var ports = cloud.ports().of(server, there).stream().toList();
                if (ports.isEmpty()) throw new ToolFailure("it has no port on network " + there.value().name());
                var gone = new ArrayList<Port>();
                for (var port : ports) {
                    detach(cloud, server, cloud.claim(PORTS, port.id()));
                    gone.add(port);
                    tell(cloud, server, gone);
                }
            };
        }
    }

    record AddPort(@Doc("name or id") String port, @Doc Optional<String> tag) implements Action.ForOne {
        @Override public String forOne() { return "port"; }

        Consumer<Target<Server>> on(WritableCloud cloud) {
            var free = cloud.claim(PORTS, port);
            free.value().device().ifPresent(device -> {
                throw new ToolFailure("port " + port + " is in " + Whereabouts.of(cloud, free.value())
                        + "\nremove it there first");
            });
            return server -> tell(cloud, server, cloud.interfaces().attach(server, free, tag));
        }
    }

    record RemovePort(@Doc("name or id") String port) implements Action.ForOne {
        @Override public String forOne() { return "port"; }

        Consumer<Target<Server>> on(WritableCloud cloud) {
            var there = cloud.claim(PORTS, port);
            return server -> {
                Whereabouts.check(cloud, server, there.value());
                detach(cloud, server, there);
                tell(cloud, server, List.of(there.value()));
            };
        }
    }

    private static void tell(WritableCloud cloud, Target<Server> server, Attached made) {
        tell(cloud, server, List.of(made.port()), made.addresses());
    }

    private static void tell(WritableCloud cloud, Target<Server> server, List<Port> ports) {
        tell(cloud, server, ports.stream().map(Port::id).toList(),
                ports.stream().flatMap(port -> port.addresses().stream()).toList());
    }

    private static void tell(WritableCloud cloud, Target<Server> server, List<String> ports, List<String> addresses) {
        cloud.tell(server, "port_id", String.join(", ", ports));
        if (!addresses.isEmpty()) cloud.tell(server, "addresses", String.join(", ", addresses));
    }

    private static void detach(WritableCloud cloud, Target<Server> server, Target<Port> port) {
        cloud.interfaces().detach(server, port);
        cloud.note("Nova has taken the order and detaches a moment later; get_server_events shows how that ended");
    }

    private static Action.Draft<Server, WritableCloud> on(String word) {
        return Action.of(ServerChoice.BY_NAME, word).from("ACTIVE", "SHUTOFF", "PAUSED").takes(5);
    }

    static final Tool NETWORK = Tool.write(COMPUTE, "set_server_network", """
            Plug instances into networks or ports (interfaces, NICs), or unplug them.
            """, "get_instance",
            on("add_network").run(AddNetwork.class, AddNetwork::on),
            on("remove_network").run(RemoveNetwork.class, RemoveNetwork::on),
            on("add_port").run(AddPort.class, AddPort::on),
            on("remove_port").run(RemovePort.class, RemovePort::on));

    record AddIp(@Doc("name or id") Optional<String> network, @Doc Optional<String> fixedIp,
            @Doc("name or id") Optional<String> port) implements Action.ForOne {
        AddIp {
            if (network.isEmpty() && port.isEmpty()) throw new IllegalArgumentException("say network or port");
        }

        @Override public String forOne() { return fixedIp.isPresent() ? "fixed_ip" : port.isPresent() ? "port" : ""; }

        Consumer<Target<Server>> on(WritableCloud cloud) {
            var there = network.map(text -> cloud.see(NETWORKS, text));
            var named = port.map(text -> cloud.claim(PORTS, text));
            var id = named.map(one -> one.value().text("network_id")).or(() -> there.map(Ref::id)).orElseThrow();
            if (there.filter(one -> !one.id().equals(id)).isPresent()) {
                throw new ToolFailure("port " + port.get() + " is not on network " + network.get());
            }
            var subnets = fixedIp.isPresent() ? List.<Ref<Subnet>>of() : ipv4(cloud, id);
            return server -> {
                var socket = named.orElseGet(() -> cloud.claim(PORTS, only(cloud, server, there.get()).id()));
                Whereabouts.check(cloud, server, socket.value());
                if (fixedIp.filter(socket.value()::has).isPresent()) throw new ToolFailure("it has it already");
                var own = socket.value().fixed().stream().map(Port.Fixed::subnet).toList();
                var subnet = subnets.stream().filter(one -> own.contains(one.id())).findFirst()
                        .or(() -> subnets.stream().findFirst());
                cloud.tell(server, "addresses", String.join(", ", cloud.ports().add(socket, fixedIp, subnet)));
                cloud.tell(server, "port_id", socket.id());
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

    record RemoveIp(@Doc String fixedIp) implements Action.ForOne {
        @Override public String forOne() { return "fixed_ip"; }

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
                            + "set_server_network takes the socket away");
                }
                if (!cloud.ports().remove(port, fixedIp)) {
                    throw new ToolFailure("Neutron leaves it where it is: its subnet gives it by itself (SLAAC)");
                }
                cloud.tell(server, "port_id", id);
            };
        }
    }

    private static Action.Draft<Server, WritableCloud> address(String word) {
        return Action.of(ServerChoice.BY_NAME, word);
    }

    static final Tool FIXED_IP = Tool.write(COMPUTE, "set_server_fixed_ip", """
            Give an instance's port one more fixed (private) IP address, or take one away.
            """, "get_instance",
            address("add").run(AddIp.class, AddIp::on),
            address("remove").run(RemoveIp.class, RemoveIp::on));
}
