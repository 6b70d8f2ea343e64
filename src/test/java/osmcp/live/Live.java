package osmcp.live;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.*;

/**
 * Every tool and action against a real cloud, row by row, through the built image. A row passes if its answer is what
 * it should be; it is skipped, with the cloud's own words, if the cloud cannot or will not do what it takes.
 */
public final class Live {
    private final Client client;
    private final Things things;
    private int passed;
    private int failed;
    private int skipped;

    private Live(Client client, Things things) {
        this.client = client;
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
        Live live;
        try (var client = new Client(List.of(args[0]), server, ProcessBuilder.Redirect.INHERIT)) {
            client.initialize();
            live = new Live(client, things);
            System.out.printf("%-28s %-34s %-8s %8s %7s  %s%n", "tool", "row", "outcome", "requests", "ms", "");
            try {
                live.rows();
            } finally {
                things.undo().forEach(line -> System.out.println("could not be taken away: " + line));
            }
        }
        System.out.println(live.passed + " passed, " + live.failed + " failed, " + live.skipped + " skipped");
        if (live.failed > 0) System.exit(1);
    }

    private void rows() throws IOException {
        reads();
        servers();
        volumes();
        networks();
        stacks();
        members();
    }

    private void reads() throws IOException {
        row("a page", "get_instance", "{'limit': 1}", "server-1 server-2",
                a -> a.path("count").asInt() == 1 && a.path("has_more").asBoolean() && a.has("next_cursor"));
        row("flavors", "get_flavor_list", "{}", "", a -> a.path("count").asInt() > 0);
        row("services", "get_service_status", "{}", "", a -> a.path("services").size() > 2);
        row("key pairs of the user", "get_keypair_list", "{}", "", a -> a.path("notes").size() == 1);
        row("migrations", "get_server_migrations", "{}", "", Live::counted);
        row("backup by name", "get_volume_backups", "{'names': 'BACKUP'}", "backup",
                a -> a.at("/items/0/status").asText().equals("available"));
        row("groups", "get_volume_groups", "{}", "", Live::counted);
    }

    /** As many rows as it says; there may be none. */
    private static boolean counted(JsonNode answer) {
        return answer.path("items").isArray() && answer.path("items").size() == answer.path("count").asInt(-1);
    }

    private void servers() throws IOException {
        var three = "server-1 server-2 server-3";
        row("dry run", "set_instance", "{'action': 'stop', 'names': 'SERVER-1', 'dry_run': true}", three,
                a -> a.path("planned").asInt() == 1 && status("server-1").equals("ACTIVE"));
        row("stop two by name, and wait", "set_instance",
                "{'action': 'stop', 'names': 'SERVER-1, SERVER-2', 'wait_seconds': 45}", three, reached(2));
        row("stop again: told the state", "set_instance", "{'action': 'stop', 'names': 'SERVER-1'}", three,
                a -> a.path("failed").asInt() == 1 && a.at("/items/0/error").asText().contains("SHUTOFF already"));
        row("start by filters that overlap", "set_instance",
                "{'action': 'start', 'name_contains': 'MARK', 'status': 'shutoff', 'wait_seconds': 45}", three,
                reached(2).and(_ -> status("server-3").equals("ACTIVE")));
        row("reboot", "set_instance", "{'action': 'reboot', 'names': 'SERVER-1', 'wait_seconds': 45}", three,
                reached(1));
        row("reboot, hard", "set_instance",
                "{'action': 'reboot', 'type': 'hard', 'names': 'SERVER-1', 'wait_seconds': 45}", three, reached(1));
        row("delete by name", "set_instance", "{'action': 'delete', 'names': 'SERVER-3', 'wait_seconds': 45}", three,
                reached(1).and(a -> a.at("/items/0/state").asText().equals("gone")));
    }

    private void volumes() throws IOException {
        var both = "server-1 volume-1 volume-2";
        row("attach two", "set_server_volume", "{'action': 'attach', 'server': 'SERVER-1', "
                + "'names': 'VOLUME-1,VOLUME-2', 'wait_seconds': 45}", both, reached(2));
        row("attach again: refused", "set_server_volume", "{'action': 'attach', 'server': 'SERVER-1', "
                + "'names': 'VOLUME-1'}", both, a -> a.path("failed").asInt() == 1);
        row("detach two", "set_server_volume", "{'action': 'detach', 'server': 'SERVER-1', "
                + "'names': 'VOLUME-1,VOLUME-2', 'wait_seconds': 45}", both, reached(2));
    }

    private void networks() throws IOException {
        row("create two", "set_subnets", "{'action': 'create', 'network': 'NETWORK', 'names': 'MARK-a', "
                + "'cidr': '10.123.2.0/24', 'dns_nameservers': '192.0.2.1,192.0.2.2', "
                + "'allocation_pools': '10.123.2.10-10.123.2.20'}", "network subnet", a -> a.path("done").asInt() == 1);
        row("with subnets and ports", "get_network_details", "{'names': 'NETWORK'}", "network",
                a -> a.at("/items/0/subnets").size() == 2 && a.at("/items/0").has("port_count"));
        row("change", "set_subnets", "{'action': 'update', 'names': 'MARK-a', 'gateway_ip': 'none', "
                + "'description': 'changed', 'dns_nameservers': '192.0.2.3'}", "network",
                a -> a.path("done").asInt() == 1 && subnet().path("gateway_ip").isNull()
                        && subnet().path("dns_nameservers").size() == 1 && subnet().path("enable_dhcp").asBoolean());
        row("clear", "set_subnets", "{'action': 'update', 'names': 'MARK-a', 'unset': 'dns_nameservers'}", "network",
                a -> a.path("done").asInt() == 1 && subnet().path("dns_nameservers").isEmpty());
        row("overlap: the cloud's words", "set_subnets", "{'action': 'create', 'network': 'NETWORK', "
                + "'names': 'MARK-b', 'cidr': '10.123.2.0/25'}", "network",
                a -> a.at("/items/0/error").asText().contains("overlaps"));
        row("delete", "set_subnets", "{'action': 'delete', 'names': 'MARK-a'}", "network", reached(1));
    }

    private void stacks() throws IOException {
        row("by name", "get_heat_stacks", "{'names': 'STACK'}", "stack", a -> a.path("count").asInt() == 1);
        row("suspend", "set_heat_stack", "{'action': 'suspend', 'names': 'STACK', 'wait_seconds': 45}", "stack",
                reached(1));
        row("resume", "set_heat_stack", "{'action': 'resume', 'names': 'STACK', 'wait_seconds': 45}", "stack",
                reached(1));
        row("delete", "set_heat_stack", "{'action': 'delete', 'names': 'STACK', 'wait_seconds': 45}", "stack",
                reached(1));
    }

    private void members() throws IOException {
        row("create three", "set_load_balancer_member", "{'action': 'create', 'pool': 'POOL', 'protocol_port': 80, "
                + "'address': '10.123.1.11,10.123.1.12,10.123.1.13', 'names': 'm1,m2,m3', 'subnet': 'SUBNET', "
                + "'wait_seconds': 45}", "pool subnet", reached(3));
        row("list", "get_load_balancer_members", "{'pool': 'POOL'}", "pool", a -> a.path("count").asInt() == 3);
        row("drain one", "set_load_balancer_member", "{'action': 'update', 'pool': 'POOL', 'names': 'm1', "
                + "'weight': 0, 'wait_seconds': 45}", "pool", reached(1));
        row("delete two", "set_load_balancer_member", "{'action': 'delete', 'pool': 'POOL', 'names': 'm1,m2', "
                + "'wait_seconds': 45}", "pool", reached(2));
    }

    /** So many were done, and all are in the state that was aimed at. */
    private static Predicate<JsonNode> reached(int number) {
        return answer -> answer.path("done").asInt() == number && answer.path("items").valueStream()
                .allMatch(item -> item.path("mark").asText().equals("reached"));
    }

    private String status(String server) {
        try {
            return things.get("compute", "/servers/" + things.need(server)).at("/server/status").asText();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode subnet() {
        return things.get("network", "/subnets?name=" + things.mark + "-a").at("/subnets/0");
    }

    /** @param needs what has to be there; in the arguments its name stands for it in capitals */
    private void row(String row, String tool, String args, String needs, Predicate<JsonNode> right) throws IOException {
        var text = args.replace('\'', '"').replace("MARK", things.mark);
        try {
            for (var need : needs.split(" ")) {
                if (need.isEmpty()) continue;
                things.need(need);
                text = text.replace(need.toUpperCase(Locale.ROOT), things.name(need));
            }
        } catch (RawCloud.Refused | InterruptedException e) {
            print(tool, row, "skipped", null, e.getMessage());
            return;
        }
        var result = client.call(tool, Lab.json(text));
        var words = result.at("/content/0/text").asText();
        boolean refused = words.matches("(?s).* answered 403.*|.*has no .* service.*");
        if (result.path("isError").asBoolean()) {
            print(tool, row, refused ? "skipped" : "failed", result, words);
            return;
        }
        boolean good;
        try {
            good = right.test(result.path("structuredContent"));
        } catch (RuntimeException e) {
            good = false;
            words += " / " + e;
        }
        print(tool, row, good ? "passed" : refused ? "skipped" : "failed", result, good ? "" : words);
    }

    private void print(String tool, String row, String outcome, JsonNode result, String words) {
        switch (outcome) {
            case "passed" -> passed++;
            case "skipped" -> skipped++;
            default -> failed++;
        }
        var meta = result == null ? null : result.path("_meta");
        System.out.printf("%-28s %-34s %-8s %8s %7s  %s%n", tool, row, outcome,
                meta == null ? "" : meta.path("requests").asText(), meta == null ? "" : meta.path("ms").asText(),
                words.lines().limit(3).collect(Collectors.joining(" / ")));
    }
}
