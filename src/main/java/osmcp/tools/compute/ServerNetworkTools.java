package osmcp.tools.compute;

import static osmcp.openstack.network.Network.NETWORKS;
import static osmcp.openstack.network.Port.PORTS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Interfaces.Attached;
import osmcp.openstack.compute.Server;
import osmcp.openstack.network.*;
import osmcp.tool.*;

/** Interfaces of servers: on which networks they are, and by which ports. */
public final class ServerNetworkTools {
    private ServerNetworkTools() {}

    public static List<Tool> all() { return List.of(SET); }

    record AddNetwork(@Doc("name or id") String network, @Doc(one = true) Optional<String> fixedIp,
            @Doc Optional<String> tag) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            var there = cloud.see(NETWORKS, network);
            fixedIp.ifPresent(address -> Addresses.check(cloud, there, address));
            return server -> tell(cloud, server, cloud.interfaces().attach(server, there, fixedIp, tag));
        }
    }

    record RemoveNetwork(@Doc("name or id") String network) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            var there = cloud.see(NETWORKS, network);
            return server -> {
                var ports = cloud.ports().of(server, there).stream().toList();
                if (ports.isEmpty()) new Steps(server, cloud).missing("port on network " + there.value().name());
                var gone = new ArrayList<Port>();
                for (var port : ports) {
                    detach(cloud, server, cloud.claim(PORTS, port.id()));
                    gone.add(port);
                    tell(cloud, server, gone);
                }
            };
        }
    }

    record AddPort(@Doc(value = "name or id", one = true) String port, @Doc Optional<String> tag) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            var free = cloud.claim(PORTS, port);
            free.value().device().ifPresent(device -> {
                throw new ToolFailure("port " + port + " is in " + Whereabouts.of(cloud, free.value())
                        + "\nremove it there first");
            });
            return server -> tell(cloud, server, cloud.interfaces().attach(server, free, tag));
        }
    }

    record RemovePort(@Doc(value = "name or id", one = true) String port) {
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

    static final Tool SET = Tool.write(COMPUTE, "set_server_network", """
            Attach instances to networks or ports (interfaces, NICs), or detach them.
            """, "get_instance",
            on("add_network").run(AddNetwork.class, AddNetwork::on),
            // ports that Nova made go, and their addresses with them
            on("remove_network").destroys().run(RemoveNetwork.class, RemoveNetwork::on),
            on("add_port").run(AddPort.class, AddPort::on),
            on("remove_port").run(RemovePort.class, RemovePort::on));
}
