package osmcp.live;

import static osmcp.live.ComputeRows.*;
import static osmcp.live.Step.*;

import module java.base;
import osmcp.live.Table.Row;

/** What the openstack command line does with what is in servers and on them: networks, volumes, properties, groups. */
final class ComputePartRows {
    private static final String GUEST = "/servers/#guest";
    private static final String SOCKETS = "/ports?device_id=#guest";

    private ComputePartRows() {}

    static List<Row> all() {
        return Stream.of(networks(), addresses(), volumes(), properties(), groups()).flatMap(List::stream).toList();
    }

    private static List<Row> networks() {
        return List.of(
                row("server add network", set("set_server_network", "add_network", "$guest",
                        "'network': '$lan-5', 'fixed_ip': '10.123.5.50', 'tag': 'nic'")
                        .holds("compute", GUEST + "/os-interface", "/interfaceAttachments", "10.123.5.50")),
                row("server remove network", set("set_server_network", "remove_network", "$guest",
                        "'network': '$lan-5'")
                        .lacks("compute", GUEST + "/os-interface", "/interfaceAttachments", "10.123.5.50")
                        .lacks("network", SOCKETS, "/ports", "10.123.5.50")),
                row("server add port", set("set_server_network", "add_port", "$guest", "'port': '$port-5'")
                        .sees("network", "/ports/#port-5", "/port/device_id", "#guest")),
                row("server remove port", set("set_server_network", "remove_port", "$guest", "'port': '$port-5'")
                        .sees("network", "/ports/#port-5", "/port/device_id", "")));
    }

    private static List<Row> addresses() {
        return List.of(
                row("server add floating ip", set("set_server_floating_ip", "add", "$guest",
                        "'floating_ip': '$floating'").keeps("socket", "/items/0/told/port_id")
                        .sees("network", "/floatingips/#floating", "/floatingip/port_id", "#socket")
                        .holds("network", SOCKETS, "/ports", "#socket")),
                row("server remove floating ip", set("set_server_floating_ip", "remove", "$guest",
                        "'floating_ip': '$floating'")
                        .sees("network", "/floatingips/#floating", "/floatingip/port_id", "null")),
                row("server add fixed ip", set("set_server_fixed_ip", "add", "$guest",
                        "'network': '$lan', 'fixed_ip': '10.123.1.77'")
                        .holds("network", SOCKETS, "/ports/0/fixed_ips", "10.123.1.77")),
                row("server remove fixed ip", set("set_server_fixed_ip", "remove", "$guest",
                        "'fixed_ip': '10.123.1.77'")
                        .lacks("network", SOCKETS, "/ports/0/fixed_ips", "10.123.1.77")),
                row("server add security group", set("set_server_security_group", "add", "$guest",
                        "'security_group': '$firewall'")
                        .holds("network", SOCKETS, "/ports/0/security_groups", "#firewall")),
                row("server remove security group", set("set_server_security_group", "remove", "$guest",
                        "'security_group': '$firewall'")
                        .lacks("network", SOCKETS, "/ports/0/security_groups", "#firewall")));
    }

    private static List<Row> volumes() {
        var inside = "/servers/#server-1/os-volume_attachments";
        return List.of(
                row("server add volume", set("set_server_volume", "attach", "$volume-1,$volume-2",
                        "'server': '$server-1'")
                        .sees("block-storage", "/volumes/#volume-2", "/volume/status", "in-use")
                        .counts("compute", inside, "/volumeAttachments", 2),
                        call("set_server_volume", "{'action': 'attach', 'server': '$server-1', 'names': '$volume-1'}")
                                .says("refused again", a -> a.path("failed").asInt() == 1)),
                also("server volume list", call("get_server_volumes", "{'server': '$server-1'}")
                        .says("/name", "$server-1").agrees("/volumes", "compute", inside, "/volumeAttachments")),
                row("server remove volume", set("set_server_volume", "detach", "$volume-1,$volume-2",
                        "'server': '$server-1'")
                        .sees("block-storage", "/volumes/#volume-2", "/volume/status", "available")
                        .counts("compute", inside, "/volumeAttachments", 0)));
    }

    private static List<Row> properties() {
        var server = "/servers/#server-1";
        return List.of(
                row("server set", set("set_server_properties", "set", "$server-1",
                        "'metadata': {'live': 'yes', 'more': 'yes'}, 'tags': 'one,two', 'description': 'described'")
                        .sees("compute", server, "/server/metadata/live", "yes")
                        .holds("compute", server, "/server/tags", "one")
                        .holds("compute", server, "/server/tags", "two")
                        .sees("compute", server, "/server/description", "described")),
                row("server unset", set("set_server_properties", "unset", "$server-1",
                        "'keys': 'live', 'tags': 'one', 'clear_description': true")
                        .lacks("compute", server, "/server/metadata", "live")
                        .sees("compute", server, "/server/metadata/more", "yes")
                        .lacks("compute", server, "/server/tags", "one")
                        .holds("compute", server, "/server/tags", "two")
                        .lacks("compute", server, "/server/description", "described")),
                also("server set --hostname", set("set_server_properties", "set", "$server-1",
                        "'hostname': 'live-host'").sees("compute 2.90", server, "/server/OS-EXT-SRV-ATTR:hostname",
                                "live-host")),
                also("server set --state",
                        set("set_server_properties", "set", "$server-1", "'state': 'error'")
                                .sees("compute", server, "/server/status", "ERROR"),
                        set("set_server_properties", "set", "$server-1", "'state': 'active'")
                                .sees("compute", server, "/server/status", "ACTIVE")));
    }

    private static List<Row> groups() {
        var key = Things.KEY;
        return List.of(
                row("server group create/delete",
                        set("set_server_group", "create", "$mark-g1,$mark-g2", "'policy': 'soft-affinity'")
                                .keeps("first", "/items/0/id").keeps("second", "/items/1/id")
                                .sees("compute 2.64", "/os-server-groups/#first", "/server_group/policy",
                                        "soft-affinity"),
                        set("set_server_group", "delete", "$mark-g1,$mark-g2", "").shownFirst()
                                .gone("compute", "/os-server-groups/#first")
                                .gone("compute", "/os-server-groups/#second")),
                also("server group create --rule",
                        set("set_server_group", "create", "$mark-g3",
                                "'policy': 'anti-affinity', 'max_server_per_host': 2").keeps("third", "/items/0/id")
                                .sees("compute 2.64", "/os-server-groups/#third",
                                        "/server_group/rules/max_server_per_host", "2"),
                        set("set_server_group", "delete", "$mark-g3", "").gone("compute", "/os-server-groups/#third")),
                row("keypair create/delete",
                        set("set_keypair", "create", "$mark-k1,$mark-k2", "")
                                .says("private keys", a -> a.path("items").valueStream().allMatch(item ->
                                        item.at("/told/private_key").asText().contains("OPENSSH PRIVATE KEY")))
                                .sees("compute", "/os-keypairs/$mark-k1", "/keypair/type", "ssh"),
                        set("set_keypair", "delete", "$mark-k1,$mark-k2", "").shownFirst()
                                .gone("compute", "/os-keypairs/$mark-k1").gone("compute", "/os-keypairs/$mark-k2")),
                also("keypair create --public-key",
                        set("set_keypair", "import", "$mark-k3", "'public_key': '" + key + "'")
                                .holds("compute", "/os-keypairs/$mark-k3", "/keypair/public_key", key),
                        set("set_keypair", "delete", "$mark-k3", "").gone("compute", "/os-keypairs/$mark-k3"),
                        set("set_keypair", "create", "$mark-k4", "'public_key': '" + key + "'")
                                .holds("compute", "/os-keypairs/$mark-k4", "/keypair/public_key", key),
                        set("set_keypair", "delete", "$mark-k4", "").gone("compute", "/os-keypairs/$mark-k4")));
    }
}
