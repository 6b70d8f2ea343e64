package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Load balancers and what is below them, as {@code populate} makes them: one whole tree, and one without anything. */
final class SeedBalancers {
    private static final JsonNode RECORDED = Fixture.read("balancers.json");

    private SeedBalancers() {}

    static void small(World world, String project) {
        for (var name : List.of("lb-web", "lb-empty")) vip(world, project, add(world, "loadbalancers", project, name));
        var pools = List.of(add(world, "pools", project, "pool-web"),
                add(world, "pools", project, "pool-static").put("lb_algorithm", "LEAST_CONNECTIONS"));
        for (var pool : pools) members(world, project, pool);
        add(world, "healthmonitors", project, "ping-web");
        var http = add(world, "listeners", project, "http");
        http.set("default_pool_id", pools.getFirst().get("id"));
        for (var policy : List.of("static", "old-site")) {
            http.withArray("/l7policies").addObject().put("id", World.id(project, "l7policies", policy));
        }
        // by way of its policies it needs both
        pools.forEach(pool -> pool.withArray("/listeners").addObject().set("id", http.get("id")));
        add(world, "listeners", project, "tcp").put("protocol", "TCP").put("protocol_port", 5432);
    }

    private static ObjectNode add(World world, String kind, String project, String name) {
        return world.add(kind, project, Map.of("name", name));
    }

    private static void members(World world, String project, ObjectNode pool) {
        boolean monitored = pool.path("name").asText().equals("pool-web");
        for (var name : List.of("member-1", "member-2", "member-down")) {
            int n = name.endsWith("down") ? 3 : name.charAt(7) - '0';
            world.add("members", project, Map.of("name", name, "pool_id", pool.path("id").asText(), "weight", n,
                    "id", World.id(project, "members", pool.path("name").asText() + " " + name),
                    "address", "10.0.9." + n,
                    "operating_status", !monitored ? "NO_MONITOR" : n == 3 ? "ERROR" : "ONLINE"));
        }
    }

    private static void vip(World world, String project, ObjectNode balancer) {
        var id = balancer.path("id").asText();
        var port = world.add("ports", project, Map.of("name", "octavia-lb-" + id, "device_id", "lb-" + id,
                "device_owner", "Octavia", "admin_state_up", false));
        port.withArray("/fixed_ips").addObject().put("ip_address", balancer.path("vip_address").asText())
                .set("subnet_id", balancer.get("vip_subnet_id"));
        SeedNetworks.assign(port);
    }

    static ObjectNode row(String kind, String project, String name, int number) {
        return SeedNetworks.row(RECORDED.path(kind), kind, project, name, number);
    }
}
