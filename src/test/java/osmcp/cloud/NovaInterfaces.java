package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * The network interfaces of servers: {@code os-interface}. To attach one waits until it is done; to detach one is
 * accepted even for a port that nobody has, and then comes to nothing.
 */
final class NovaInterfaces {
    private static final Set<String> STATES = Set.of("active", "paused", "stopped");
    private static final String BROKEN = "Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ "
            + "and attach the Nova API log if possible.\n<class '%s'>";

    private final Nova nova;
    private final NovaServers servers;
    private final NovaRecords records;
    private final NovaPorts ports;

    NovaInterfaces(Nova nova, NovaServers servers, NovaRecords records, NovaPorts ports) {
        this.nova = nova;
        this.servers = servers;
        this.records = records;
        this.ports = ports;
    }

    /** GET, POST and DELETE of /servers/{id}/os-interface */
    Answer answer(Call call) {
        var wish = call.request().method().equals("POST") ? wish(call) : null;
        var server = servers.visible(call, call.path().get(1));
        var id = server.path("id").asText();
        if (wish != null) return attach(call, server, wish);
        if (call.path().size() == 3) {
            var all = ports.of(id).map(port -> view(call, port)).toList();
            return Answer.of(200, Service.object("interfaceAttachments", Json.node(all)));
        }
        var portId = call.path().get(3);
        if (call.request().method().equals("DELETE")) return detach(call, server, portId);
        return Answer.of(200, Service.object("interfaceAttachment", ports.of(id)
                .filter(port -> port.path("id").asText().equals(portId)).findFirst().map(port -> view(call, port))
                .orElseThrow(() -> new Refused(404, "Port id " + portId + " could not be found."))));
    }

    private ObjectNode view(Call call, ObjectNode port) {
        var shown = Json.object();
        shown.set("net_id", port.get("network_id"));
        shown.set("port_id", port.get("id"));
        shown.set("mac_addr", port.get("mac_address"));
        shown.set("port_state", port.get("status"));
        var fixed = shown.putArray("fixed_ips");
        port.path("fixed_ips").forEach(one -> fixed.addObject().<ObjectNode>set("subnet_id", one.get("subnet_id"))
                .set("ip_address", one.get("ip_address")));
        if (call.from(70)) shown.put("tag", ports.note(port).path("tag").textValue());
        return shown;
    }

    private static ObjectNode wish(Call call) {
        var known = new HashSet<>(Set.of("net_id", "port_id", "fixed_ips"));
        if (call.from(49)) known.add("tag");
        var body = Nova.body(call);
        if (!body.has("interfaceAttachment")) return Json.object();
        var wish = NovaBodies.object("interfaceAttachment", body.get("interfaceAttachment"), Set.of(), known,
                " is not of type 'object'");
        NovaActionBodies.uuid(wish, "net_id");
        NovaActionBodies.uuid(wish, "port_id");
        var fixed = wish.path("fixed_ips");
        if (wish.has("fixed_ips") && fixed.isEmpty()) {
            throw NovaBodies.invalid("fixed_ips", fixed, " should be non-empty");
        }
        if (fixed.size() > 1) throw NovaBodies.invalid("fixed_ips", fixed, " is too long");
        var address = fixed.path(0).path("ip_address");
        if (!fixed.isEmpty() && Cidr.address(address.asText()).isEmpty()) {
            throw NovaBodies.invalid("ip_address", address, " is not valid under any of the given schemas");
        }
        if (wish.has("tag") && !wish.path("tag").asText().matches(NovaActionBodies.TAG)) {
            throw NovaBodies.invalid("tag", wish.get("tag"), " does not match '^[^,/]*$'");
        }
        return wish;
    }

    private Answer attach(Call call, ObjectNode server, ObjectNode wish) {
        Nova.allow(call, "os_compute_api:os-attach-interfaces:create");
        if (wish.has("net_id") && wish.has("port_id")) {
            throw new Refused(400, "Must not input both network_id and port_id");
        }
        if (wish.has("fixed_ips") && !wish.has("net_id")) {
            throw new Refused(400, "Must input network_id when request IP address");
        }
        synchronized (server) {
            NovaActions.locked(call, server);
            NovaActions.state(server, "attach_interface", STATES, Set.of());
            records.began(call, server, "attach_interface");
            try {
                var port = wish.has("port_id") ? given(call, server, wish.path("port_id").asText())
                        : made(call, server, wish);
                if (wish.path("tag").isTextual()) ports.note(port).set("tag", wish.get("tag"));
                ports.show(server, port);
                records.ended(call, true);
                return Answer.of(200, Service.object("interfaceAttachment", view(call, port)));
            } catch (Refused refusal) {
                records.ended(call, "Error", refusal.getMessage());
                throw refusal;
            }
        }
    }

    /** A port that is there already. */
    private ObjectNode given(Call call, ObjectNode server, String id) {
        var port = nova.cloud.world().find("ports", id).filter(row -> call.caller().admin()
                        || row.path("project_id").asText().equals(call.caller().projectId()))
                .orElseThrow(() -> new Refused(404, "Port id " + id + " could not be found."));
        if (!port.path("device_id").asText().isEmpty()) throw new Refused(409, "Port " + id + " is still in use.");
        ports.note(port).put("given", true);
        return ports.bind(port, server);
    }

    /** An unknown network, and an address that is not of the network, Nova takes for faults of its own: 500. */
    private ObjectNode made(Call call, ObjectNode server, ObjectNode wish) {
        var networks = wish.has("net_id") ? ports.network(call, wish.path("net_id").asText()).map(List::of)
                .orElseThrow(() -> new Refused(500, BROKEN.formatted("oslo_messaging.rpc.client.RemoteError")))
                : ports.usable(call);
        if (networks.size() != 1) {
            throw new Refused(400, "Multiple possible networks found, use a Network ID to be more specific.");
        }
        var network = networks.getFirst();
        var id = network.path("id").asText();
        if (NovaPorts.external(network) && !call.caller().admin()) {
            throw new Refused(403, "It is not allowed to create an interface on external network " + id);
        }
        if (ports.subnets(id).isEmpty()) {
            throw new Refused(400, "Network requires port_security_enabled and subnet associated in order to apply "
                    + "security groups.");
        }
        var address = wish.path("fixed_ips").path(0).path("ip_address").asText("");
        if (!address.isEmpty() && !ports.fits(id, address)) {
            throw new Refused(500, BROKEN.formatted("nova.exception_Remote.InvalidInput_Remote"));
        }
        if (!address.isEmpty() && ports.at(id, address).isPresent()) {
            throw new Refused(409, "Fixed IP " + address + " is already in use.");
        }
        var groups = Json.array();
        ports.group(call, "default").ifPresent(group -> groups.add(group.get("id")));
        return ports.make(server, id, address, groups);
    }

    /** A port that Nova made goes; one that was given is free again. */
    private Answer detach(Call call, ObjectNode server, String id) {
        Nova.allow(call, "os_compute_api:os-attach-interfaces:delete");
        synchronized (server) {
            NovaActions.locked(call, server);
            NovaActions.state(server, "detach_interface", STATES, Set.of());
            records.began(call, server, "detach_interface");
            var port = ports.of(server.path("id").asText()).filter(row -> row.path("id").asText().equals(id))
                    .findFirst();
            if (port.isEmpty()) {
                records.ended(call, "Error", "Port " + id + " is not attached");
            } else {
                var serverId = server.path("id").asText();
                boolean stays = nova.cloud.failing(serverId).isPresent();
                nova.cloud.world().later("ports", id, nova.cloud.pace(), row -> {
                    records.ended(call, !stays);
                    if (stays) return;
                    nova.cloud.world().find("servers", serverId).ifPresent(one -> NovaPorts.hide(one, row));
                    ports.drop(row);
                });
            }
        }
        return Answer.of(202, "application/json", "");
    }
}
