package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/** What Nova limits the project to. */
public final class ComputeQuota {
    private static final Place QUOTAS = Place.of("compute", "/os-quota-sets", "quota_set", "quota_set").until(2, 96);
    /** Limits of one thing each, of which Nova counts no use and says 0 (nova/quota.py, GET …/detail). */
    private static final Set<String> UNCOUNTED = Set.of("key_pairs", "metadata_items", "server_group_members");

    private final Session session;

    /** For the project that is signed in to. */
    public ComputeQuota(Session session) { this.session = session; }

    /** GET /os-quota-sets/{project}/detail */
    public SortedMap<String, Limit> quota() {
        var limits = Limit.all(session.ofProject(QUOTAS, "/detail", Map.of()).path("quota_set"), "in_use");
        UNCOUNTED.forEach(name -> limits.computeIfPresent(name, (_, limit) -> limit.uncounted()));
        return limits;
    }
}
