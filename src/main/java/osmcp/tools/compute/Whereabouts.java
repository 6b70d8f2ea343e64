package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;

import module java.base;
import osmcp.openstack.*;
import osmcp.openstack.compute.Server;
import osmcp.openstack.network.Port;
import osmcp.tool.*;

/** Says in which server a port is, for those who looked for it in another. */
final class Whereabouts {
    private Whereabouts() {}

    /** Refuses a port that is not in that server. */
    static void check(Cloud cloud, Ref<Server> server, Port port) {
        if (port.device().filter(server.id()::equals).isPresent()) return;
        throw new ToolFailure("port " + port.id() + " is not in it; it is in " + of(cloud, port));
    }

    static String of(Cloud cloud, Port port) { return of(cloud, port.device()); }

    /** The name and id of a server, if it is one. */
    static String of(Cloud cloud, Optional<String> device) {
        if (device.isEmpty()) return "no instance";
        try {
            return "instance " + cloud.see(SERVERS, device.get()).value().name() + " (" + device.get() + ")";
        } catch (CloudException e) {
            return "device " + device.get(); // a router or a load balancer; or a server that is gone
        }
    }
}
