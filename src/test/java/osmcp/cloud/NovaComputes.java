package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** What the operator runs: services, hypervisors, and the zones in which they are. */
final class NovaComputes {
    private static final String UNKNOWN = "Additional properties are not allowed ('%s' was unexpected)";
    private static final JsonNode SERVICES = Fixture.read("compute-services.json");
    private static final JsonNode NODE = Fixture.read("hypervisor.json");

    private final Nova nova;

    NovaComputes(Nova nova) { this.nova = nova; }

    static void seed(World world) {
        for (var service : SERVICES) world.put("services", service.path("id").asText(), "", service::deepCopy);
    }

    /** The id of a hypervisor and of its resource provider in Placement. */
    static String node(String host) { return World.id("", "hypervisor", host); }

    /** Those that run servers, in the order in which they came. */
    static List<ObjectNode> all(World world) {
        return world.rows("services").stream().map(World.Row::json)
                .filter(row -> row.path("binary").asText().equals("nova-compute")).toList();
    }

    /** Only a test, or {@code forced_down}, brings a service down. */
    private static boolean up(ObjectNode service) {
        return service.path("state").asText().equals("up") && !service.path("forced_down").asBoolean();
    }

    /** Whether the service that runs the servers of that host is up. */
    static boolean lives(World world, String host) {
        return all(world).stream().anyMatch(row -> row.path("host").asText().equals(host) && up(row));
    }

    private static boolean enabled(ObjectNode service) { return service.path("status").asText().equals("enabled"); }

    /** The id is a number up to 2.52, a UUID from then on. A filter without a value is none. */
    ObjectNode services(Call call) {
        Nova.known(call, Set.of("binary", "host"), UNKNOWN);
        Nova.allow(call, "os_compute_api:os-services:list");
        var rows = Json.array();
        for (var row : nova.cloud.world().rows("services")) {
            var shown = service(call, row.json());
            if (Stream.of("binary", "host").allMatch(key -> call.query().last(key).filter(value -> !value.isEmpty())
                    .map(value -> value.equals(shown.path(key).asText())).orElse(true))) rows.add(shown);
        }
        return Service.object("services", rows);
    }

    private static ObjectNode service(Call call, ObjectNode service) {
        var row = (ObjectNode) Fixture.fill(service, Map.of("now", CinderRows.now()));
        row.put("state", up(service) ? "up" : "down");
        var number = row.remove("number");
        if (!call.from(53)) row.set("id", number);
        if (!call.from(11)) row.remove("forced_down");
        return row;
    }

    /** PUT /os-services/{id}, as since 2.53; before, the path said what to do. */
    Answer update(Call call) {
        if (!call.from(53)) throw new IllegalStateException("PUT /os-services before 2.53 is not simulated");
        var body = NovaSchema.whole(call, Set.of(), Set.of("status", "disabled_reason", "forced_down"));
        var status = body.has("status") ? NovaSchema.oneOf(body, "status", List.of("enabled", "disabled")) : "";
        var reason = body.has("disabled_reason") ? NovaSchema.text(body, "disabled_reason", 255) : null;
        var down = body.has("forced_down") ? Optional.of(NovaSchema.truth(body, "forced_down"))
                : Optional.<Boolean>empty();
        var id = call.path().get(1);
        if (!uuid(id)) throw new Refused(400, "Invalid uuid " + id); // before it is looked at who asks
        Nova.allow(call, "os_compute_api:os-services:update");
        var row = nova.cloud.world().find("services", id)
                .orElseThrow(() -> new Refused(404, "Service " + id + " could not be found."));
        if (!row.path("binary").asText().equals("nova-compute")) {
            throw new Refused(400, "Updating a " + row.path("binary").asText()
                    + " service is not supported. Only nova-compute services can be updated.");
        }
        if (status.equals("enabled") && reason != null) {
            throw new Refused(400, "Specifying 'disabled_reason' with status 'enabled' is invalid.");
        }
        if (status.isEmpty() && down.isEmpty()) {
            throw new Refused(400, "No updates were requested. Fields 'status' or 'forced_down' should be specified.");
        }
        var host = row.path("host").asText();
        if (!down.orElse(true) && NovaMigrations.evacuated(nova.cloud.world(), host)) {
            throw new Refused(400, "Unable to force up host " + host + " as `done` evacuation migration records remain "
                    + "associated with the host. Ensure the compute service has been restarted, allowing these records "
                    + "to move to `completed` before retrying this request.");
        }
        if (!status.isEmpty()) row.put("status", status).put("disabled_reason", reason);
        down.ifPresent(truth -> row.put("forced_down", truth));
        return Answer.of(200, Service.object("service", service(call, row)));
    }

    private static boolean uuid(String text) {
        return text.matches("\\p{XDigit}{8}-?(\\p{XDigit}{4}-?){3}\\p{XDigit}{12}");
    }

    /** GET /os-hypervisors, /detail, /{id}: in pages since 2.33, found by name and with servers since 2.53 */
    ObjectNode hypervisors(Call call) {
        var last = call.path().getLast();
        if (last.equals("statistics") || call.path().size() == 3) return gone(call);
        boolean list = call.path().size() == 1 || last.equals("detail");
        boolean detailed = last.equals("detail");
        Nova.known(call, list ? Set.of("limit", "marker", "hypervisor_hostname_pattern", "with_servers")
                : Set.of("with_servers"), UNKNOWN);
        var pattern = call.query().last("hypervisor_hostname_pattern");
        pattern.ifPresent(NovaComputes::check);
        boolean servers = NovaSchema.truth(call, "with_servers");
        int limit = list ? Nova.limit(call) : 1;
        Nova.allow(call, "os_compute_api:os-hypervisors:" + (detailed ? "list-detail" : list ? "list" : "show"));
        var all = all(nova.cloud.world());
        if (!list) {
            if (call.from(53) && !uuid(last)) throw new Refused(400, "Invalid uuid " + last);
            return Service.object("hypervisor", all.stream().filter(row -> id(call, row).asText().equals(last))
                    .findFirst().map(row -> hypervisor(call, row, true, servers))
                    .orElseThrow(() -> new Refused(404, "Hypervisor with ID '" + last + "' could not be found.")));
        }
        if (pattern.isPresent()) all = matching(call, all, pattern.get());
        var marker = call.query().last("marker");
        int from = marker.isEmpty() ? 0
                : 1 + all.stream().map(row -> id(call, row).asText()).toList().indexOf(marker.get());
        if (marker.isPresent() && from == 0) throw new Refused(400, "marker [" + marker.get() + "] not found");
        var page = all.stream().skip(from).limit(limit).map(row -> hypervisor(call, row, detailed, servers)).toList();
        return Nova.page(call, "hypervisors", page, limit, call.query().names());
    }

    private static void check(String pattern) {
        var name = "hypervisor_hostname_pattern";
        if (pattern.isEmpty()) throw Nova.invalid(name, pattern, "should be non-empty");
        if (!pattern.matches("[a-zA-Z0-9-._]*")) {
            throw Nova.invalid(name, pattern, "does not match '^[a-zA-Z0-9-._]*$'");
        }
    }

    /** Anywhere in the name, in large letters or small. What is found does not come in pages. */
    private static List<ObjectNode> matching(Call call, List<ObjectNode> all, String pattern) {
        if (call.query().has("limit") || call.query().has("marker")) {
            throw new Refused(400, "The server could not comply with the request since it is either malformed or "
                    + "otherwise incorrect.");
        }
        var part = pattern.toLowerCase(Locale.ROOT);
        var found = all.stream().filter(row -> row.path("host").asText().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        if (found.isEmpty()) throw new Refused(404, "No hypervisor matching '" + pattern + "' could be found.");
        return found;
    }

    /** Statistics and uptime ended with 2.87; there, the driver of the recorded cloud knew no uptime. */
    private ObjectNode gone(Call call) {
        if (call.from(88)) throw new Refused(404, "The resource could not be found.");
        boolean uptime = call.path().size() == 3;
        Nova.allow(call, "os_compute_api:os-hypervisors:" + (uptime ? "uptime" : "statistics"));
        if (uptime) throw new Refused(501, "The requested functionality is not supported.");
        var sum = Json.object().put("count", 0);
        for (var row : all(nova.cloud.world())) {
            sum.put("count", sum.path("count").asInt() + 1);
            capacity(row).propertyStream().filter(field -> field.getValue().isInt())
                    .forEach(field -> sum.put(field.getKey(), sum.path(field.getKey()).asInt()
                            + field.getValue().asInt()));
        }
        return Service.object("hypervisor_statistics", sum);
    }

    private static JsonNode id(Call call, ObjectNode service) {
        return call.from(53) ? Json.node(node(service.path("host").asText()))
                : Json.node(service.path("number").asInt() - 4);
    }

    private ObjectNode hypervisor(Call call, ObjectNode service, boolean detailed, boolean servers) {
        var host = service.path("host").asText();
        var row = Json.object();
        row.set("id", id(call, service));
        row.put("hypervisor_hostname", host).put("state", up(service) ? "up" : "down");
        row.set("status", service.get("status"));
        if (detailed) {
            row.setAll((ObjectNode) NODE.path("always").deepCopy());
            row.putObject("service").set("id", service.get(call.from(53) ? "id" : "number"));
            row.withObject("/service").put("host", host).set("disabled_reason", service.get("disabled_reason"));
            if (call.from(88)) row.putNull("uptime");
            else row.setAll(capacity(service));
            if (!call.from(28)) {
                row.put("cpu_info", new String(Json.bytes(row.get("cpu_info")), StandardCharsets.UTF_8));
            }
        }
        if (servers) servers(call, row, host);
        return row;
    }

    /** Those of all projects; without any the list is empty since 2.75, and not there before. */
    private void servers(Call call, ObjectNode row, String host) {
        var list = Json.array();
        nova.cloud.world().rows("servers").stream().map(World.Row::json)
                .filter(server -> server.path("OS-EXT-SRV-ATTR:host").asText().equals(host))
                .filter(server -> !server.path("status").asText().equals("DELETED"))
                .forEach(server -> list.addObject()
                        .put("name", server.path("OS-EXT-SRV-ATTR:instance_name").asText())
                        .set("uuid", server.get("id")));
        if (call.from(75) || !list.isEmpty()) row.set("servers", list);
    }

    /** The host itself takes 512 MB, which Placement calls reserved. */
    private ObjectNode capacity(ObjectNode service) {
        var load = Load.host(nova.cloud.world(), service.path("host").asText());
        var row = (ObjectNode) NODE.path("capacity").deepCopy();
        int ram = 512 + load.ram();
        return row.put("vcpus_used", load.vcpus()).put("memory_mb_used", ram).put("local_gb_used", load.disk())
                .put("free_ram_mb", row.path("memory_mb").asInt() - ram)
                .put("free_disk_gb", row.path("local_gb").asInt() - load.disk()).put("running_vms", load.servers());
    }

    /**
     * GET /os-availability-zone and /detail. A zone is available if one service there is enabled, be it down; in the
     * details a disabled one is missing, and administrators alone see them.
     */
    ObjectNode zones(Call call) {
        boolean detailed = call.path().size() == 2;
        Nova.allow(call, "os_compute_api:os-availability-zone:" + (detailed ? "detail" : "list"));
        var services = nova.cloud.world().rows("services").stream().map(World.Row::json).toList();
        var open = zones(services.stream().filter(NovaComputes::enabled), detailed);
        var shut = zones(services.stream(), detailed);
        shut.removeAll(open);
        var rows = Json.array();
        for (var zone : open) zone(rows.addObject(), zone, true).set("hosts", detailed ? hosts(services, zone) : null);
        for (var zone : shut) zone(rows.addObject(), zone, false).putNull("hosts");
        return Service.object("availabilityZoneInfo", rows);
    }

    private static SortedSet<String> zones(Stream<ObjectNode> services, boolean detailed) {
        return services.map(row -> row.path("zone").asText()).filter(zone -> detailed || !zone.equals("internal"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ObjectNode zone(ObjectNode row, String name, boolean available) {
        row.put("zoneName", name).putObject("zoneState").put("available", available);
        return row;
    }

    private static ObjectNode hosts(List<ObjectNode> services, String zone) {
        var hosts = Json.object();
        services.stream().filter(row -> row.path("zone").asText().equals(zone)).filter(NovaComputes::enabled)
                .forEach(row -> hosts.withObject("/" + row.path("host").asText())
                        .putObject(row.path("binary").asText()).put("available", up(row)).put("active", true)
                        .put("updated_at", CinderRows.now()));
        return hosts;
    }
}
