package osmcp.openstack.network;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A socket in a network, with addresses. */
public record Port(ObjectNode json) implements Kinds.Port {
    /** GET /v2.0/ports */
    public static final Kind<Port> PORTS = new Kind<>("port",
            Place.of("network", "/ports", "port", "ports").named().narrowedByIds().ours("project_id"),
            new Owner.Stated("project_id"), Port::new);

    public List<String> addresses() {
        return items("fixed_ips").map(address -> address.path("ip_address").asText("")).toList();
    }
}
