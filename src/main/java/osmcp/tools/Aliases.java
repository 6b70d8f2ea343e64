package osmcp.tools;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;

/**
 * Names that tools and arguments had in the Python server, or only in its README. They go on working in calls and are
 * not listed.
 */
public final class Aliases {
    /** An old name, the tool that it means, and what it sets there. */
    public record Alias(String name, String tool, Map<String, String> sets) {}

    /** Words of actions that only read, by the tool that changes things; the other tool answers them now. */
    public record Reading(String tool, Set<String> actions, String now) {}

    public static final List<Alias> TOOLS = List.of(
            new Alias("get_instance_by_name", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_by_id", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_details", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_info", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_status", "get_instance", Map.of()),
            new Alias("get_instance_network_info", "get_instance", Map.of("fields", "id,name,status,addresses")),
            new Alias("get_instances_by_status", "get_instance", Map.of()),
            new Alias("search_instances", "get_instance", Map.of()),
            new Alias("get_load_balancer_pool_members", "get_load_balancer_members", Map.of()),
            new Alias("set_load_balancer_pool_member", "set_load_balancer_member", Map.of()));

    public static final List<Reading> READING = List.of(
            new Reading("set_instance", Set.of("list", "show"), "get_instance"),
            new Reading("set_instance", Set.of("console"), "get_server_console"),
            new Reading("set_server_group", Set.of("list", "show"), "get_server_groups"),
            new Reading("set_server_volume", Set.of("list", "show"), "get_server_volumes"),
            new Reading("set_flavor", Set.of("list", "show"), "get_flavor_list"),
            new Reading("set_keypair", Set.of("list", "show"), "get_keypair_list"),
            new Reading("set_compute_agents", Set.of("list", "show"), "get_hypervisor_details"),
            new Reading("set_load_balancer_member", Set.of("list", "show"), "get_load_balancer_members"),
            new Reading("set_server_migration", Set.of("list", "show"), "get_server_migrations"));

    /** By tool, old names of arguments and what they are called now. */
    public static final Map<String, Map<String, String>> ARGUMENTS = Map.ofEntries(
            Map.entry("get_instance", Map.of("instance_name", "names", "instance_names", "names", "name", "names",
                    "server_name", "names", "instance_id", "ids", "instance_ids", "ids", "server_id", "ids",
                    "include_all", "all_instances")),
            Map.entry("set_instance", Map.of("instance_name", "names", "instance_names", "names",
                    "server_name", "names", "instance_id", "names", "instance_ids", "names")),
            Map.entry("get_server_events", Map.of("instance_name", "server", "instance_id", "server")),
            Map.entry("get_server_volumes", Map.of("instance_name", "server", "instance_id", "server")),
            Map.entry("get_server_console", Map.of("instance_name", "server", "instance_names", "server",
                    "instance_id", "server", "console_type", "type", "length", "lines")),
            Map.entry("get_server_groups", Map.of("group_name", "names", "group_id", "names")),
            Map.entry("get_flavor_list", Map.of("flavor_name", "names", "flavor_id", "names")),
            Map.entry("get_keypair_list", Map.of("keypair_name", "names", "keypair_names", "names")),
            Map.entry("get_server_migrations", Map.of("instance_name", "server", "instance_id", "server")),
            Map.entry("set_server_volume", Map.of("instance_name", "server", "instance_id", "server",
                    "volume_name", "names", "volume_id", "names", "volume_names", "names")),
            Map.entry("set_server_properties", Map.of("instance_name", "names", "instance_id", "names",
                    "name", "new_name")),
            Map.entry("set_server_backup", Map.of("instance_name", "names", "instance_id", "names")),
            Map.entry("set_server_dump", Map.of("instance_name", "names", "instance_id", "names")),
            Map.entry("set_server_group", Map.of("group_name", "names", "policies", "policy")),
            Map.entry("set_server_migration", Map.of("instance_name", "names", "instance_id", "names")),
            Map.entry("set_keypair", Map.of("keypair_name", "names", "keypair_names", "names")),
            Map.entry("set_flavor", Map.of("flavor_name", "names")),
            Map.entry("set_compute_agents", Map.of("host", "names", "agent_id", "names")),
            Map.entry("get_hypervisor_details", Map.of("host", "names")),
            Map.entry("set_server_network", Map.of("instance_name", "names", "instance_names", "names",
                    "server_name", "names", "instance_id", "names", "instance_ids", "names",
                    "network_name", "network", "network_id", "network", "port_id", "port", "port_name", "port")),
            Map.entry("set_server_fixed_ip", Map.of("instance_name", "names", "instance_names", "names",
                    "server_name", "names", "instance_id", "names", "instance_ids", "names",
                    "network_name", "network", "network_id", "network", "port_id", "port")),
            Map.entry("set_server_floating_ip", Map.of("instance_name", "names", "instance_names", "names",
                    "server_name", "names", "instance_id", "names", "instance_ids", "names")),
            Map.entry("set_server_security_group", Map.of("instance_name", "names", "instance_names", "names",
                    "server_name", "names", "instance_id", "names", "instance_ids", "names",
                    "security_groups", "security_group", "security_group_name", "security_group")),
            Map.entry("get_network_details", Map.of("network_name", "names", "network_id", "names")),
            Map.entry("set_subnets", Map.of("subnet_name", "names", "subnet_names", "names",
                    "network_id", "network", "network_name", "network")),
            Map.entry("get_volume_backups", Map.of("backup_name", "names")),
            Map.entry("get_volume_groups", Map.of("group_name", "names")),
            Map.entry("get_heat_stacks", Map.of("stack_name", "names", "stack_names", "names")),
            Map.entry("set_heat_stack", Map.of("stack_name", "names", "stack_names", "names")),
            Map.entry("get_load_balancer_members", Map.of("pool_name_or_id", "pool", "member_id", "names")),
            Map.entry("set_load_balancer_member", Map.of("pool_name_or_id", "pool", "member_id", "names",
                    "name", "names", "subnet_id", "subnet")));

    private Aliases() {}

    private static Optional<Alias> alias(String name) {
        return TOOLS.stream().filter(alias -> alias.name().equals(name)).findFirst();
    }

    /** The tool that a name means today. */
    static String today(String name) { return alias(name).map(Alias::tool).orElse(name); }

    /** A call under today's names. */
    public record Call(String tool, ObjectNode args) {}

    /** Leaves today's names as they are, and takes what the caller gives before what an old name sets. */
    static Call today(String name, ObjectNode args) {
        var written = today(name);
        var word = args.path("action").asText("").strip().toLowerCase(Locale.ROOT);
        var reading = READING.stream().filter(r -> r.tool().equals(written) && r.actions().contains(word)).findFirst();
        var tool = reading.map(Reading::now).orElse(written);
        var renamed = Json.object();
        args.properties().forEach(arg -> {
            boolean spent = reading.isPresent() && arg.getKey().equals("action");
            if (spent || Shape.absent(arg.getValue())) return;
            var now = ARGUMENTS.getOrDefault(tool, Map.of()).getOrDefault(arg.getKey(), arg.getKey());
            if (renamed.has(now)) throw new BadInput(now + " is given twice, also as " + arg.getKey());
            renamed.set(now, arg.getValue());
        });
        alias(name).ifPresent(a -> a.sets().forEach((key, value) -> {
            if (!renamed.has(key)) renamed.put(key, value);
        }));
        return new Call(tool, renamed);
    }
}
