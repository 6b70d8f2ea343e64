package osmcp.live;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;

/** What the tests need, made when it is first needed, and taken away at the end in the opposite order. */
final class Things {
    private interface Task { void run() throws InterruptedException; }

    final RawCloud cloud;
    /** Part of the name of all that is made. */
    final String mark = "osmcp-live-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 16, 1 << 24));
    private final Map<String, String> ids = new HashMap<>();
    private final Deque<Map.Entry<String, Task>> undo = new ArrayDeque<>();

    Things(RawCloud cloud) { this.cloud = cloud; }

    /** The id of a thing, which is made if it is not there yet. */
    String need(String what) throws InterruptedException {
        if (!ids.containsKey(what)) ids.put(what, make(what));
        return ids.get(what);
    }

    String name(String what) { return mark + "-" + what; }

    private String make(String what) throws InterruptedException {
        var name = name(what);
        return switch (what.replaceFirst("-\\d+$", "")) {
            case "server" -> {
                var flavors = cloud.get("compute", "/flavors/detail").path("flavors");
                var smallest = flavors.valueStream().min(Comparator.comparingInt(f -> f.path("ram").asInt()));
                var image = cloud.get("image", "/images?visibility=public&status=active&limit=1").at("/images/0/id");
                var id = made("compute", "/servers", "{'server': {'name': '" + name + "', 'networks': 'none', "
                        + "'imageRef': '" + image.asText() + "', 'flavorRef': '"
                        + smallest.orElseThrow().path("id").asText() + "'}}", "/server/id", true);
                cloud.until("compute", "/servers/" + id, "/server/status", "ACTIVE");
                yield id;
            }
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
            case "network" -> made("network", "/networks",
                    "{'network': {'name': '" + name + "'}}", "/network/id", false);
            case "subnet" -> made("network", "/subnets", "{'subnet': {'name': '" + name + "', 'network_id': '"
                    + need("network") + "', 'ip_version': 4, 'cidr': '10.123.1.0/24'}}", "/subnet/id", false);
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
        for (var task : undo) {
            try {
                task.getValue().run();
            } catch (RuntimeException | InterruptedException e) {
                left.add(task.getKey() + ": " + e.getMessage());
            }
        }
        return left;
    }

    JsonNode get(String service, String path) { return cloud.get(service, path); }
}
