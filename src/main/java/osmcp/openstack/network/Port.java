package osmcp.openstack.network;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Where something is connected to a network, with addresses. */
public record Port(ObjectNode json) implements Kinds.Port {
    /** GET /v2.0/ports */
    public static final Kind<Port> PORTS = new Kind<>("port",
            Place.of("network", "/ports", "port", "ports").named().narrowedByIds().ours("project_id"),
            new Owner.Stated("project_id"), Port::new);

    /** One of its addresses, and the id of the subnet that it is of. */
    public record Fixed(String subnet, String address) {
        /** Or else IPv6. */
        public boolean isIpv4() { return !address.contains(":"); }
    }

    /** Its addresses with their subnets. */
    public List<Fixed> fixed() {
        return items("fixed_ips").map(one -> new Fixed(one.path("subnet_id").asText(""),
                one.path("ip_address").asText(""))).toList();
    }

    /** Its addresses alone. */
    public List<String> addresses() { return fixed().stream().map(Fixed::address).toList(); }

    /** The id of the server, router or whatever it is in. */
    public Optional<String> device() { return given("device_id"); }

    /** Whether it has that address, however that is written. */
    public boolean has(String address) { return addresses().stream().anyMatch(own -> same(own, address)); }

    static boolean same(String one, String other) {
        try {
            return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
        } catch (IllegalArgumentException e) { // it is none
            return false;
        }
    }
}
