package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Neutron.Refused;
import osmcp.cloud.NeutronLists.Kind;
import osmcp.json.Json;

/** What changes ports: their names, addresses and security groups. Nova's rows of servers follow. */
final class NeutronPorts {
    private static final Set<String> FIXED = Set.of("id", "network_id", "status", "tenant_id", "project_id",
            "revision_number", "tags", "created_at", "updated_at", "dns_assignment", "ip_allocation",
            "binding:vif_type", "binding:vif_details", "resource_request");
    private static final List<String> ADMINS = List.of("mac_address", "binding:host_id", "binding:profile");

    private final FakeCloud cloud;
    private final NeutronLists lists;

    NeutronPorts(FakeCloud cloud, NeutronLists lists) {
        this.cloud = cloud;
        this.lists = lists;
    }

    /** Lists are put in place of what was. What is as it was moves neither the number nor the time. */
    Answer update(Request request, String id) {
        var caller = request.caller().orElseThrow();
        var body = NeutronChanges.body(request, Kind.PORTS);
        NeutronChanges.known(caller, Kind.PORTS, body, FIXED, "Cannot update read-only attribute %s");
        body.properties().forEach(field -> NeutronFields.check(field.getKey(), field.getValue()));
        var row = lists.find(caller, Kind.PORTS, id);
        // seen by who owns the network, changed by who owns the port
        if (!caller.admin() && !row.path("project_id").asText().equals(caller.projectId())) {
            throw NeutronChanges.disallowed("rule:update_port");
        }
        // of addresses the policy speaks one by one, and on a network of others' nobody chooses any
        boolean addresses = body.path("fixed_ips").isArray() && !caller.admin();
        boolean owns = lists.network(row).path("project_id").asText().equals(caller.projectId());
        if (addresses && !(owns && caller.mayAct("update_port"))) {
            throw NeutronChanges.disallowed(rule(body.path("fixed_ips")));
        }
        NeutronChanges.allow(caller, "update_port", "");
        ADMINS.stream().filter(name -> body.has(name) && !caller.admin()).findFirst().ifPresent(name -> {
            throw NeutronChanges.disallowed("(rule:update_port and rule:update_port:" + name + ")");
        });
        NeutronChanges.formed(request);
        var changed = row.deepCopy();
        body.properties().stream().filter(field -> !field.getKey().equals("fixed_ips"))
                .forEach(field -> changed.set(field.getKey(), field.getValue()));
        if (body.has("fixed_ips")) address(caller, changed, body.get("fixed_ips"));
        if (body.has("security_groups")) groups(caller, lists, changed, body.get("security_groups"));
        SeedNetworks.assign(changed);
        // the number is looked at where the row itself is written, not for groups or addresses as they were
        boolean same = changed.equals(row);
        if (!same || body.has("name") || body.has("description")) NeutronChanges.match(request, row);
        if (!same) {
            row.setAll(changed);
            NeutronChanges.bump(row);
            ServerPorts.refresh(cloud, row.path("device_id").asText());
        }
        return lists.changed(request, 200, Kind.PORTS, row);
    }

    private static String rule(JsonNode addresses) {
        var each = addresses.valueStream().flatMap(JsonNode::propertyStream).map(Map.Entry::getKey)
                .map(key -> "rule:update_port:fixed_ips:" + key).collect(Collectors.joining(" and "));
        return "(rule:update_port and " + (each.isEmpty() ? "rule:update_port:fixed_ips)"
                : "(rule:update_port:fixed_ips and (" + each + ")))");
    }

    private void address(Caller caller, ObjectNode port, JsonNode asked) {
        var id = port.path("id").asText();
        var wanted = asked.valueStream().map(fixed -> fixed.path("ip_address").asText()).toList();
        if (lists.rows(Kind.FLOATINGIPS).filter(floating -> floating.path("port_id").asText().equals(id))
                .anyMatch(floating -> !wanted.contains(floating.path("fixed_ip_address").asText()))) {
            throw new Refused(400, "BadRequest", "Bad port request: Cannot update the fixed_ips of the port " + id
                    + ", because its original fixed_ip has been associated to a floating ip.");
        }
        if (asked.valueStream().anyMatch(fixed -> !fixed.has("subnet_id") && !fixed.has("ip_address"))) {
            throw new Refused(500, "HTTPInternalServerError",
                    "Request Failed: internal server error while processing your request.");
        }
        new NeutronAddresses(port, lists.rows(Kind.SUBNETS).filter(subnet -> subnet.get("network_id")
                .equals(port.get("network_id"))).toList(), lists.rows(Kind.PORTS).toList(),
                subnet -> lists.shows(caller, Kind.SUBNETS, subnet)).these(asked);
        var sorted = port.path("fixed_ips").valueStream().map(fixed -> fixed)
                .sorted(Comparator.comparing(fixed -> fixed.path("ip_address").asText())).toList();
        port.putArray("fixed_ips").addAll(sorted);
    }

    /** Groups that the caller is shown, on a port with port security; no address is needed, whatever the words say. */
    static void groups(Caller caller, NeutronLists lists, ObjectNode port, JsonNode asked) {
        if (asked.isNull()) port.putArray("security_groups");
        if (asked.isEmpty()) return;
        if (!port.path("port_security_enabled").asBoolean(true)) {
            throw new Refused(400, "PortSecurityAndIPRequiredForSecurityGroups", "Port security must be enabled and "
                    + "port must have an IP address in order to use security groups.");
        }
        asked.forEach(group -> lists.find(caller, Kind.SECURITY_GROUPS, group.asText()));
        port.set("security_groups", Json.node(asked.valueStream().map(JsonNode::asText).sorted().toList()));
    }
}
