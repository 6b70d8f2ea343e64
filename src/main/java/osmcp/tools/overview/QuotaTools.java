package osmcp.tools.overview;

import static osmcp.tool.Toolset.QUOTA;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.volume.VolumeQuota;
import osmcp.tool.*;

/** How much the project may have, and has. */
public final class QuotaTools {
    private static final Set<CloudException.Why> NO_USE = EnumSet.of(CloudException.Why.FORBIDDEN,
            CloudException.Why.NOT_FOUND, CloudException.Why.UNEXPECTED);

    private QuotaTools() {}

    public static List<Tool> all() { return List.of(SHOW); }

    record Query(@Doc(value = "the unlimited ones of each volume type too", or = "false") boolean detailed) {}

    /** {@code in_use}, {@code free}: absent of what is limited for one server, user or volume and counted nowhere. */
    record Row(Optional<Long> limit, Optional<Boolean> unlimited, Optional<Long> inUse, Optional<Long> reserved,
            Optional<Long> free) {
        static Row of(Limit limit) {
            var most = Optional.of(limit.most()).filter(number -> number >= 0);
            return new Row(most, Optional.of(true).filter(_ -> most.isEmpty()), limit.used(),
                    Optional.of(limit.reserved()).filter(number -> number > 0),
                    most.flatMap(number -> limit.used().map(used -> number - used - limit.reserved())));
        }
    }

    record Quota(Optional<Map<String, Row>> compute, Optional<Map<String, Row>> network,
            Optional<Map<String, Row>> volume, Optional<List<String>> notes) {}

    static final Tool SHOW = Tool.read(QUOTA, "get_quota", """
            Show the project's quotas (limits) and what of them is in use and free, for compute, network and volume.
            """, Query.class, Quota.class, (in, cloud) -> {
                var parts = Together.all(List.<Callable<Optional<Map<String, Row>>>>of(
                        () -> rows("compute quota", cloud, _ -> true, () -> cloud.computeQuota().quota()),
                        () -> rows("network quota", cloud, _ -> true, () -> network(cloud)),
                        () -> rows("volume quota", cloud, limit -> in.detailed() || limit.getValue().most() >= 0
                                || !VolumeQuota.isOfType(limit.getKey()), () -> cloud.volumeQuota().read())));
                return new Quota(parts.get(0), parts.get(1), parts.get(2), cloud.notes());
            });

    private static Optional<Map<String, Row>> rows(String what, Cloud cloud,
            Predicate<Map.Entry<String, Limit>> wanted, Supplier<SortedMap<String, Limit>> limits) {
        return cloud.part(what, limits).map(all -> all.entrySet().stream().filter(wanted).collect(Collectors.toMap(
                Map.Entry::getKey, limit -> Row.of(limit.getValue()), (first, _) -> first, TreeMap::new)));
    }

    /** Where use is not told, by policy or by the driver of quotas, the limits are. */
    private static SortedMap<String, Limit> network(Cloud cloud) {
        try {
            return cloud.networkQuota().detailed();
        } catch (CloudException e) {
            if (!NO_USE.contains(e.why())) throw e;
            var limits = cloud.networkQuota().limits();
            cloud.note("what of the network quota is used could not be had: " + e.getMessage());
            return limits;
        }
    }
}
