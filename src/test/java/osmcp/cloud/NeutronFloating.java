package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Neutron.Refused;
import osmcp.cloud.NeutronLists.Kind;
import osmcp.json.Json;

/** What makes, changes and takes away floating IPs, as l3_db.py does it. */
final class NeutronFloating {
    private static final Set<String> UNSET = Set.of("id", "status", "router_id", "port_details", "port_forwardings",
            "tags", "created_at", "updated_at", "revision_number");
    private static final Set<String> CHANGED = Set.of("port_id", "fixed_ip_address", "description", "qos_policy_id");

    private final FakeCloud cloud;
    private final NeutronLists lists;

    /** Where a floating IP leads; nowhere, if the port is blank. */
    private record Lead(String port, String address, String router) {}

    NeutronFloating(FakeCloud cloud, NeutronLists lists) {
        this.cloud = cloud;
        this.lists = lists;
    }

    Answer create(Request request) {
        var caller = request.caller().orElseThrow();
        var body = NeutronChanges.body(request, Kind.FLOATINGIPS);
        NeutronChanges.known(caller, Kind.FLOATINGIPS, body, UNSET, "Attribute '%s' not allowed in POST");
        NeutronChanges.required(body, "floating_network_id");
        body.properties().forEach(field -> NeutronFields.check(field.getKey(), field.getValue()));
        boolean chosen = body.hasNonNull("floating_ip_address");
        NeutronChanges.allow(caller, "create_floatingip", chosen ? "floatingip:floating_ip_address" : "");
        var network = lists.find(caller, Kind.NETWORKS, body.path("floating_network_id").asText());
        if (!network.path("router:external").asBoolean()) {
            throw bad("Network " + network.path("id").asText() + " is not a valid external network.");
        }
        var project = body.path("project_id").asText(body.path("tenant_id").asText(caller.projectId()));
        int used = (int) lists.rows(Kind.FLOATINGIPS)
                .filter(one -> one.path("project_id").asText().equals(project)).count();
        if (Quotas.exceeded(cloud.world(), "network", project, "floatingip", used, 1)) {
            throw new Refused(409, "OverQuota", "Quota exceeded for resources: ['floatingip'].");
        }
        var row = SeedNetworks.row("floatingips", "", "", 0);
        var now = NeutronChanges.now();
        row.put("id", UUID.randomUUID().toString()).put("tenant_id", project).put("project_id", project)
                .put("created_at", now).put("updated_at", now)
                .put("description", body.path("description").asText()).set("floating_network_id", network.get("id"));
        var port = port(caller, row, body);
        row.put("floating_ip_address", port.at("/fixed_ips/0/ip_address").asText());
        lead(row, find(caller, row, body));
        cloud.world().put("ports", port.path("id").asText(), "", () -> port);
        cloud.world().put("floatingips", row.path("id").asText(), project, () -> row);
        var answer = lists.changed(request, 201, Kind.FLOATINGIPS, row);
        if (!row.get("port_id").isNull()) follows(row, row.path("port_id").asText(), "ACTIVE");
        return answer;
    }

    /** The port that holds the address outside; it belongs to nobody. */
    private ObjectNode port(Caller caller, ObjectNode floating, ObjectNode body) {
        var row = SeedNetworks.row("ports", "", "", 0);
        row.put("id", UUID.randomUUID().toString()).put("device_owner", "network:floatingip").put("status", "N/A")
                .put("port_security_enabled", false).put("revision_number", 2);
        row.putArray("security_groups");
        row.set("device_id", floating.get("id"));
        row.set("network_id", floating.get("floating_network_id"));
        var asked = Json.object();
        if (body.hasNonNull("subnet_id")) asked.set("subnet_id", body.get("subnet_id"));
        if (body.hasNonNull("floating_ip_address")) asked.set("ip_address", body.get("floating_ip_address"));
        var addresses = new NeutronAddresses(row, lists.rows(Kind.SUBNETS)
                .filter(subnet -> subnet.get("network_id").equals(row.get("network_id"))).toList(),
                lists.rows(Kind.PORTS).toList(), subnet -> lists.shows(caller, Kind.SUBNETS, subnet));
        if (asked.isEmpty()) addresses.any();
        else addresses.these(Json.array().add(asked));
        SeedNetworks.assign(row);
        return row;
    }

    /**
     * Without a port in the body it is looked for again where it leads, so that even a new description is refused where
     * the port has several IPv4 addresses by now. An empty body makes it lead nowhere, as null does.
     */
    Answer update(Request request, String id) {
        var caller = request.caller().orElseThrow();
        var body = NeutronChanges.body(request, Kind.FLOATINGIPS);
        var fixed = SeedNetworks.row("floatingips", "", "", 0).propertyStream().map(Map.Entry::getKey)
                .filter(name -> !CHANGED.contains(name)).collect(Collectors.toSet());
        NeutronChanges.known(caller, Kind.FLOATINGIPS, body, fixed, "Cannot update read-only attribute %s");
        body.properties().forEach(field -> NeutronFields.check(field.getKey(), field.getValue()));
        var row = lists.find(caller, Kind.FLOATINGIPS, id);
        NeutronChanges.allow(caller, "update_floatingip", "");
        NeutronChanges.formed(request);
        var lead = find(caller, row, body);
        if (!lead.port().isEmpty() && !row.path("port_forwardings").isEmpty()) {
            throw new Refused(409, "FipInUseByPortForwarding",
                    "Floating IP " + id + " in use by Port Forwarding resources.");
        }
        NeutronChanges.match(request, row);
        var before = row.path("port_id").asText("");
        lead(row, lead);
        if (body.has("description")) row.set("description", body.get("description"));
        NeutronChanges.bump(row);
        var answer = lists.changed(request, 200, Kind.FLOATINGIPS, row);
        if (!before.equals(lead.port())) {
            follows(row, before, lead.port().isEmpty() ? "DOWN" : "ACTIVE");
            follows(row, lead.port(), "");
        }
        return answer;
    }

    Answer delete(Request request, String id) {
        var caller = request.caller().orElseThrow();
        var row = lists.find(caller, Kind.FLOATINGIPS, id);
        NeutronChanges.allow(caller, "delete_floatingip", "");
        NeutronChanges.formed(request);
        NeutronChanges.match(request, row);
        cloud.world().remove("floatingips", id);
        lists.rows(Kind.PORTS).filter(port -> port.path("device_id").asText().equals(id)).toList()
                .forEach(port -> cloud.world().remove("ports", port.path("id").asText()));
        follows(row, row.path("port_id").asText(""), "");
        return NeutronChanges.gone();
    }

    /** A port goes: what led there leads nowhere, and is ACTIVE still, since no agent is told. */
    void left(String port) {
        lists.rows(Kind.FLOATINGIPS).filter(row -> row.path("port_id").asText().equals(port)).forEach(row -> {
            lead(row, new Lead("", "", ""));
            NeutronChanges.bump(row);
        });
    }

    private Lead find(Caller caller, ObjectNode row, ObjectNode body) {
        var port = body.path("port_id").asText("");
        var address = body.path("fixed_ip_address").asText("");
        if (!address.isEmpty() && port.isEmpty()) throw bad("fixed_ip_address cannot be specified without a port_id.");
        var now = row.path("port_id").asText("");
        if (port.isEmpty() && !body.isEmpty() && !body.has("port_id") && !now.isEmpty()) {
            return find(caller, row, now, "");
        }
        // one that forwards ports stays at its router
        if (port.isEmpty()) return new Lead("", "", now.isEmpty() ? row.path("router_id").asText("") : "");
        var lead = find(caller, row, port, address);
        boolean taken = !port.equals(now) && lists.rows(Kind.FLOATINGIPS).anyMatch(other ->
                other.path("port_id").asText().equals(port)
                        && other.get("floating_network_id").equals(row.get("floating_network_id"))
                        && other.path("fixed_ip_address").asText().equals(lead.address()));
        if (taken) {
            throw new Refused(409, "FloatingIPPortAlreadyAssociated", "Cannot associate floating IP "
                    + row.path("floating_ip_address").asText() + " (" + row.path("id").asText() + ") with port " + port
                    + " using fixed IP " + lead.address() + ", as that fixed IP already has a floating IP on external "
                    + "network " + row.path("floating_network_id").asText() + ".");
        }
        return lead;
    }

    private Lead find(Caller caller, ObjectNode row, String id, String asked) {
        var port = lists.find(caller, Kind.PORTS, id);
        if (!caller.admin() && !port.get("project_id").equals(row.get("project_id"))) {
            throw bad("Cannot process floating IP association with Port " + id + ", since that port is owned by a "
                    + "different tenant.");
        }
        if (asked.contains(":")) {
            throw bad("Cannot process floating IP association with " + asked + ", since that is not an IPv4 address.");
        }
        var four = port.path("fixed_ips").valueStream()
                .filter(fixed -> !fixed.path("ip_address").asText().contains(":"))
                .filter(fixed -> asked.isEmpty() || fixed.path("ip_address").asText().equals(asked)).toList();
        if (four.isEmpty()) {
            throw bad(asked.isEmpty() ? "Cannot add floating IP to port " + id + " that has no fixed IPv4 addresses."
                    : "Port " + id + " does not have fixed ip " + asked + ".");
        }
        if (four.size() > 1) {
            throw bad("Port " + id + " has multiple fixed IPv4 addresses.  Must provide a specific IPv4 address when "
                    + "assigning a floating IP.");
        }
        var subnet = four.getFirst().path("subnet_id").asText();
        return new Lead(id, four.getFirst().path("ip_address").asText(), router(row, id, subnet));
    }

    /** A router that has a port in the subnet and its gateway in the external network. */
    private String router(ObjectNode row, String port, String subnet) {
        var gateways = lists.rows(Kind.PORTS)
                .filter(one -> one.path("device_owner").asText().equals("network:router_gateway")
                        && one.get("network_id").equals(row.get("floating_network_id")))
                .map(one -> one.path("device_id").asText()).toList();
        return lists.rows(Kind.PORTS)
                .filter(one -> one.path("device_owner").asText().equals("network:router_interface")
                        && one.path("fixed_ips").valueStream()
                        .anyMatch(fixed -> fixed.path("subnet_id").asText().equals(subnet)))
                .map(one -> one.path("device_id").asText()).filter(gateways::contains).findFirst()
                .orElseThrow(() -> new Refused(404, "ExternalGatewayForFloatingIPNotFound", "External network "
                        + row.path("floating_network_id").asText() + " is not reachable from subnet " + subnet
                        + ".  Therefore, cannot associate Port " + port + " with a Floating IP."));
    }

    private static void lead(ObjectNode row, Lead lead) {
        Map.of("port_id", lead.port(), "fixed_ip_address", lead.address(), "router_id", lead.router())
                .forEach((name, value) -> row.set(name, value.isEmpty() ? NullNode.instance : TextNode.valueOf(value)));
    }

    /** The agent tells later that it is done, which moves the number once more; and Nova is told. */
    private void follows(ObjectNode row, String port, String status) {
        if (!status.isEmpty()) {
            cloud.world().later("floatingips", row.path("id").asText(), cloud.pace(), changed -> {
                if (changed.path("status").asText().equals(status)) return;
                changed.put("status", status);
                NeutronChanges.bump(changed);
            });
        }
        cloud.world().find("ports", port).ifPresent(one ->
                ServerPorts.refresh(cloud, one.path("device_id").asText()));
    }

    private static Refused bad(String message) {
        return new Refused(400, "BadRequest", "Bad floatingip request: " + message);
    }
}
