package osmcp.tools.compute;

import static osmcp.openstack.compute.Hypervisor.HYPERVISORS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Hypervisor;
import osmcp.openstack.placement.Capacity;
import osmcp.tool.*;

/** The machines below the servers: policy shows them to administrators. */
public final class HostTools {
    /** Placement is asked twice for each. */
    private static final int MOST = 16;
    private static final List<String> CLASSES = List.of("VCPU", "MEMORY_MB", "DISK_GB");

    private HostTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(
            @Doc List<String> names,
            @Doc Optional<String> nameContains,
            @Doc Optional<String> state,
            @Doc Optional<String> status) {}

    /** As Placement has it. {@code free}: (total − reserved) × ratio − used. */
    record Inventory(long total, long reserved, double ratio, long used, long free) {
        static Inventory of(Capacity capacity) {
            return new Inventory(capacity.total(), capacity.reserved(), capacity.ratio(), capacity.used(),
                    capacity.free());
        }
    }

    record Row(String id, String name, String state, String status, Optional<String> disabledReason,
            Optional<Integer> runningVms, Optional<Integer> vcpus, Optional<Integer> vcpusUsed,
            Optional<Integer> memoryMb, Optional<Integer> memoryMbUsed, Optional<Integer> diskGb,
            Optional<Integer> diskGbUsed,
            @Doc(detail = true) Optional<Map<String, Inventory>> capacity,
            @Doc(detail = true) String type,
            @Doc(detail = true) Optional<Integer> version,
            @Doc(detail = true) Optional<String> hostIp,
            @Doc(detail = true) String host) {
        static Row of(Hypervisor one, Map<String, Map<String, Inventory>> inventories) {
            return new Row(one.id(), one.name(), one.text("state"), one.status(),
                    Optional.of(one.disabledReason()).filter(text -> !text.isEmpty()), one.number("running_vms"),
                    one.number("vcpus"), one.number("vcpus_used"), one.number("memory_mb"),
                    one.number("memory_mb_used"), one.number("local_gb"), one.number("local_gb_used"),
                    Optional.ofNullable(inventories.get(one.id())), one.text("hypervisor_type"),
                    one.number("hypervisor_version"), one.given("host_ip"), one.host());
        }
    }

    static final Tool LIST = Tool.list(COMPUTE, "get_hypervisor_details", """
            List hypervisors (compute hosts): state up or down, status enabled or disabled, capacity and use; detailed
            adds what Placement still has free.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(HYPERVISORS).only(in.names())
                    .where(in.nameContains(), (one, text) -> one.name().contains(text))
                    .where(in.state(), (one, word) -> one.text("state").equalsIgnoreCase(word))
                    .where(in.status(), (one, word) -> one.status().equalsIgnoreCase(word)),
            (page, cloud) -> {
                var inventories = cloud.wants("capacity") ? inventories(page.refs(), cloud)
                        : Map.<String, Map<String, Inventory>>of();
                return page.map(one -> Row.of(one, inventories));
            });

    private static Map<String, Map<String, Inventory>> inventories(List<Ref<Hypervisor>> hosts, Cloud cloud) {
        if (hosts.size() > MOST) cloud.note("capacity is told of " + MOST + " hypervisors; ask for others by name");
        return Together.all(hosts.stream().limit(MOST)
                .<Callable<Optional<Map.Entry<String, Map<String, Inventory>>>>>map(host -> () ->
                        cloud.part("capacity", () -> Map.entry(host.id(), inventory(cloud.capacity(host)))))
                .toList()).stream().flatMap(Optional::stream)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Inventory> inventory(Map<String, Capacity> found) {
        var inventories = new LinkedHashMap<String, Inventory>();
        CLASSES.stream().filter(found::containsKey)
                .forEach(name -> inventories.put(name, Inventory.of(found.get(name))));
        return inventories;
    }
}
