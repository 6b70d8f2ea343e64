package osmcp.openstack.network;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;
import osmcp.openstack.Body;

/**
 * What of a subnet can be chosen and changed. What is absent stays as it is, or as Neutron chooses it.
 *
 * @param gatewayIp an address, or {@code none}
 * @param allocationPools {@code 10.0.0.2-10.0.0.254}
 * @param hostRoutes {@code 10.1.0.0/16=10.0.0.1}: where to, by way of whom
 */
public record SubnetSettings(Optional<String> description, Optional<String> gatewayIp, Optional<Boolean> enableDhcp,
        List<String> dnsNameservers, List<String> allocationPools, List<String> hostRoutes) {
    public SubnetSettings {
        check(allocationPools, "-", "allocation_pools must be written START-END");
        check(hostRoutes, "=", "host_routes must be written DESTINATION=NEXTHOP");
    }

    private static void check(List<String> texts, String between, String otherwise) {
        for (var text : texts) {
            if (text.split(between, -1).length != 2) throw new IllegalArgumentException(otherwise + ", not " + text);
        }
    }

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return description.isEmpty() && gatewayIp.isEmpty() && enableDhcp.isEmpty() && dnsNameservers.isEmpty()
                && allocationPools.isEmpty() && hostRoutes.isEmpty();
    }

    void into(Body body) {
        body.put("description", description).put("enable_dhcp", enableDhcp);
        if (gatewayIp.filter("none"::equalsIgnoreCase).isPresent()) body.clear("gateway_ip");
        else body.put("gateway_ip", gatewayIp);
        if (!dnsNameservers.isEmpty()) body.put("dns_nameservers", dnsNameservers);
        if (!allocationPools.isEmpty()) body.put("allocation_pools", pairs(allocationPools, "-", "start", "end"));
        if (!hostRoutes.isEmpty()) body.put("host_routes", pairs(hostRoutes, "=", "destination", "nexthop"));
    }

    private static JsonNode pairs(List<String> texts, String between, String first, String second) {
        var list = Json.array();
        for (var text : texts) {
            var parts = text.split(between);
            list.addObject().put(first, parts[0].strip()).put(second, parts[1].strip());
        }
        return list;
    }
}
