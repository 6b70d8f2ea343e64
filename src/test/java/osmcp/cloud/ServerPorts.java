package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * What Nova shows of a server's ports. Its groups are asked for whenever the server is shown; its addresses are kept,
 * and follow when Neutron's message has come, which takes the real cloud two seconds or so.
 */
final class ServerPorts {
    private ServerPorts() {}

    /** A port of this device has changed, or a floating IP on it; nothing is done where it is no server. */
    static void refresh(FakeCloud cloud, String device) {
        var world = cloud.world();
        world.find("servers", device).ifPresent(server -> {
            groups(world, server);
            world.later("servers", device, cloud.pace(), row -> addresses(world, row));
        });
    }

    static void groups(World world, ObjectNode server) {
        var names = ports(world, server).flatMap(port -> port.path("security_groups").valueStream()).distinct()
                .flatMap(id -> world.find("security_groups", id.asText()).stream())
                .map(group -> Json.object().put("name", group.path("name").asText())).distinct().toList();
        if (names.isEmpty()) server.remove("security_groups"); // Nova leaves the key out then
        else server.set("security_groups", Json.node(names));
    }

    /** Under the name of its network first what a port has, then the floating IPs that lead there. */
    static void addresses(World world, ObjectNode server) {
        var networks = server.putObject("addresses");
        ports(world, server).forEach(port -> {
            var list = networks.withArray("/" + world.find("networks", port.path("network_id").asText()).orElseThrow()
                    .path("name").asText().replace("~", "~0").replace("/", "~1"));
            var mac = port.path("mac_address").asText();
            port.path("fixed_ips").forEach(fixed -> list.add(address(fixed.path("ip_address"), "fixed", mac)));
            world.rows("floatingips").stream().map(World.Row::json)
                    .filter(floating -> floating.get("port_id").equals(port.get("id")))
                    .forEach(floating -> list.add(address(floating.path("floating_ip_address"), "floating", mac)));
        });
    }

    private static ObjectNode address(JsonNode address, String type, String mac) {
        return Json.object().put("version", address.asText().contains(":") ? 6 : 4).put("addr", address.asText())
                .put("OS-EXT-IPS:type", type).put("OS-EXT-IPS-MAC:mac_addr", mac);
    }

    private static Stream<ObjectNode> ports(World world, ObjectNode server) {
        return world.rows("ports").stream().map(World.Row::json)
                .filter(port -> port.get("device_id").equals(server.get("id")));
    }
}
