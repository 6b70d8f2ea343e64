package osmcp.openstack.network;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A range of addresses on a network. It says nothing about sharing, so it is seen and changed as its network is. */
public record Subnet(ObjectNode json) implements Kinds.Subnet {
    /** GET /v2.0/subnets */
    public static final Kind<Subnet> SUBNETS = new Kind<>("subnet",
            Place.of("network", "/subnets", "subnet", "subnets").named().narrowedByIds(),
            new Owner.PartOf(Network.NETWORKS, "network_id"), Subnet::new);

    /** Or else IPv6. */
    public boolean isIpv4() { return json.path("ip_version").asInt() == 4; }

    /** Whether an address lies in its range. */
    public boolean holds(String address) {
        var range = text("cidr").split("/");
        try {
            var one = InetAddress.ofLiteral(address).getAddress();
            var first = InetAddress.ofLiteral(range[0]).getAddress();
            int free = 8 * first.length - Integer.parseInt(range[range.length - 1]);
            return one.length == first.length
                    && new BigInteger(1, one).xor(new BigInteger(1, first)).shiftRight(free).signum() == 0;
        } catch (IllegalArgumentException e) { // it is none
            return false;
        }
    }

    /** The DNS servers that its ports are told of. */
    public List<String> dnsNameservers() { return items("dns_nameservers").map(JsonNode::asText).toList(); }

    /** {@code 10.0.0.2-10.0.0.254} */
    public List<String> allocationPools() {
        return items("allocation_pools").map(pool -> pool.path("start").asText() + "-" + pool.path("end").asText())
                .toList();
    }
}
