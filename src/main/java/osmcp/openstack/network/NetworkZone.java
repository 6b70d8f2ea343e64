package osmcp.openstack.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Where Neutron can put networks, or routers. */
public record NetworkZone(ObjectNode json) implements Kinds.Zone {
    /** GET /v2.0/availability_zones: those where an agent is that knows of them */
    public static final Kind<NetworkZone> NETWORK_ZONES = new Kind<>("network availability zone",
            Place.of("network", "/availability_zones", "availability_zone", "availability_zones").whole(),
            new Owner.OfCloud(), NetworkZone::new);

    /** One of the same name is told for networks and for routers. */
    @Override public String id() { return name() + " for " + text("resource"); }

    /** Whether something in it works. */
    public boolean available() { return text("state").equals("available"); }
}
