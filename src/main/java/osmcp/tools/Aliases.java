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

    public static final List<Alias> TOOLS = List.of(
            new Alias("get_instance_by_name", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_by_id", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_details", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_info", "get_instance", Map.of("detailed", "true")),
            new Alias("get_instance_status", "get_instance", Map.of()),
            new Alias("get_instance_network_info", "get_instance", Map.of("fields", "id,name,status,addresses")),
            new Alias("get_instances_by_status", "get_instance", Map.of()),
            new Alias("search_instances", "get_instance", Map.of()));

    /** By tool, old names of arguments and what they are called now. */
    public static final Map<String, Map<String, String>> ARGUMENTS = Map.of(
            "get_instance", Map.of("instance_name", "names", "instance_names", "names", "name", "names",
                    "server_name", "names", "instance_id", "ids", "instance_ids", "ids", "server_id", "ids",
                    "include_all", "all_instances"));

    private Aliases() {}

    /** A call under today's names. */
    public record Call(String tool, ObjectNode args) {}

    /** Leaves today's names as they are, and takes what the caller gives before what an old name sets. */
    static Call today(String name, ObjectNode args) {
        var alias = TOOLS.stream().filter(a -> a.name().equals(name)).findFirst();
        var tool = alias.map(Alias::tool).orElse(name);
        var renamed = Json.object();
        args.properties().forEach(arg -> {
            if (Shape.absent(arg.getValue())) return;
            var now = ARGUMENTS.getOrDefault(tool, Map.of()).getOrDefault(arg.getKey(), arg.getKey());
            if (renamed.has(now)) throw new BadInput(now + " is given twice, also as " + arg.getKey());
            renamed.set(now, arg.getValue());
        });
        alias.ifPresent(a -> a.sets().forEach((key, value) -> {
            if (!renamed.has(key)) renamed.put(key, value);
        }));
        return new Call(tool, renamed);
    }
}
