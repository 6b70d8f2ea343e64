package osmcp.openstack.network;

import module java.base;
import osmcp.json.Json;
import osmcp.openstack.*;

/** What Neutron does for subnets. */
public final class Subnets {
    private final Session session;

    /** For the project that is signed in to. */
    public Subnets(Session session) { this.session = session; }

    /** What of a subnet can be cleared. */
    public enum Clearable { DESCRIPTION, GATEWAY_IP, DNS_NAMESERVERS, ALLOCATION_POOLS, HOST_ROUTES }

    /**
     * PUT /v2.0/subnets/{id}. Lists are replaced whole, so nothing is sent if the subnet was changed since it was read.
     */
    public void update(Target<Subnet> subnet, Optional<String> newName, SubnetSettings settings,
            List<Clearable> cleared) {
        var body = Body.of("subnet").put("name", newName);
        settings.into(body);
        for (var field : cleared) {
            switch (field) {
                case DESCRIPTION -> body.put("description", "");
                case GATEWAY_IP -> body.clear("gateway_ip");
                case DNS_NAMESERVERS -> body.put("dns_nameservers", Json.array());
                case ALLOCATION_POOLS -> body.put("allocation_pools", Json.array());
                case HOST_ROUTES -> body.put("host_routes", Json.array());
            }
        }
        session.at(subnet).ifUnchanged().put(body, "");
    }
}
