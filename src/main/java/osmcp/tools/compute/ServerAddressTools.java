package osmcp.tools.compute;

import static osmcp.openstack.network.FloatingIp.FLOATING_IPS;
import static osmcp.openstack.network.Port.PORTS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.Target;
import osmcp.openstack.compute.Server;
import osmcp.openstack.network.*;
import osmcp.tool.*;

/** Floating IPs of servers. Neutron takes one from where it leads without a word, and so nothing here does. */
public final class ServerAddressTools {
    private ServerAddressTools() {}

    public static List<Tool> all() { return List.of(SET); }

    record Add(@Doc(value = "address or id", one = true) String floatingIp, @Doc Optional<String> fixedIp) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            var floating = cloud.claim(FLOATING_IPS, floatingIp);
            if (floating.value().port().isPresent()) {
                throw new ToolFailure(leads(floating.value(), cloud) + "\ntake it away there first");
            }
            return server -> {
                var way = way(server, cloud);
                cloud.floatingIps().associate(floating, cloud.claim(PORTS, way.port()), way.address());
                cloud.tell(server, "floating_ip", floating.value().name());
                cloud.tell(server, "fixed_ip", way.address());
                cloud.tell(server, "port_id", way.port());
            };
        }

        private record Way(String port, String address, String subnet) {}

        /** The address that it can lead to. Where there are several, those count that the project's routers reach. */
        private Way way(Target<Server> server, Cloud cloud) {
            var all = cloud.ports().of(server).stream().flatMap(port -> port.fixed().stream()
                    .filter(Port.Fixed::isIpv4).map(fixed -> new Way(port.id(), fixed.address(), fixed.subnet())))
                    .toList();
            var ways = all.stream().filter(way -> fixedIp.isEmpty() || way.address().equals(fixedIp.get())).toList();
            if (ways.isEmpty()) {
                throw new ToolFailure("it has no IPv4 address" + fixedIp.map(text -> " " + text).orElse("")
                        + (all.isEmpty() ? " on any port of this project" : "; it has " + words(all)));
            }
            if (ways.size() == 1) return ways.getFirst();
            var routed = cloud.ports().routed();
            var reached = ways.stream().filter(way -> routed.contains(way.subnet())).toList();
            if (reached.size() == 1) return reached.getFirst();
            throw new ToolFailure("it has several addresses; say fixed_ip: "
                    + words(reached.isEmpty() ? ways : reached));
        }

        private static String words(List<Way> ways) {
            return ways.stream().map(way -> way.address() + " (port " + way.port() + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    record Remove(@Doc(value = "address or id", one = true) String floatingIp) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            var floating = cloud.claim(FLOATING_IPS, floatingIp);
            var port = floating.value().port();
            if (port.isEmpty()) throw new ToolFailure("floating IP " + floating.value().name() + " leads nowhere");
            var device = floating.value().device().or(() -> cloud.see(PORTS, port.get()).value().device());
            return server -> {
                if (device.filter(server.id()::equals).isEmpty()) {
                    throw new ToolFailure(leads(floating.value(), cloud));
                }
                cloud.floatingIps().disassociate(floating);
                cloud.tell(server, "floating_ip", floating.value().name());
            };
        }
    }

    /** Where it leads, for who thought that it leads elsewhere. */
    private static String leads(FloatingIp floating, Cloud cloud) {
        return "floating IP " + floating.name() + " leads to " + floating.fixedAddress() + " of port "
                + floating.port().orElse("") + " in " + Whereabouts.of(cloud, floating.device());
    }

    static final Tool SET = Tool.write(COMPUTE, "set_server_floating_ip", """
            Associate a floating (public) IP with an instance, or take it away; it stays the project's.
            """, "get_instance",
            Action.of(ServerChoice.BY_NAME, "add", "associate").run(Add.class, Add::on),
            Action.of(ServerChoice.BY_NAME, "remove", "disassociate").run(Remove.class, Remove::on));
}
