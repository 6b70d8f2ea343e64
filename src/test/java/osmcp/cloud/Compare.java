package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import osmcp.json.Json;

/**
 * Sends the same GETs, those of {@code compare.txt}, to the real cloud that the OS_* variables name and to a simulated
 * one, as the same user, and prints where status, names of headers or the shape of the JSON differ. The real cloud
 * should have been filled by {@code populate}; its user {@code other}, with the same password, lends the foreign ids.
 */
final class Compare {
    /** The HTTP servers' own, and what depends on how they are run. */
    private static final Set<String> PASSED_OVER = Set.of("date", "connection", "content-length", "server");
    private static final String ID = "(?<!\\p{XDigit})\\p{XDigit}{8}-?(\\p{XDigit}{4}-?){3}\\p{XDigit}{12}";

    private Compare() {}

    static void main() throws Exception {
        int differences = 0;
        try (var simulated = FakeCloud.start()) {
            var set = System.getenv();
            var real = Side.of(set);
            var fake = Side.of(simulated.environment(set.get("OS_USERNAME"), set.get("OS_PROJECT_NAME")));
            for (var line : lines()) {
                var theirs = real.ask(line);
                var ours = fake.ask(line);
                var words = new ArrayList<String>();
                if (ours.status() != theirs.status()) words.add("real " + theirs.status() + ", here " + ours.status());
                words.addAll(difference("header", theirs.headers(), ours.headers()));
                words.addAll(difference("JSON", theirs.shape(), ours.shape()));
                if (!words.isEmpty()) System.out.println(line + "\n    " + String.join("\n    ", words));
                differences += words.size();
            }
            simulated.violations().forEach(System.out::println);
        }
        System.out.println(lines().size() + " requests, " + differences + " differences");
    }

    private static List<String> lines() throws IOException {
        try (var in = Compare.class.getResourceAsStream("compare.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        }
    }

    private static List<String> difference(String what, Set<String> real, Set<String> here) {
        var words = new ArrayList<String>();
        real.stream().filter(one -> !here.contains(one)).forEach(one -> words.add("only real: " + what + " " + one));
        here.stream().filter(one -> !real.contains(one)).forEach(one -> words.add("only here: " + what + " " + one));
        return words;
    }

    private record Reply(int status, Set<String> headers, Set<String> shape) {}

    /** One of the two clouds, and the ids there that stand for the names in the lines. */
    private record Side(Client client, Map<String, String> ids) {
        static Side of(Map<String, String> variables) throws Exception {
            var neighbour = new HashMap<>(variables);
            neighbour.putAll(Map.of("OS_USERNAME", "other", "OS_PROJECT_NAME", "other"));
            var other = Client.of(neighbour);
            var own = Client.of(variables);
            var ids = new HashMap<>(Map.of("project", own.project(), "otherProject", other.project(),
                    "server", first(own, "compute /v2.1/servers?limit=1&name=web-03", "servers"),
                    "flavor", first(own, "compute /v2.1/flavors?limit=1", "flavors"),
                    "image", first(own, "image /v2/images?name=cirros", "images"),
                    "foreign", first(other, "compute /v2.1/servers?limit=1", "servers"),
                    "foreignImage", first(other, "image /v2/images?visibility=private&limit=1", "images")));
            for (var side : Map.of("own", own, "foreign", other).entrySet()) {
                var client = side.getValue();
                var whose = side.getKey();
                var mine = "project_id=" + client.project();
                var pool = first(client, "load-balancer /v2/lbaas/pools?name=pool-web&" + mine, "pools");
                ids.putAll(Map.of(
                        whose + "Network", first(client, "network /v2.0/networks?name=private&" + mine, "networks"),
                        whose + "Subnet", first(client, "network /v2.0/subnets?name=private-v4&" + mine, "subnets"),
                        whose + "Floating", first(client, "network /v2.0/floatingips?status=ACTIVE&" + mine,
                                "floatingips"),
                        whose + "Group", first(client, "network /v2.0/security-groups?name=web&" + mine,
                                "security_groups"),
                        whose + "Balancer", first(client, "load-balancer /v2/lbaas/loadbalancers?name=lb-web&"
                                + mine, "loadbalancers"), whose + "Pool", pool, whose + "Member",
                        first(client, "load-balancer /v2/lbaas/pools/" + pool + "/members?name=member-1", "members"),
                        whose + "Stack", first(client, "orchestration /v1/" + client.project()
                                + "/stacks?name=small&tenant=" + client.project(), "stacks")));
                for (var kind : List.of("volumes", "backups", "snapshots", "groups", "group_snapshots")) {
                    ids.put(whose + " " + kind, first(client, "block-storage /v3/" + client.project() + "/" + kind
                            + (kind.equals("volumes") ? "?name=stack-disk" : "?limit=1") + " volume 3.70", kind));
                }
            }
            ids.put("resized", first(own, "compute /v2.1/servers?name=is-resized", "servers"));
            ids.put("attached", first(own, "compute /v2.1/servers?name=stack-vm", "servers"));
            return new Side(own, ids);
        }

        private static String first(Client client, String line, String key) throws Exception {
            return client.json(line).path(key).path(0).path("id").asText();
        }

        /** {@code t}: with a token, {@code T}: and no Accept header, {@code x}: with a bad one, {@code -}: without. */
        Reply ask(String line) throws Exception {
            var filled = Fixture.fill(Json.node(line.substring(2)), ids).asText();
            var sent = new HashMap<String, String>();
            if (line.charAt(0) != '-') sent.put("X-Auth-Token", line.charAt(0) == 'x' ? "bad" : client.token());
            if (line.charAt(0) != 'T') sent.put("Accept", "application/json");
            var answer = client.send("GET", filled, "", sent);
            var headers = new TreeSet<>(answer.headers().map().keySet());
            headers.removeIf(name -> PASSED_OVER.contains(name.toLowerCase(Locale.ROOT)));
            var shape = new TreeSet<String>();
            try {
                flatten("", Json.parse(answer.body()), shape);
            } catch (Json.Malformed e) {
                shape.add("no JSON: " + Client.text(answer).lines().findFirst().orElse(""));
            }
            return new Reply(answer.statusCode(), headers, shape);
        }
    }

    /** Errors are compared by their words, anything else by keys and types. */
    private static void flatten(String at, JsonNode node, Set<String> shape) {
        switch (node) {
            case ContainerNode<?> empty when empty.isEmpty() -> shape.add(at + " {}");
            case ContainerNode<?> list when list.isArray() -> list.forEach(item -> flatten(at + "[]", item, shape));
            case ContainerNode<?> object -> object.properties()
                    .forEach(field -> flatten(at + "/" + field.getKey(), field.getValue(), shape));
            default -> {
                boolean error = at.endsWith("/message") && !at.contains("/fault/")
                        || List.of("/faultstring", "/description").contains(at);
                shape.add(at + " " + (error ? node.asText().replaceAll(ID, "ID")
                        .replaceAll("http://[^/]+", "ROOT") : node.getNodeType()));
            }
        }
    }
}
