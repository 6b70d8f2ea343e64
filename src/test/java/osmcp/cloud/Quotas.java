package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** How much of what a project may have: what the three services were set to, unless a test says otherwise. */
public final class Quotas {
    /** In the order in which the services tell them. */
    private static final Map<String, SequencedMap<String, Integer>> DEFAULTS = Map.of(
            "compute", numbers("cores 20000 fixed_ips -1 floating_ips -1 injected_file_content_bytes 10240 "
                    + "injected_file_path_bytes 255 injected_files 5 instances 10000 key_pairs 1000 metadata_items 128 "
                    + "ram 51200000 security_group_rules -1 security_groups -1 server_group_members 10 "
                    + "server_groups 200"),
            "network", numbers("network 1000 subnet 1000 subnetpool -1 port 20000 router 200 floatingip 500 "
                    + "rbac_policy 10 security_group 500 security_group_rule 5000 trunk -1"),
            "block-storage", numbers("volumes 5000 per_volume_gigabytes -1 snapshots 5000 gigabytes 100000 "
                    + "backups 500 backup_gigabytes 20000 volumes_multiattach -1 gigabytes_multiattach -1 "
                    + "snapshots_multiattach -1 volumes_hdd -1 gigabytes_hdd -1 snapshots_hdd -1 volumes_ssd -1 "
                    + "gigabytes_ssd -1 snapshots_ssd -1 volumes___DEFAULT__ -1 gigabytes___DEFAULT__ -1 "
                    + "snapshots___DEFAULT__ -1 groups 100"));

    private Quotas() {}

    private static SequencedMap<String, Integer> numbers(String text) {
        var words = text.split(" ");
        var numbers = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < words.length; i += 2) numbers.put(words[i], Integer.valueOf(words[i + 1]));
        return numbers;
    }

    /**
     * Gives a project, {@code "demo"} or {@code "other"}, other limits at a service: {@code "compute"},
     * {@code "network"} or {@code "block-storage"}. A limit of -1 is none.
     */
    public static void set(World world, String project, String service, Map<String, Integer> limits) {
        var id = World.plainId(project, "project", project);
        var row = own(world, service, id).orElseGet(Json::object);
        limits.forEach(row::put);
        world.put("quotas", service + " " + id, id, () -> row);
    }

    /** The names that a service knows. */
    static List<String> names(String service) { return List.copyOf(DEFAULTS.get(service).sequencedKeySet()); }

    static int standard(String service, String name) { return DEFAULTS.get(service).get(name); }

    /** The limit of a project, by its id; -1 for none. */
    static int limit(World world, String service, String project, String name) {
        return own(world, service, project).map(row -> row.get(name)).map(node -> node.asInt())
                .orElseGet(() -> standard(service, name));
    }

    /** Whether so many more would be too many. */
    static boolean exceeded(World world, String service, String project, String name, int used, int more) {
        int limit = limit(world, service, project, name);
        return limit >= 0 && used + more > limit;
    }

    private static Optional<ObjectNode> own(World world, String service, String project) {
        return world.find("quotas", service + " " + project);
    }
}
