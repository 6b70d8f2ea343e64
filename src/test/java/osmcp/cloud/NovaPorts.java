package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** The ports of servers: Neutron's rows, which Nova makes, binds and takes away with the caller's own token. */
final class NovaPorts {
    private final World world;

    NovaPorts(Nova nova) { world = nova.cloud.world(); }

    Stream<ObjectNode> of(String server) {
        return world.rows("ports").stream().map(World.Row::json)
                .filter(port -> port.path("device_id").asText().equals(server));
    }

    /** The project's own networks and those that are lent to it; Neutron shows the external ones, too. */
    Optional<ObjectNode> network(Call call, String id) {
        return world.find("networks", id).filter(row -> usable(call, row) || external(row) || call.caller().admin());
    }

    static boolean external(ObjectNode network) { return network.path("router:external").asBoolean(); }

    boolean usable(Call call, ObjectNode network) {
        var project = call.caller().projectId();
        return network.path("project_id").asText().equals(project) || network.path("shared").asBoolean()
                || world.rows("rbac").stream().map(World.Row::json)
                        .anyMatch(row -> row.path("object_id").equals(network.path("id"))
                                && Set.of("*", project).contains(row.path("target_tenant").asText()));
    }

    /** The networks that a server may be put on without naming one. */
    List<ObjectNode> usable(Call call) {
        return world.rows("networks").stream().map(World.Row::json)
                .filter(row -> usable(call, row) && !external(row)).toList();
    }

    List<ObjectNode> subnets(String network) {
        return world.rows("subnets").stream().map(World.Row::json)
                .filter(row -> row.path("network_id").asText().equals(network)).toList();
    }

    /** The port that has that address in that network. */
    Optional<ObjectNode> at(String network, String address) {
        return world.rows("ports").stream().map(World.Row::json)
                .filter(port -> port.path("network_id").asText().equals(network))
                .filter(port -> port.path("fixed_ips").valueStream()
                        .anyMatch(fixed -> fixed.path("ip_address").asText().equals(address))).findFirst();
    }

    /** Whether one of the network's subnets has that address. */
    boolean fits(String network, String address) { return subnet(network, address).isPresent(); }

    private Optional<ObjectNode> subnet(String network, String address) {
        return subnets(network).stream().filter(row -> Cidr.parse(row.path("cidr").asText())
                .filter(range -> range.bits() == Cidr.bits(address))
                .filter(range -> range.contains(Cidr.address(address).orElseThrow())).isPresent()).findFirst();
    }

    /** A new port of a server in that network: with that address, or one of each version if it is blank. */
    ObjectNode make(ObjectNode server, String network, String address, JsonNode groups) {
        int low = ThreadLocalRandom.current().nextInt(0x1000000);
        var mac = "fa:16:3e:%02x:%02x:%02x".formatted(low >> 16, low >> 8 & 0xff, low & 0xff);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var project = server.path("tenant_id").asText();
        var port = SeedNetworks.row("ports", "", "", 0).put("id", UUID.randomUUID().toString()).put("name", "")
                .put("tenant_id", project).put("project_id", project).put("network_id", network)
                .put("mac_address", mac).put("created_at", now).put("updated_at", now).put("description", "");
        port.set("security_groups", groups);
        var fixed = port.putArray("fixed_ips");
        if (!address.isEmpty()) {
            subnet(network, address).ifPresent(row -> fixed.addObject().put("ip_address", address)
                    .set("subnet_id", row.get("id")));
        } else {
            var versions = new HashSet<Integer>();
            for (var subnet : subnets(network)) {
                if (!versions.add(subnet.path("ip_version").asInt())) continue;
                fixed.addObject().put("ip_address", free(subnet, network, mac)).set("subnet_id", subnet.get("id"));
            }
        }
        world.put("ports", port.path("id").asText(), project, () -> port);
        return bind(port, server);
    }

    /** The first that is free, or in version 6 what the server makes of its card's address. */
    private String free(ObjectNode subnet, String network, String mac) {
        var range = Cidr.parse(subnet.path("cidr").asText()).orElseThrow();
        if (subnet.path("ip_version").asInt() == 6) {
            var parts = mac.split(":");
            var own = String.format("%02x", Integer.parseInt(parts[0], 16) ^ 2) + parts[1] + parts[2] + "fffe"
                    + parts[3] + parts[4] + parts[5];
            return range.text(range.first().add(new BigInteger(own, 16)));
        }
        return subnet.path("allocation_pools").valueStream().flatMap(pool -> {
            var end = Cidr.address(pool.path("end").asText()).orElseThrow();
            return Stream.iterate(Cidr.address(pool.path("start").asText()).orElseThrow(),
                    at -> at.compareTo(end) <= 0, at -> at.add(BigInteger.ONE)).map(range::text);
        }).filter(address -> at(network, address).isEmpty()).findFirst().orElseThrow(
                () -> new Refused(400, "No fixed IP addresses available for network: " + network));
    }

    /** What Nova alone knows of a port: whether it was there before, and its tag. */
    ObjectNode note(ObjectNode port) {
        var id = port.path("id").asText();
        var note = Json.object();
        if (world.find("port_notes", id).isEmpty()) world.put("port_notes", id, "", () -> note);
        return world.find("port_notes", id).orElseThrow();
    }

    /** A port that was there before is free again when its server goes, one that Nova made goes, too. */
    void drop(ObjectNode port) {
        if (note(port).path("given").asBoolean()) unbind(port);
        else world.remove("ports", port.path("id").asText());
        world.remove("port_notes", port.path("id").asText());
    }

    /** Into that server. */
    ObjectNode bind(ObjectNode port, ObjectNode server) {
        var zone = server.path("OS-EXT-AZ:availability_zone").asText();
        port.put("device_id", server.path("id").asText())
                .put("device_owner", "compute:" + (zone.isEmpty() ? "nova" : zone))
                .put("dns_name", server.path("OS-EXT-SRV-ATTR:hostname").asText());
        port.setAll((ObjectNode) SeedNetworks.bound());
        port.set("binding:host_id", server.get("OS-EXT-SRV-ATTR:host"));
        SeedNetworks.assign(port);
        return port;
    }

    private static void unbind(ObjectNode port) {
        port.put("device_id", "").put("device_owner", "").put("dns_name", "").put("status", "DOWN")
                .put("binding:host_id", "").put("binding:vif_type", "unbound");
        port.putObject("binding:vif_details");
        port.put("revision_number", port.path("revision_number").asInt() + 1);
        SeedNetworks.assign(port);
    }

    /** Shows a port's addresses in its server. */
    void show(ObjectNode server, ObjectNode port) {
        var name = world.find("networks", port.path("network_id").asText()).map(n -> n.path("name").asText())
                .orElseThrow();
        var list = server.path("addresses") instanceof ObjectNode all && all.get(name) instanceof ArrayNode there
                ? there : ((ObjectNode) server.path("addresses")).putArray(name);
        for (var fixed : port.path("fixed_ips")) {
            var address = fixed.path("ip_address").asText();
            list.addObject().put("version", Cidr.bits(address) == 32 ? 4 : 6).put("addr", address)
                    .put("OS-EXT-IPS:type", "fixed").set("OS-EXT-IPS-MAC:mac_addr", port.get("mac_address"));
        }
    }

    /** And no longer. */
    static void hide(ObjectNode server, ObjectNode port) {
        var addresses = (ObjectNode) server.path("addresses");
        addresses.forEach(list -> ((ArrayNode) list)
                .removeIf(one -> one.path("OS-EXT-IPS-MAC:mac_addr").equals(port.path("mac_address"))));
        var empty = addresses.properties().stream().filter(field -> field.getValue().isEmpty())
                .map(Map.Entry::getKey).toList();
        addresses.remove(empty);
    }

    /** A security group of the caller's project, by its name or its id. */
    Optional<ObjectNode> group(Call call, String nameOrId) {
        return world.rows("security_groups").stream().map(World.Row::json)
                .filter(row -> row.path("project_id").asText().equals(call.caller().projectId()))
                .filter(row -> row.path("id").asText().equals(nameOrId) || row.path("name").asText().equals(nameOrId))
                .findFirst();
    }

    /** addSecurityGroup and removeSecurityGroup: to all of the server's ports, and from all of them */
    void group(Call call, ObjectNode server, String nameOrId, boolean adds) {
        var group = group(call, nameOrId).orElseThrow(() -> new Refused(404, "Security group " + nameOrId
                + " is not found for project " + call.caller().projectId()));
        var id = server.path("id").asText();
        var mine = of(id).toList();
        if (mine.isEmpty()) {
            throw new Refused(404, "instance_id " + id + " could not be found as device id on any ports");
        }
        boolean has = mine.stream().anyMatch(port -> has(port, group));
        if (adds && has) {
            throw new Refused(400, "Invalid input for security_groups. Reason: Duplicate items in the list: '"
                    + group.path("id").asText() + "'.\nNeutron server returns request_ids: ['req-" + UUID.randomUUID()
                    + "']");
        }
        if (!adds && !has) {
            throw new Refused(404, "Security group " + nameOrId + " not associated with the instance " + id);
        }
        for (var port : mine) {
            if (adds) port.withArray("/security_groups").add(group.get("id"));
            else port.withArray("/security_groups").removeIf(group.get("id")::equals);
            port.put("revision_number", port.path("revision_number").asInt() + 1);
        }
    }

    private static boolean has(ObjectNode port, ObjectNode group) {
        return port.path("security_groups").valueStream().anyMatch(group.get("id")::equals);
    }

    /** Shows the names of the groups of all its ports, which is what Nova tells of groups, if it has ports. */
    ObjectNode grouped(ObjectNode server, ObjectNode shown) {
        var mine = of(server.path("id").asText()).toList();
        if (mine.isEmpty() || server.path("status").asText().equals("DELETED")) return shown;
        var names = shown.putArray("security_groups");
        mine.stream().flatMap(port -> port.path("security_groups").valueStream()).distinct()
                .flatMap(id -> world.find("security_groups", id.asText()).stream())
                .forEach(group -> names.addObject().set("name", group.get("name")));
        if (names.isEmpty()) shown.remove("security_groups");
        return shown;
    }
}
