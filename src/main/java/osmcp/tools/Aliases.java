package osmcp.tools;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
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

    /** Tools that do something to servers, which they take as {@code names}. */
    static final List<String> OF_SERVERS = List.of("set_instance", "set_server_properties", "set_server_backup",
            "set_server_dump", "set_server_migration", "set_server_network", "set_server_fixed_ip",
            "set_server_floating_ip", "set_server_security_group");
    /** Tools about one server, which they take as {@code server}. */
    static final List<String> OF_ONE_SERVER = List.of("get_server_events", "get_server_volumes", "get_server_console",
            "get_server_migrations", "set_server_volume");

    /** Other words for an argument, and the tools that take them. */
    private record Words(String now, List<String> tools, List<String> old) {
        static Words of(String now, List<String> tools, String... old) { return new Words(now, tools, List.of(old)); }
        static Words of(String now, String tool, String... old) { return of(now, List.of(tool), old); }
    }

    private static final List<Words> WORDS = List.of(
            Words.of("names", OF_SERVERS, "server", "servers", "server_name", "server_names", "server_id", "server_ids",
                    "instance", "instances", "instance_name", "instance_names", "instance_id", "instance_ids", "ids"),
            Words.of("server", OF_ONE_SERVER, "server_name", "server_names", "server_id", "server_ids",
                    "instance", "instance_name", "instance_names", "instance_id", "instance_ids"),
            Words.of("names", "get_instance", "name", "server", "servers", "server_name", "server_names",
                    "instance", "instances", "instance_name", "instance_names"),
            Words.of("ids", "get_instance", "id", "server_id", "server_ids", "instance_id", "instance_ids"),
            Words.of("all_instances", "get_instance", "include_all"),
            Words.of("type", "get_server_console", "console_type"),
            Words.of("lines", "get_server_console", "length"),
            Words.of("names", "set_server_volume", "volume", "volumes", "volume_name", "volume_names", "volume_id",
                    "volume_ids"),
            Words.of("new_name", "set_server_properties", "name"),
            Words.of("keys", "set_server_properties", "properties"),
            Words.of("names", List.of("get_server_groups", "set_server_group"), "group", "groups", "group_name",
                    "group_names", "group_id", "group_ids", "server_group", "server_groups"),
            Words.of("policy", List.of("get_server_groups", "set_server_group"), "policies"),
            Words.of("names", List.of("get_flavor_list", "set_flavor"), "flavor", "flavors", "flavor_name",
                    "flavor_names"),
            Words.of("names", "get_flavor_list", "flavor_id", "flavor_ids"),
            Words.of("names", List.of("get_keypair_list", "set_keypair"), "keypair", "keypairs", "keypair_name",
                    "keypair_names", "key_name"),
            Words.of("names", List.of("get_hypervisor_details", "set_compute_agents"), "host", "hosts"),
            Words.of("names", "get_hypervisor_details", "hypervisor", "hypervisors", "hypervisor_name"),
            Words.of("names", "set_compute_agents", "agent_id"),
            Words.of("network", List.of("set_server_network", "set_server_fixed_ip", "set_subnets"), "network_name",
                    "network_id"),
            Words.of("port", List.of("set_server_network", "set_server_fixed_ip"), "port_name", "port_id"),
            Words.of("security_group", "set_server_security_group", "security_groups", "group", "groups",
                    "security_group_name", "security_group_id"),
            Words.of("names", "get_network_details", "network_name", "network_id"),
            Words.of("names", "set_subnets", "subnet_name", "subnet_names"),
            Words.of("names", "get_volume_backups", "backup_name"),
            Words.of("names", "get_volume_groups", "group_name"),
            Words.of("names", List.of("get_heat_stacks", "set_heat_stack"), "stack_name", "stack_names"),
            Words.of("pool", List.of("get_load_balancer_members", "set_load_balancer_member"), "pool_name_or_id"),
            Words.of("names", List.of("get_load_balancer_members", "set_load_balancer_member"), "member_id"),
            Words.of("names", "set_load_balancer_member", "name"),
            Words.of("subnet", "set_load_balancer_member", "subnet_id"));

    /** By tool, other names of arguments and what they are called now. */
    public static final Map<String, Map<String, String>> ARGUMENTS = WORDS.stream().flatMap(words ->
            words.tools().stream().flatMap(tool -> words.old().stream().map(old -> List.of(tool, old, words.now()))))
            .collect(Collectors.groupingBy(List::getFirst, Collectors.toMap(row -> row.get(1), List::getLast)));

    /**
     * An argument that the Python server took and the tools do not. Callers that name every argument give it with what
     * it held by itself, which is let pass; with anything else it is refused.
     *
     * @param besides the actions that take it all the same
     * @param why else; blank if the argument is known by another name then
     */
    private record Dropped(List<String> tools, String name, String fallback, Set<String> besides, String why) {}

    private static final List<String> MIGRATIONS = List.of("set_server_migration", "get_server_migrations");
    private static final List<Dropped> DROPPED = List.of(
            new Dropped(MIGRATIONS, "on_shared_storage", "false", Set.of(), "Nova finds that out by itself"),
            new Dropped(MIGRATIONS, "block_migration", "auto", Set.of("live_migrate", "live"),
                    "it goes with live_migrate; migrate is cold"),
            new Dropped(List.of("get_server_migrations"), "migration_id", "", Set.of(),
                    "say server; each of its migrations is listed with its id and number"),
            new Dropped(List.of("get_hypervisor_details"), "hypervisor_name", "all", Set.of(), ""),
            new Dropped(List.of("get_hypervisor_details"), "agent_id", "", Set.of(),
                    "hypervisors have ids of their own; say names"),
            new Dropped(List.of("set_server_group", "get_server_groups"), "metadata", "{}", Set.of(),
                    "Nova keeps none for server groups"),
            new Dropped(List.of("set_server_volume", "get_server_volumes"), "attachment_id", "", Set.of(),
                    "a volume is named by its own name or id"),
            new Dropped(List.of("set_server_properties"), "metadata", "{}", Set.of("set", "update"),
                    "it goes with set; unset takes keys"),
            new Dropped(List.of("set_server_properties"), "properties", "[]", Set.of("unset", "remove"),
                    "it goes with unset, as keys; set takes metadata"),
            new Dropped(List.of("get_quota"), "project_name", "", Set.of(),
                    "quotas are told of the one project that this server is for"));

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
            if (spent || Shape.absent(arg.getValue()) || isDropped(tool, word, arg)) return;
            var now = ARGUMENTS.getOrDefault(tool, Map.of()).getOrDefault(arg.getKey(), arg.getKey());
            if (renamed.has(now)) throw new BadInput(now + " is given twice, also as " + arg.getKey());
            renamed.set(now, arg.getValue());
        });
        alias(name).ifPresent(a -> a.sets().forEach((key, value) -> {
            if (!renamed.has(key)) renamed.put(key, value);
        }));
        return new Call(tool, renamed);
    }

    private static boolean isDropped(String tool, String action, Map.Entry<String, JsonNode> arg) {
        var found = DROPPED.stream().filter(one -> one.tools().contains(tool) && one.name().equals(arg.getKey())
                && !one.besides().contains(action)).findFirst();
        if (found.isEmpty()) return false;
        var value = arg.getValue();
        boolean said = !value.isValueNode() || !value.asText().strip().equalsIgnoreCase(found.get().fallback());
        if (said && !found.get().why().isEmpty()) {
            throw new BadInput(tool + " takes no " + arg.getKey()
                    + (action.isEmpty() ? "" : " with " + action) + ": " + found.get().why());
        }
        return !said;
    }
}
