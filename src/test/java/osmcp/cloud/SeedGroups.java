package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Security groups, as {@code populate} makes them: the same names in each project. */
final class SeedGroups {
    private SeedGroups() {}

    static void small(World world) {
        for (var project : List.of("demo", "other", "admin")) {
            group(world, project, "default", "Default security group");
        }
        for (var project : List.of("demo", "other")) {
            rule(group(world, project, "web", "web servers"), project, 80);
            rule(world.named("security_groups", project, "web"), project, 443);
            rule(group(world, project, "ssh", "ssh servers"), project, 22);
            rule(group(world, project, "db", ""), project, 5432).putNull("remote_ip_prefix").putNull("normalized_cidr")
                    .put("remote_group_id", World.id(project, "security_groups", "ssh"));
        }
    }

    /** All may go out; into {@code default} comes what is in it. The rules that come with a group do not number it. */
    private static ObjectNode group(World world, String project, String name, String description) {
        var after = project.equals("other") ? (description.isEmpty() ? "" : " ") + World.CANARY : "";
        var row = world.add("security_groups", project, Map.of("name", name, "description", description + after));
        for (var ethertype : List.of("IPv4", "IPv6")) {
            rule(row, project, "egress " + ethertype).put("ethertype", ethertype);
            if (name.equals("default")) {
                rule(row, project, "ingress " + ethertype).put("ethertype", ethertype).put("direction", "ingress")
                        .set("remote_group_id", row.get("id"));
            }
        }
        return row;
    }

    /** One that {@code populate} adds, which does. */
    private static ObjectNode rule(ObjectNode group, String project, int port) {
        group.put("revision_number", group.path("revision_number").asInt() + 1);
        return rule(group, project, "ingress " + port).put("direction", "ingress").put("protocol", "tcp")
                .put("port_range_min", port).put("port_range_max", port).put("remote_ip_prefix", "0.0.0.0/0")
                .put("normalized_cidr", "0.0.0.0/0").put("description", "");
    }

    private static ObjectNode rule(ObjectNode group, String project, String name) {
        var rules = group.withArray("/security_group_rules");
        var row = SeedNetworks.row("rule", project, group.path("name").asText() + " " + name, rules.size());
        row.put("standard_attr_id", 30 + rules.size()).set("security_group_id", group.get("id"));
        rules.add(row);
        return row;
    }
}
