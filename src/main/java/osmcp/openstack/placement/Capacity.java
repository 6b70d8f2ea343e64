package osmcp.openstack.placement;

import module java.base;
import osmcp.openstack.*;

/**
 * How much of one class of resource a provider has.
 *
 * @param ratio how many times it is given away
 * @param used what servers hold of it
 */
public record Capacity(long total, long reserved, double ratio, long used) {
    /** What can still be given away; negative where more was given than there is now. */
    public long free() { return (long) Math.floor((total - reserved) * ratio) - used; }

    /**
     * That of a hypervisor, by class (VCPU, MEMORY_MB, DISK_GB, …). GET /resource_providers/{id}/inventories and
     * …/usages, side by side
     *
     * @param hypervisor whose provider has the same id
     */
    public static SortedMap<String, Capacity> of(Session session, Ref<? extends Kinds.Hypervisor> hypervisor) {
        var place = ResourceProvider.RESOURCE_PROVIDERS.place();
        return Together.both(
                () -> Told.elsewhere(session, place, hypervisor, "/inventories").path("inventories"),
                () -> Told.elsewhere(session, place, hypervisor, "/usages").path("usages"),
                (inventories, usages) -> {
                    var all = new TreeMap<String, Capacity>();
                    inventories.properties().forEach(entry -> all.put(entry.getKey(), new Capacity(
                            entry.getValue().path("total").asLong(), entry.getValue().path("reserved").asLong(),
                            entry.getValue().path("allocation_ratio").asDouble(1),
                            usages.path(entry.getKey()).asLong())));
                    return all;
                });
    }
}
