package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.NeutronLists.Kind;
import osmcp.cloud.Octavia.Refused;
import osmcp.json.Json;

/**
 * Changes of a pool's members. One at a time: pool, listeners and load balancer are locked until it is done, and the
 * member itself is done a little before them.
 */
final class OctaviaMembers {
    private static final Set<String> MUTABLE = Set.of("ACTIVE", "ERROR");

    private final FakeCloud cloud;

    OctaviaMembers(FakeCloud cloud) { this.cloud = cloud; }

    Answer answer(Request request, ObjectNode pool, String id) {
        return switch (request.method() + (id.isEmpty() ? "" : " one")) {
            case "POST" -> create(request, pool);
            case "PUT" -> all(request, pool);
            case "PUT one" -> update(request, pool, id);
            case "DELETE one" -> delete(request, pool, id);
            case "DELETE" -> throw new Refused(400, "Missing argument: \"id\"");
            default -> Answer.of(405, Json.object().put("code", 405).put("title", "Method Not Allowed")
                    .put("description", "")).with("Allow", "DELETE, GET, POST, PUT");
        };
    }

    private Answer create(Request request, ObjectNode pool) {
        var body = (ObjectNode) OctaviaFields.body(request, "member_", "member");
        OctaviaFields.required(body);
        permit(request, pool, "post");
        reserved(body);
        subnet(request, body);
        lock(pool);
        if (of(pool).anyMatch(row -> key(row).equals(key(body)))) throw duplicate(body);
        return Answer.of(201, told(added(pool, body)));
    }

    private Answer update(Request request, ObjectNode pool, String id) {
        var body = OctaviaFields.body(request, "member_", "member");
        var row = find(request, pool, id, "put");
        lock(pool);
        pend(pool);
        OctaviaFields.fill(row, (ObjectNode) body);
        begin(pool, row.put("updated_at", now()), "PENDING_UPDATE");
        return Answer.of(200, told(row));
    }

    private Answer delete(Request request, ObjectNode pool, String id) {
        var row = find(request, pool, id, "delete");
        lock(pool);
        pend(pool);
        begin(pool, row, "PENDING_DELETE");
        return new Answer(204, Map.of(), new byte[0], null);
    }

    /**
     * Who is not among them is deleted, unless they are only to be added. Of who is there already the weight and the
     * like become what they are without being given; the name, the tags and the subnet stay.
     */
    private Answer all(Request request, ObjectNode pool) {
        var asked = OctaviaFields.body(request, "members_", "members").valueStream().map(ObjectNode.class::cast)
                .toList();
        asked.forEach(OctaviaFields::required);
        for (var way : List.of("post", "put", "delete")) permit(request, pool, way);
        var only = request.query().last("additive_only").orElse("");
        boolean add = NovaServers.YES.contains(only.toLowerCase(Locale.ROOT));
        lock(pool);
        var old = of(pool).collect(Collectors.toMap(OctaviaMembers::key, row -> row));
        var keys = asked.stream().map(OctaviaMembers::key).toList();
        for (var body : asked) {
            if (Collections.frequency(keys, key(body)) > 1) {
                throw old.containsKey(key(body)) ? new Refused(400,
                        "Validation failure: Member must be updated only once in the same request.") : duplicate(body);
            }
            if (!old.containsKey(key(body))) {
                reserved(body);
                subnet(request, body);
            }
        }
        for (var body : asked) {
            var row = old.remove(key(body));
            if (row == null) {
                added(pool, body);
                continue;
            }
            OctaviaFields.fill(row, Json.object().put("weight", 1).put("backup", false).put("admin_state_up", true)
                    .putNull("monitor_address").putNull("monitor_port"));
            OctaviaFields.fill(row, body.deepCopy().without("subnet_id"));
            begin(pool, row, "PENDING_UPDATE");
        }
        if (!add) old.values().forEach(row -> begin(pool, row, "PENDING_DELETE"));
        if (!asked.isEmpty() || !add && !old.isEmpty()) pend(pool);
        return new Answer(202, Map.of(), new byte[0], null);
    }

    private Stream<ObjectNode> of(ObjectNode pool) {
        return cloud.world().rows("members").stream().map(World.Row::json)
                .filter(row -> row.get("pool_id").equals(pool.get("id")));
    }

    private static String key(ObjectNode member) {
        return member.path("address").asText() + " " + member.path("protocol_port").asText();
    }

    private static Refused duplicate(ObjectNode member) {
        return new Refused(409, "Another member on this pool is already using ip " + member.path("address").asText()
                + " on protocol_port " + member.path("protocol_port").asText());
    }

    private static void permit(Request request, ObjectNode row, String way) {
        var caller = request.caller().orElseThrow();
        if (!Octavia.mine(request, row) || !caller.mayAct("os_load-balancer_api:member:" + way)) throw Refused.policy();
    }

    private ObjectNode find(Request request, ObjectNode pool, String id, String way) {
        var missing = new Refused(404, "Member " + id + " not found.");
        var row = cloud.world().find("members", id).orElseThrow(() -> missing);
        permit(request, row, way);
        if (!row.get("pool_id").equals(pool.get("id"))) throw missing;
        return row;
    }

    private static void reserved(ObjectNode member) {
        if (member.path("address").asText().equals("169.254.169.254")) {
            throw new Refused(400, "169.254.169.254 is not a valid option for member address");
        }
    }

    /** Octavia asks Neutron with the caller's token. */
    private void subnet(Request request, ObjectNode member) {
        var id = member.path("subnet_id").asText(null);
        if (id == null) return;
        var lists = new NeutronLists(cloud);
        cloud.world().find("subnets", id).filter(row -> lists.sees(request.caller().orElseThrow(), Kind.SUBNETS, row))
                .orElseThrow(() -> new Refused(400, "Subnet " + id + " not found."));
    }

    private void lock(ObjectNode pool) {
        if (!MUTABLE.contains(pool.path("provisioning_status").asText())) throw immutable("Pool", pool);
        var balancer = balancer(pool);
        // octavia/common/constants.py, MUTABLE_STATUSES: of a balancer that one alone
        if (!balancer.path("provisioning_status").asText("ACTIVE").equals("ACTIVE")) {
            throw immutable("Load Balancer", balancer);
        }
    }

    private static Refused immutable(String what, ObjectNode row) {
        return new Refused(409, what + " " + row.path("id").asText() + " is immutable and cannot be updated.");
    }

    private ObjectNode balancer(ObjectNode pool) {
        return cloud.world().find("loadbalancers", pool.path("loadbalancers").path(0).path("id").asText())
                .orElseGet(Json::object);
    }

    /** Pool, listeners and load balancer, for as long as it takes. */
    private void pend(ObjectNode pool) {
        pend("pools", pool);
        pool.path("listeners").forEach(listener -> cloud.world().find("listeners", listener.path("id").asText())
                .ifPresent(row -> pend("listeners", row)));
        pend("loadbalancers", balancer(pool));
    }

    private void pend(String kind, ObjectNode row) {
        row.put("provisioning_status", "PENDING_UPDATE");
        cloud.world().later(kind, row.path("id").asText(), cloud.pace(),
                one -> one.put("provisioning_status", "ACTIVE").put("updated_at", now()));
    }

    private void begin(ObjectNode pool, ObjectNode member, String status) {
        member.put("provisioning_status", status);
        boolean monitored = Octavia.monitor(cloud, pool).isPresent();
        cloud.world().later("members", member.path("id").asText(), cloud.pace().dividedBy(2), row -> {
            if (status.equals("PENDING_DELETE")) {
                row.put("provisioning_status", "DELETED");
                return;
            }
            var health = !row.path("admin_state_up").asBoolean() ? "OFFLINE" : !monitored ? "NO_MONITOR"
                    : row.path("name").asText().contains("down") ? "ERROR" : "ONLINE";
            row.put("provisioning_status", "ACTIVE").put("operating_status", health).put("updated_at", now());
        });
    }

    /** Takes those away whose deletion is done. */
    void sweep() {
        cloud.world().rows("members").stream()
                .filter(row -> row.json().path("provisioning_status").asText().equals("DELETED"))
                .forEach(row -> cloud.world().remove("members", row.id()));
    }

    /** It belongs to the pool's project, whoever added it. */
    private ObjectNode added(ObjectNode pool, ObjectNode body) {
        pend(pool);
        var project = pool.path("project_id").asText();
        var id = UUID.randomUUID().toString();
        var row = SeedBalancers.row("members", "", "", 0).put("id", id).put("project_id", project)
                .put("tenant_id", project).put("created_at", now()).putNull("updated_at").putNull("subnet_id")
                .put("operating_status", Octavia.monitor(cloud, pool).isPresent() ? "OFFLINE" : "NO_MONITOR");
        row.set("pool_id", pool.get("id"));
        OctaviaFields.fill(row, body);
        cloud.world().put("members", id, project, () -> row);
        begin(pool, row, "PENDING_CREATE");
        return row;
    }

    private static ObjectNode told(ObjectNode row) {
        var told = row.deepCopy();
        told.remove("pool_id");
        return Service.object("member", told);
    }

    private static String now() {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
    }
}
