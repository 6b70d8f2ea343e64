package osmcp.live;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the tests need, made when it is first needed, and taken away at the end in the opposite order; what the product
 * made itself is found by its name.
 */
final class Things {
    private interface Task { void run() throws InterruptedException; }

    /** What can stand for a thing in a text. */
    private static final Pattern NAMED = Pattern.compile("([$#])([a-z]+(-\\d+)?)");
    /** A public key; nobody has the other one. */
    static final String KEY = "ssh-ed25519 "
            + "AAAAC3NzaC1lZDI1NTE5AAAAIE/Vhp7ydoCChhuaHj2X+I7JPC6nyVn/r957R7LLgXFr";
    /** Where the product makes things, servers first: others are in use by them. */
    private static final List<List<String>> MADE = List.of(List.of("compute", "/servers?name=$mark", "servers", "id"),
            List.of("image", "/images?visibility=private&limit=1000", "images", "id"),
            List.of("compute", "/os-keypairs", "keypairs", "name"),
            List.of("compute", "/os-server-groups", "server_groups", "id"),
            List.of("compute", "/flavors?is_public=None", "flavors", "id"),
            List.of("block-storage", "/volumes", "volumes", "id"));

    final RawCloud cloud;
    /** Part of the name of all that is made. */
    final String mark = "osmcp-live-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 16, 1 << 24));
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Deque<Map.Entry<String, Task>> undo = new ArrayDeque<>();

    Things(RawCloud cloud) { this.cloud = cloud; }

    /** The id of a thing, which is made if it is not there yet. */
    String need(String what) throws InterruptedException {
        if (!ids.containsKey(what)) ids.put(what, make(what));
        return ids.get(what);
    }

    /** As it is called, or will be. */
    String name(String what) { return names.computeIfAbsent(what, _ -> mark + "-" + what); }

    /** It is there, by that id. */
    void keep(String what, String id) { ids.put(what, id); }

    /** A server may be in the middle of something: whoever needs it next gets another, of another name. */
    void renew(String what) {
        boolean server = what.matches("(server|guest)(-\\d+)?");
        if (server && ids.remove(what) != null) names.computeIfPresent(what, (_, name) -> name + "x");
    }

    /** With names and ids in place of {@code $thing}, {@code #thing} and {@code $mark}. */
    String expand(String text) throws InterruptedException {
        var marked = text.replace("$mark", mark);
        for (var thing : named(marked)) need(thing);
        return NAMED.matcher(marked).replaceAll(m -> m.group(1).equals("$") ? name(m.group(2)) : ids.get(m.group(2)));
    }

    /** The things that a text names. */
    static Set<String> named(String text) {
        return NAMED.matcher(text.replace("$mark", "")).results().map(m -> m.group(2))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private String make(String what) throws InterruptedException {
        var name = name(what);
        var number = what.replaceFirst("^[a-z]+-?", "");
        var behind = number.isEmpty() ? "" : "-" + number;
        return switch (what.replaceFirst("-\\d+$", "")) {
            case "server" -> server(name, "'none'");
            case "guest" -> server(name, "[{'uuid': '" + need("lan") + "'}]");
            case "volume" -> {
                var id = made("block-storage", "/volumes",
                        "{'volume': {'name': '" + name + "', 'size': 1}}", "/volume/id", false);
                cloud.until("block-storage", "/volumes/" + id, "/volume/status", "available");
                yield id;
            }
            case "backup" -> {
                var id = made("block-storage", "/backups", "{'backup': {'name': '" + name + "', 'volume_id': '"
                        + need("volume-1") + "'}}", "/backup/id", true);
                cloud.until("block-storage", "/backups/" + id, "/backup/status", "available");
                yield id;
            }
            case "bootable" -> {
                var id = made("block-storage", "/volumes", "{'volume': {'name': '" + name + "', 'size': 1, "
                        + "'imageRef': '" + need("image") + "'}}", "/volume/id", false);
                cloud.until("block-storage", "/volumes/" + id, "/volume/status", "available");
                yield id;
            }
            case "network" -> made("network", "/networks",
                    "{'network': {'name': '" + name + "'}}", "/network/id", false);
            case "subnet" -> made("network", "/subnets", "{'subnet': {'name': '" + name + "', 'network_id': '"
                    + need("network" + behind) + "', 'ip_version': 4, 'cidr': '10.123."
                    + (number.isEmpty() ? "1" : number) + ".0/24'}}", "/subnet/id", false);
            case "lan" -> { // a network that servers can be on
                need("subnet" + behind);
                names.put(what, name("network" + behind));
                yield need("network" + behind);
            }
            case "port" -> {
                need("lan" + behind);
                yield made("network", "/ports", "{'port': {'name': '" + name + "', 'network_id': '"
                        + need("network" + behind) + "'}}", "/port/id", false);
            }
            case "firewall" -> made("network", "/security-groups",
                    "{'security_group': {'name': '" + name + "'}}", "/security_group/id", false);
            case "external" -> found("network", "/networks?router:external=True", "/networks/0", what);
            case "router" -> {
                var id = made("network", "/routers", "{'router': {'name': '" + name + "', 'external_gateway_info': "
                        + "{'network_id': '" + need("external") + "'}}}", "/router/id", false);
                var inside = "{'subnet_id': '" + need("subnet") + "'}";
                cloud.call("PUT", "network", "/routers/" + id + "/add_router_interface", inside);
                undo.push(Map.entry("the inside of router " + id, () ->
                        cloud.call("PUT", "network", "/routers/" + id + "/remove_router_interface", inside)));
                yield id;
            }
            case "floating" -> {
                need("router");
                var id = made("network", "/floatingips", "{'floatingip': {'floating_network_id': '"
                        + need("external") + "'}}", "/floatingip/id", false);
                var there = cloud.get("network", "/floatingips/" + id).path("floatingip");
                names.put(what, there.path("floating_ip_address").asText());
                yield id;
            }
            case "key" -> made("compute", "/os-keypairs", "{'keypair': {'name': '" + name + "', 'public_key': '"
                    + KEY + "'}}", "/keypair/name", false);
            case "group" -> made("compute", "/os-server-groups", "{'server_group': {'name': '" + name
                    + "', 'policies': ['anti-affinity']}}", "/server_group/id", false);
            case "image" -> found("image", "/images?visibility=public&status=active&limit=1", "/images/0", what);
            case "zone" -> {
                var all = cloud.get("compute", "/os-availability-zone").path("availabilityZoneInfo");
                yield all.valueStream().filter(zone -> zone.at("/zoneState/available").asBoolean())
                        .map(zone -> zone.path("zoneName").asText()).peek(zone -> names.put(what, zone)).findFirst()
                        .orElseThrow(() -> new RawCloud.Refused(0, "this cloud has no zone"));
            }
            case "host" -> { // one that runs servers, and that nobody has taken out of use
                var all = cloud.get("compute 2.53", "/os-services?binary=nova-compute").path("services");
                var one = all.valueStream().filter(host -> host.path("status").asText().equals("enabled")
                        && !host.path("forced_down").asBoolean()).findFirst()
                        .orElseThrow(() -> new RawCloud.Refused(0, "this cloud has no host in use"));
                names.put(what, one.path("host").asText());
                yield one.path("id").asText();
            }
            case "project" -> cloud.project;
            case "flavor" -> flavor(what, _ -> true);
            case "larger" -> {
                var small = cloud.get("compute", "/flavors/" + need("flavor")).path("flavor");
                yield flavor(what, f -> f.path("ram").asInt() > small.path("ram").asInt()
                        && f.path("disk").asInt() >= small.path("disk").asInt());
            }
            case "stack" -> {
                var id = made("orchestration", "/stacks", "{'stack_name': '" + name + "', 'template': "
                        + "{'heat_template_version': '2018-08-31', 'resources': {'r': {'type': "
                        + "'OS::Heat::RandomString'}}}}", "/stack/id", name + "/");
                cloud.until("orchestration", "/stacks/" + name + "/" + id, "/stack/stack_status", "CREATE_COMPLETE");
                yield id;
            }
            case "balancer" -> {
                var id = made("load-balancer", "/lbaas/loadbalancers", "{'loadbalancer': {'name': '" + name
                        + "', 'vip_subnet_id': '" + need("subnet") + "'}}", "/loadbalancer/id", "?cascade=true");
                cloud.until("load-balancer", "/lbaas/loadbalancers/" + id, "/loadbalancer/provisioning_status",
                        "ACTIVE");
                yield id;
            }
            case "pool" -> {
                var balancer = need("balancer");
                var id = cloud.post("load-balancer", "/lbaas/pools", "{'pool': {'name': '" + name
                        + "', 'loadbalancer_id': '" + balancer + "', 'protocol': 'HTTP', "
                        + "'lb_algorithm': 'ROUND_ROBIN'}}").at("/pool/id").asText();
                cloud.until("load-balancer", "/lbaas/loadbalancers/" + balancer, "/loadbalancer/provisioning_status",
                        "ACTIVE");
                yield id; // it goes with its balancer
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private String server(String name, String networks) throws InterruptedException {
        var id = made("compute", "/servers", "{'server': {'name': '" + name + "', 'networks': " + networks + ", "
                + "'imageRef': '" + need("image") + "', 'flavorRef': '" + need("flavor") + "'}}", "/server/id", true);
        cloud.until("compute", "/servers/" + id, "/server/status", "ACTIVE");
        return id;
    }

    private Stream<JsonNode> flavors() { return cloud.get("compute", "/flavors/detail").path("flavors").valueStream(); }

    /** The smallest of those with a disk that fit. */
    private String flavor(String what, Predicate<JsonNode> fits) {
        var one = flavors().filter(f -> f.path("disk").asInt() > 0).filter(fits)
                .min(Comparator.comparingInt(f -> f.path("ram").asInt()))
                .orElseThrow(() -> new RawCloud.Refused(0, "this cloud has no such flavor: " + what));
        names.put(what, one.path("name").asText());
        return one.path("id").asText();
    }

    /** Something of the cloud's own, which is never changed. */
    private String found(String service, String path, String pointer, String what) {
        var one = cloud.get(service, path).at(pointer);
        if (one.isMissingNode()) throw new RawCloud.Refused(0, "this cloud has no " + what + " for us: " + path);
        names.put(what, one.path("name").asText());
        return one.path("id").asText();
    }

    private String made(String service, String path, String body, String pointer, boolean waits) {
        return made(service, path, body, pointer, waits ? "wait" : "");
    }

    /** @param how what goes into the path of its deletion: a name before the id, a query behind it */
    private String made(String service, String path, String body, String pointer, String how) {
        var id = cloud.post(service, path, body).at(pointer).asText();
        var before = how.endsWith("/") ? how : "";
        var behind = how.startsWith("?") ? how : "";
        undo.push(Map.entry(path + "/" + id, () -> {
            cloud.delete(service, path + "/" + before + id + behind);
            if (!how.isEmpty()) cloud.untilGone(service, path + "/" + before + id);
        }));
        return id;
    }

    /** What could not be taken away, a line each. */
    List<String> undo() {
        var left = new ArrayList<String>();
        var tasks = new ArrayList<Map.Entry<String, Task>>();
        MADE.forEach(made -> tasks.add(Map.entry(made.get(1), () -> sweep(made))));
        tasks.addAll(undo);
        for (var task : tasks) {
            try {
                task.getValue().run();
            } catch (RuntimeException | InterruptedException e) {
                left.add(task.getKey() + ": " + e.getMessage());
            }
        }
        return left;
    }

    /** All there whose name begins with the mark. */
    private void sweep(List<String> made) throws InterruptedException {
        var service = made.get(0);
        var path = made.get(1).replaceFirst("\\?.*", "");
        var own = cloud.get(service, made.get(1).replace("$mark", mark)).path(made.get(2)).valueStream()
                .map(row -> row.has("keypair") ? row.path("keypair") : row)
                .filter(row -> row.path("name").asText().startsWith(mark))
                .map(row -> path + "/" + row.path(made.get(3)).asText()).toList();
        for (var one : own) {
            if (made.get(2).equals("servers")) cloud.post(service, one + "/action", "{'unlock': null}");
            cloud.delete(service, one);
        }
        for (var one : own) cloud.untilGone(service, one);
    }
}
