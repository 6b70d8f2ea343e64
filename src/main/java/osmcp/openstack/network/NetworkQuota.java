package osmcp.openstack.network;

import module java.base;
import osmcp.openstack.*;

/** How much of Neutron's things the project may have. */
public final class NetworkQuota {
    private static final Place QUOTAS = Place.of("network", "/quotas", "quota", "quotas");

    private final Session session;

    /** For the project that is signed in to. */
    public NetworkQuota(Session session) { this.session = session; }

    /** With what is used. GET /v2.0/quotas/{project}/details.json */
    public SortedMap<String, Limit> detailed() {
        return Limit.all(session.ofProject(QUOTAS, "/details.json", Map.of()).path("quota"), "used");
    }

    /** The limits alone. GET /v2.0/quotas/{project} */
    public SortedMap<String, Limit> limits() {
        return Limit.all(session.ofProject(QUOTAS, "", Map.of()).path("quota"), "used");
    }
}
