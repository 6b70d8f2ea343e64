package osmcp.openstack.volume;

import module java.base;
import osmcp.openstack.*;

/** How much of Cinder's things the project may have. */
public final class VolumeQuota {
    private static final Place QUOTAS = Place.of("block-storage", "/os-quota-sets", "quota_set", "quota_set")
            .until(3, 70);

    private final Session session;

    public VolumeQuota(Session session) { this.session = session; }

    /** GET /os-quota-sets/{project}?usage=true. The size of one volume is limited, and has no use to be counted. */
    public SortedMap<String, Limit> read() {
        var limits = Limit.all(session.ofProject(QUOTAS, "", Map.of("usage", "true")).path("quota_set"), "in_use");
        limits.computeIfPresent("per_volume_gigabytes", (_, limit) -> limit.uncounted());
        return limits;
    }

    /** Whether it is a limit for the volumes of one type: there are three for each type. */
    public static boolean isOfType(String name) { return name.matches("(volumes|gigabytes|snapshots)_.+"); }
}
