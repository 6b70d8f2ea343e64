package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Neutron.Refused;
import osmcp.cloud.NeutronLists.Kind;
import osmcp.json.Json;

/** What makes, changes and takes away networks, subnets and ports. */
final class NeutronChanges {
    private static final Set<String> FIXED = Set.of("id", "cidr", "network_id", "ip_version", "subnetpool_id",
            "ipv6_ra_mode", "ipv6_address_mode", "revision_number", "created_at", "updated_at", "router:external",
            "tags", "shared");
    private static final Set<String> UNSET = Set.of("id", "revision_number", "created_at", "updated_at", "tags",
            "status", "subnets", "dns_assignment");
    private static final Set<String> UNSET_IN_SUBNETS = Set.of("id", "revision_number", "created_at", "updated_at",
            "tags", "router:external", "shared");
    /** The columns of the row itself. What is kept in tables of its own moves the time of a change, not its number. */
    private static final List<String> NUMBERED = List.of("name", "description", "gateway_ip", "enable_dhcp");

    private final FakeCloud cloud;
    private final NeutronLists lists;
    private final NeutronFloating floating;

    NeutronChanges(FakeCloud cloud, NeutronLists lists, NeutronFloating floating) {
        this.cloud = cloud;
        this.lists = lists;
        this.floating = floating;
    }

    Answer create(Request request, Kind kind) {
        var caller = request.caller().orElseThrow();
        var body = body(request, kind);
        known(caller, kind, body, kind == Kind.SUBNETS ? UNSET_IN_SUBNETS : UNSET,
                "Attribute '%s' not allowed in POST");
        switch (kind) {
            case SUBNETS -> required(body, "ip_version", "network_id");
            case PORTS -> required(body, "network_id");
            default -> { }
        }
        body.properties().forEach(field -> NeutronFields.check(field.getKey(), field.getValue()));
        var project = body.has("project_id") ? body.path("project_id").asText()
                : body.path("tenant_id").asText(caller.projectId());
        var now = now();
        var row = SeedNetworks.row(kind.many(), "", "", 0);
        row.put("id", UUID.randomUUID().toString()).put("tenant_id", project).put("project_id", project)
                .put("created_at", now).put("updated_at", now).put("description", "");
        if (kind != Kind.NETWORKS) {
            permit(caller, kind, lists.find(caller, Kind.NETWORKS, body.path("network_id").asText()));
        }
        allow(caller, "create_" + kind.one(), body.properties().stream().map(Map.Entry::getKey)
                .filter(name -> kind.admins.contains(name) || Set.of("shared", "router:external").contains(name))
                .findFirst().map(name -> kind.one() + ":" + name).orElse(""));
        switch (kind) {
            case SUBNETS -> NeutronFields.subnet(row, body, siblings(body));
            case PORTS -> {
                NeutronFields.port(row, body, siblings(body), lists.rows(Kind.PORTS).toList(),
                        subnet -> lists.shows(caller, Kind.SUBNETS, subnet));
                if (body.has("security_groups")) NeutronPorts.groups(caller, lists, row, body.get("security_groups"));
                else fallback(row);
            }
            default -> row.setAll(body);
        }
        cloud.world().put(kind.many(), row.path("id").asText(), project, () -> row);
        if (kind == Kind.SUBNETS) bump(lists.network(row));
        return lists.changed(request, 201, kind, row);
    }

    /** The group that every project has. */
    private void fallback(ObjectNode port) {
        var groups = port.putArray("security_groups");
        if (!port.path("port_security_enabled").asBoolean(true)) return;
        lists.rows(Kind.SECURITY_GROUPS).filter(group -> group.get("project_id").equals(port.get("project_id"))
                && group.path("name").asText().equals("default")).forEach(group -> groups.add(group.get("id")));
    }

    /** An external network is shown to everybody, and refused in other words than a shared one. */
    private void permit(Caller caller, Kind kind, ObjectNode network) {
        if (caller.admin() || network.path("project_id").asText().equals(caller.projectId())) return;
        boolean shared = lists.shared(caller, network);
        if (shared && kind == Kind.PORTS) return;
        if (!shared && caller.mayAct("create_" + kind.one())) {
            throw new Refused(403, "HTTPForbidden", "Tenant " + caller.projectId() + " not allowed to create "
                    + kind.one() + " on this network");
        }
        throw disallowed("rule:create_" + kind.one());
    }

    private List<ObjectNode> siblings(ObjectNode body) {
        return lists.rows(Kind.SUBNETS).filter(row -> row.get("network_id").equals(body.get("network_id"))).toList();
    }

    /** Subnets alone: no tool changes the others. */
    Answer update(Request request, String id) {
        var caller = request.caller().orElseThrow();
        var body = body(request, Kind.SUBNETS);
        known(caller, Kind.SUBNETS, body, FIXED, "Cannot update read-only attribute %s");
        body.properties().forEach(field -> NeutronFields.check(field.getKey(), field.getValue()));
        var row = mine(caller, Kind.SUBNETS, id, "update_subnet");
        match(request, row);
        var changed = row.deepCopy();
        body.properties().forEach(field -> changed.set(field.getKey(), field.getValue().isNull()
                && !field.getKey().equals("gateway_ip") ? Json.array() : field.getValue()));
        if (body.has("enable_dhcp")) changed.put("enable_dhcp", NeutronFields.yes(body.get("enable_dhcp"), true));
        NeutronFields.consistent(changed);
        boolean counts = NUMBERED.stream().anyMatch(name -> !changed.get(name).equals(row.get(name)));
        // the description is kept elsewhere, and so does not count as a change of the network
        boolean network = counts && NUMBERED.stream()
                .anyMatch(name -> !name.equals("description") && !changed.get(name).equals(row.get(name)));
        row.<ObjectNode>setAll(changed).put("updated_at", now());
        if (counts) bump(row);
        if (network) bump(lists.network(row));
        return lists.changed(request, 200, Kind.SUBNETS, row);
    }

    Answer delete(Request request, Kind kind, String id) {
        var row = mine(request.caller().orElseThrow(), kind, id, "delete_" + kind.one());
        match(request, row);
        switch (kind) {
            case SUBNETS -> {
                if (lists.rows(Kind.PORTS).anyMatch(port -> port.path("fixed_ips").valueStream()
                        .anyMatch(fixed -> fixed.get("subnet_id").equals(row.get("id"))))) {
                    throw new Refused(409, "SubnetInUse", "Unable to complete operation on subnet " + id
                            + ": One or more ports have an IP allocation from this subnet.");
                }
                bump(lists.network(row));
            }
            case NETWORKS -> {
                var ports = lists.rows(Kind.PORTS).filter(port -> port.path("network_id").asText().equals(id))
                        .map(port -> port.path("id").asText()).sorted().toList();
                if (!ports.isEmpty()) {
                    throw new Refused(409, "NetworkInUse", "Unable to complete operation on network " + id
                            + ". There are one or more ports still in use on the network, id for these ports is: "
                            + String.join(",", ports) + ".");
                }
                siblings(Json.object().put("network_id", id))
                        .forEach(subnet -> cloud.world().remove("subnets", subnet.path("id").asText()));
            }
            case PORTS -> {
                var owner = row.path("device_owner").asText();
                if (owner.startsWith("network:")) {
                    throw new Refused(409, "ServicePortInUse", "Port " + id + " cannot be deleted directly via the "
                            + "port API: has device owner " + owner + ".");
                }
                floating.left(id);
            }
            default -> { }
        }
        cloud.world().remove(kind.many(), id);
        if (kind == Kind.PORTS) ServerPorts.refresh(cloud, row.path("device_id").asText());
        return gone();
    }

    static Answer gone() { return new Answer(204, Map.of(), new byte[0], null); }

    /** What is shown and another's is refused; what is not shown is not found. */
    private ObjectNode mine(Caller caller, Kind kind, String id, String rule) {
        var row = lists.find(caller, kind, id);
        boolean owns = row.path("project_id").asText().equals(caller.projectId()) || kind == Kind.PORTS;
        if (!caller.admin() && !owns) throw disallowed("rule:" + rule);
        allow(caller, rule, "");
        return row;
    }

    static void allow(Caller caller, String rule, String more) {
        boolean allowed = caller.mayAct(rule) && (more.isEmpty() || caller.admin());
        if (!allowed) {
            throw disallowed(more.isEmpty() ? "rule:" + rule : "(rule:" + rule + " and rule:create_" + more + ")");
        }
    }

    static Refused disallowed(String rule) {
        return new Refused(403, "PolicyNotAuthorized", rule + " is disallowed by policy");
    }

    /** Refuses a number that is none, before anything of the rows is looked at. */
    static void formed(Request request) {
        var header = request.header("If-Match");
        if (header.startsWith("revision_number=") && !header.substring(16).matches("\\d{1,9}")) {
            throw new Refused(400, "BadRequest", "Bad if-match request: Revision number etag must be in the format of "
                    + "revision_number=<int>.");
        }
    }

    /** Refuses where the row's number is another than the caller says. */
    static void match(Request request, ObjectNode row) {
        formed(request);
        var header = request.header("If-Match");
        if (!header.startsWith("revision_number=")) return; // anything else is passed over
        var number = header.substring(16);
        if (Integer.parseInt(number) != row.path("revision_number").asInt()) {
            throw new Refused(412, "RevisionNumberConstraintFailed", "Constrained to " + number
                    + ", but current revision is " + row.path("revision_number").asInt());
        }
    }

    static void bump(ObjectNode row) {
        row.put("revision_number", row.path("revision_number").asInt() + 1).put("updated_at", now());
    }

    static ObjectNode body(Request request, Kind kind) {
        JsonNode body = Json.object();
        try {
            if (request.body().length > 0) body = Json.parse(request.body());
        } catch (Json.Malformed e) {
            throw NeutronLists.bad("Body contains invalid data");
        }
        if (!body.isObject()) throw NeutronLists.bad("Body contains invalid data");
        if (!body.has(kind.one())) throw NeutronLists.bad("Unable to find '" + kind.one() + "' in request body");
        if (body.get(kind.one()) instanceof ObjectNode object) return object;
        throw NeutronLists.bad("Object '" + kind.one() + "' contains invalid data");
    }

    /** The project is looked at before anything else. */
    static void known(Caller caller, Kind kind, ObjectNode body, Set<String> barred, String words) {
        for (var name : List.of("project_id", "tenant_id")) {
            if (body.has(name) && !caller.admin() && !body.path(name).asText().equals(caller.projectId())) {
                throw NeutronLists.bad("Specifying 'project_id' or 'tenant_id' other than the authenticated project in "
                        + "request requires admin or advsvc privileges");
            }
        }
        var names = body.properties().stream().map(Map.Entry::getKey).toList();
        var row = SeedNetworks.row(kind.many(), "", "", 0);
        if (kind == Kind.FLOATINGIPS) row.put("subnet_id", "");
        else row.put("shared", false);
        var unknown = names.stream().filter(name -> !row.has(name)).toList();
        if (!unknown.isEmpty()) {
            throw NeutronLists.bad("Unrecognized attribute(s) '" + String.join(", ", unknown) + "'");
        }
        names.stream().filter(barred::contains).findFirst().ifPresent(name -> {
            throw NeutronLists.bad(words.formatted(name.equals("project_id") ? "tenant_id" : name));
        });
    }

    static void required(ObjectNode body, String... names) {
        for (var name : names) {
            if (!body.has(name)) {
                throw NeutronLists.bad("Failed to parse request. Required attribute '" + name + "' not specified");
            }
        }
    }

    static String now() { return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(); }
}
