package osmcp.live;

import static osmcp.live.Step.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.*;

/**
 * Every tool and action against a real cloud, row by row, through the built image. A row passes if its answers are what
 * they should be and the cloud itself shows the same; it is skipped, with the cloud's own words, if the cloud cannot or
 * will not do what it takes.
 */
public final class Live {
    private final Table table;
    private final Things things;

    private Live(Table table, Things things) {
        this.table = table;
        this.things = things;
    }

    /** LAUNCHER, and the cloud in the environment. */
    public static void main(String[] args) throws IOException {
        var os = new HashMap<>(System.getenv());
        os.keySet().removeIf(name -> !name.startsWith("OS_"));
        if (!os.containsKey("OS_AUTH_URL")) {
            System.err.println("live: needs a cloud in OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME");
            System.exit(2);
        }
        var server = new HashMap<>(os);
        server.putAll(Map.of("ALLOW_MODIFY_OPERATIONS", "true", "ALLOW_ADMIN_OPERATIONS", "true"));
        var things = new Things(new RawCloud(os));
        Table table;
        try (var client = new Client(List.of(args[0]), server, ProcessBuilder.Redirect.INHERIT)) {
            client.initialize();
            table = new Table(client, things);
            try {
                for (var row : ComputeRows.all()) table.row(row);
                new Live(table, things).others();
            } finally {
                things.undo().forEach(line -> System.out.println("could not be taken away: " + line));
            }
        }
        table.sum(ComputeRows.COUNTED);
        if (!table.sum()) System.exit(1);
    }

    /** What is not compute. */
    private void others() throws IOException {
        row("services", call("get_service_status", "{}").says("several", a -> a.path("services").size() > 2));
        row("backup by name", call("get_volume_backups", "{'names': '$backup'}").says("/items/0/status", "available"));
        row("groups", call("get_volume_groups", "{}").says("as many as it says", a -> a.path("items").isArray()
                && a.path("items").size() == a.path("count").asInt(-1)));
        networks();
        stacks();
        members();
    }

    private void networks() throws IOException {
        row("create one beside another", call("set_subnets", "{'action': 'create', 'network': '$network', "
                + "'names': '$mark-a', 'cidr': '10.123.2.0/24', 'dns_nameservers': '192.0.2.1,192.0.2.2', "
                + "'allocation_pools': '10.123.2.10-10.123.2.20'}").needs("subnet").done(1));
        row("with subnets and ports", call("get_network_details", "{'names': '$network'}")
                .says("both, and ports", a -> a.at("/items/0/subnets").size() == 2
                        && a.at("/items/0").has("port_count")));
        row("change", call("set_subnets", "{'action': 'update', 'names': '$mark-a', 'gateway_ip': 'none', "
                + "'description': 'changed', 'dns_nameservers': '192.0.2.3'}").done(1)
                .says("so it is", _ -> subnet().path("gateway_ip").isNull()
                        && subnet().path("dns_nameservers").size() == 1 && subnet().path("enable_dhcp").asBoolean()));
        row("clear", call("set_subnets", "{'action': 'update', 'names': '$mark-a', 'unset': 'dns_nameservers'}").done(1)
                .says("so it is", _ -> subnet().path("dns_nameservers").isEmpty()));
        row("overlap: the cloud's words", call("set_subnets", "{'action': 'create', 'network': '$network', "
                + "'names': '$mark-b', 'cidr': '10.123.2.0/25'}")
                .says("it overlaps", a -> a.at("/items/0/error").asText().contains("overlaps")));
        row("delete", set("set_subnets", "delete", "$mark-a", ""));
    }

    private void stacks() throws IOException {
        row("by name", call("get_heat_stacks", "{'names': '$stack'}").says("one", a -> a.path("count").asInt() == 1));
        row("suspend", set("set_heat_stack", "suspend", "$stack", ""));
        row("resume", set("set_heat_stack", "resume", "$stack", ""));
        row("delete", set("set_heat_stack", "delete", "$stack", ""));
    }

    private void members() throws IOException {
        row("create three", call("set_load_balancer_member", "{'action': 'create', 'pool': '$pool', "
                + "'protocol_port': 80, 'address': '10.123.1.11,10.123.1.12,10.123.1.13', 'names': 'm1,m2,m3', "
                + "'subnet': '$subnet', 'wait_seconds': 45}").done(3));
        row("list", call("get_load_balancer_members", "{'pool': '$pool'}").says("three", a ->
                a.path("count").asInt() == 3));
        row("drain one", set("set_load_balancer_member", "update", "m1", "'pool': '$pool', 'weight': 0"));
        row("delete two", set("set_load_balancer_member", "delete", "m1,m2", "'pool': '$pool'").shownFirst());
    }

    private JsonNode subnet() {
        return things.cloud.get("network", "/subnets?name=" + things.mark + "-a").at("/subnets/0");
    }

    private void row(String about, Step step) throws IOException {
        table.row(new Table.Row(about, false, List.of(step)));
    }
}
