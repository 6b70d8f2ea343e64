package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * Networks, subnets, ports and floating IPs, as {@code populate} makes them; the servers, which are there before, give
 * theirs.
 */
final class SeedNetworks {
    private static final JsonNode RECORDED = Fixture.read("networks.json");
    private static final Instant START = Instant.parse("2026-11-24T21:11:20Z");

    private SeedNetworks() {}

    static void small(World world) {
        network(world, "admin", "public", "198.18.0.0/16").put("router:external", true).put("mtu", 1500)
                .put("provider:network_type", "flat").put("provider:physical_network", "physnet-ex")
                .putNull("provider:segmentation_id");
        world.named("subnets", "admin", "public-v4").put("enable_dhcp", false);
        network(world, "admin", "everybody", "10.200.0.0/16").put("shared", true);
        SeedGroups.small(world);
        for (var project : List.of("demo", "other")) networks(world, project);
        var lent = network(world, "other", "lent-to-demo", "");
        world.add("rbac", "other", Map.of("object_id", lent.path("id").asText(), "target_tenant", World.DEMO));
    }

    private static void networks(World world, String project) {
        var after = project.equals("other") ? " " + World.CANARY : "";
        for (var name : List.of("private", "backend")) {
            network(world, project, name, name.equals("private") ? "10.0.0.0/16" : "10.1.0.0/24")
                    .put("description", name + " network" + after);
            world.named("subnets", project, name + "-v4").putArray("dns_nameservers").add("9.9.9.9");
        }
        var prefix = project.equals("other") ? "fd00:2::" : "fd00:1::";
        subnet(world, project, "private", "private-v6", prefix + "/64").put("ipv6_ra_mode", "slaac")
                .put("ipv6_address_mode", "slaac");
        network(world, project, "stack-net", "");
        subnet(world, project, "stack-net", "small-subnet", "10.77.0.0/24");
        port(world, project, "trunk-parent", "private-v4", "10.0.7.1");
        port(world, project, "trunk-child", "backend-v4", "10.1.0.107");
        port(world, project, "spare", "private-v4", "10.0.7.3");
        port(world, project, "small-port", "small-subnet", "10.77.0.99");
        var router = World.id(project, "routers", "router1");
        for (var subnet : List.of("private-v4 10.0.0.1", "backend-v4 10.1.0.1")) {
            device(world, project, "network:router_interface", subnet.split(" ")[0], subnet.split(" ")[1])
                    .put("device_id", router);
        }
        int net = project.equals("other") ? 2 : 1;
        device(world, "", "network:router_gateway", "public-v4", "198.18.0." + net).put("device_id", router);
        floating(world, project, "free", "198.18." + net + ".1");
        floating(world, project, "spare", "198.18." + net + ".2");
        floating(world, project, "forwarding", "198.18." + net + ".3");
        world.rows("servers").stream().map(World.Row::json)
                .filter(server -> server.path("tenant_id").asText().equals(World.plainId(project, "project", project)))
                .filter(server -> !server.path("addresses").isEmpty())
                .forEach(server -> server(world, project, server));
    }

    private static ObjectNode network(World world, String project, String name, String cidr) {
        var row = world.add("networks", project, Map.of("name", name));
        if (!cidr.isEmpty()) subnet(world, project, name, name + "-v4", cidr);
        return row;
    }

    private static ObjectNode subnet(World world, String project, String network, String name, String cidr) {
        var row = world.add("subnets", project, Map.of("name", name, "cidr", cidr,
                "network_id", World.id(project, "networks", network)));
        var range = Cidr.parse(cidr).orElseThrow();
        row.put("ip_version", range.version()).put("gateway_ip", range.gateway());
        row.set("allocation_pools", range.pools(Optional.of(range.gateway())));
        var parent = world.find("networks", row.path("network_id").asText()).orElseThrow();
        parent.put("revision_number", parent.path("revision_number").asInt() + 1);
        return row;
    }

    private static ObjectNode port(World world, String project, String name, String subnet, String address) {
        var parent = world.named("subnets", subnet.startsWith("public") ? "admin" : project, subnet);
        var row = world.add("ports", project, Map.of("name", name, "network_id", parent.path("network_id").asText()));
        row.withArray("/fixed_ips").addObject().put("ip_address", address).set("subnet_id", parent.get("id"));
        assign(row);
        return row;
    }

    private static ObjectNode device(World world, String project, String owner, String subnet, String address) {
        var row = port(world, project, owner + " " + address, subnet, address);
        row.put("name", "").put("device_owner", owner).put("port_security_enabled", false)
                .put("device_id", World.id(project, owner, subnet + address)).putArray("security_groups");
        if (owner.endsWith("floatingip")) row.put("status", "N/A").put("revision_number", 2);
        else bound(row).put("binding:host_id", "network-1");
        return row;
    }

    /** One that is free, one on the port {@code spare}, one that forwards a single port. */
    private static void floating(World world, String project, String name, String address) {
        var row = world.add("floatingips", project, Map.of("id", World.id(project, "floatingips", name),
                "description", name + (project.equals("other") ? " " + World.CANARY : ""),
                "floating_ip_address", address));
        device(world, "", "network:floatingip", "public-v4", address).set("device_id", row.get("id"));
        if (name.equals("free")) return;
        row.put("router_id", World.id(project, "routers", "router1")).put("revision_number", 1);
        if (name.equals("spare")) {
            row.put("port_id", World.id(project, "ports", "spare")).put("fixed_ip_address", "10.0.7.3")
                    .put("status", "ACTIVE");
        } else {
            row.withArray("/port_forwardings").addObject().put("id", World.id(project, "port forwarding", name))
                    .put("protocol", "tcp").put("internal_ip_address", "10.0.7.1")
                    .put("internal_port_id", World.id(project, "ports", "trunk-parent"))
                    .put("internal_port", 22).put("external_port", 2222);
        }
    }

    private static void server(World world, String project, ObjectNode server) {
        var name = server.path("name").asText();
        var zone = server.path("OS-EXT-AZ:availability_zone").asText();
        var row = world.add("ports", project, Map.of("name", name, "device_id", server.path("id").asText(),
                "device_owner", "compute:" + (zone.isEmpty() ? "nova" : zone), "dns_name", name));
        row.put("name", "");
        for (var address : server.path("addresses").path("private")) {
            row.put("mac_address", address.path("OS-EXT-IPS-MAC:mac_addr").asText());
            row.withArray("/fixed_ips").addObject().put("ip_address", address.path("addr").asText())
                    .put("subnet_id", World.id(project, "subnets", "private-v" + address.path("version").asText()));
        }
        if (server.path("OS-EXT-SRV-ATTR:host").isTextual()) {
            bound(row).set("binding:host_id", server.get("OS-EXT-SRV-ATTR:host"));
        }
        var groups = row.putArray("security_groups");
        server.path("security_groups").forEach(group ->
                groups.add(World.id(project, "security_groups", group.path("name").asText())));
        assign(row);
    }

    /** What a port shows that a host has. */
    static JsonNode bound() { return RECORDED.path("bound").deepCopy(); }

    private static ObjectNode bound(ObjectNode port) {
        return port.setAll((ObjectNode) RECORDED.path("bound").deepCopy());
    }

    /** The names that its addresses are given in DNS. */
    static void assign(ObjectNode port) {
        var assigned = port.putArray("dns_assignment");
        for (var fixed : port.path("fixed_ips")) {
            var address = fixed.path("ip_address").asText();
            var name = port.path("dns_name").asText().isEmpty() ? "host-" + address.replaceAll("[.:]", "-")
                    : port.path("dns_name").asText();
            assigned.addObject().put("ip_address", address).put("hostname", name).put("fqdn", name + ".cloud.test.");
        }
    }

    static ObjectNode row(String kind, String project, String name, int number) {
        return row(RECORDED.path(kind), kind, project, name, number);
    }

    /** A recorded row with its ids, its owner, its time and what it is below filled in. */
    static ObjectNode row(JsonNode recorded, String kind, String project, String name, int number) {
        var canary = project.equals("other") ? World.CANARY : "";
        var values = new HashMap<String, Object>(Map.of("name", name, "number", number + 1, "owner", project,
                "segment", 1000 + number,
                "id", World.id(project, kind, name), "canary", canary, "after", canary.isEmpty() ? "" : " " + canary,
                "project", project.isEmpty() ? "" : World.plainId(project, "project", project),
                "time", START.plusSeconds(number).toString().replace("Z", ""), "mac", "fa:16:3e:01:%02x:%02x"
                        .formatted(number >> 8 & 0xff, number & 0xff)));
        values.putAll(Map.of("group", World.id(project, "security_groups", "default"),
                "external", World.id("admin", "networks", "public"),
                "network", World.id(project, "networks", "private"),
                "subnet", World.id(project, "subnets", "private-v4"),
                "balancer", World.id(project, "loadbalancers", "lb-web"),
                "pool", World.id(project, "pools", "pool-web"),
                "port", World.id(project, "ports", "octavia-lb-" + World.id(project, kind, name)),
                "users", World.plainId(project, "stack users", name),
                "server", World.id(project, "server", "stack-fail-spawn")));
        return (ObjectNode) Fixture.fill(recorded, values);
    }
}
