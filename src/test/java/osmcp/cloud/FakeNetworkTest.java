package osmcp.cloud;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import module java.net.http;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import osmcp.json.Json;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Ports, floating IPs and security groups answer what was recorded, and servers follow. */
class FakeNetworkTest {
    private FakeCloud cloud;
    private Map<String, String> ids;

    @BeforeEach void start() throws IOException {
        cloud = FakeCloud.start();
        cloud.pace(Duration.ZERO);
        ids = ids();
    }

    @AfterEach void stop() { cloud.close(); }

    /** Who, method and place, what is sent, status, and what the answer has in it. */
    static final List<String> LINES = """
            reader | POST floatingips | {"floating_network_id": "nope"} | 400 | 'nope' is not a valid UUID.
            reader | POST floatingips | {"floating_network_id": "{public}"} | 403 | rule:create_floatingip is disallowed
            member | POST floatingips | {"floating_network_id": "{public}"} | 201 | "status":"DOWN"
            demo | POST floatingips | {} | 400 | Required attribute 'floating_network_id' not specified
            demo | POST floatingips | {"floating_network_id": "{net}"} | 400 | \
            Network {net} is not a valid external network.
            demo | POST floatingips | {"floating_network_id": "{otherNet}"} | 404 | \
            Network {otherNet} could not be found.
            demo | POST floatingips | {"floating_network_id": "{public}", "floating_ip_address": "198.18.0.9"} | 403 | \
            (rule:create_floatingip and rule:create_floatingip:floating_ip_address) is disallowed by policy
            admin | POST floatingips | {"floating_network_id": "{public}", "floating_ip_address": \
            "198.18.1.2"} | 409 | \
            IP address 198.18.1.2 already allocated in subnet
            demo | POST floatingips | {"floating_network_id": "{public}", "fixed_ip_address": "10.0.0.5"} | 400 | \
            Bad floatingip request: fixed_ip_address cannot be specified without a port_id.
            demo | POST floatingips | {"floating_network_id": "{public}", "router_id": "{net}"} | 400 | \
            'router_id' not allowed
            demo | PUT floatingips/{otherFip} | {"port_id": null} | 404 | Floating IP {otherFip} could not be found"
            reader | PUT floatingips/{fip} | {"port_id": null} | 403 | rule:update_floatingip is disallowed by policy
            demo | PUT floatingips/{fip} | {"status": "DOWN"} | 400 | Cannot update read-only attribute status
            demo | PUT floatingips/{fip} | {"project_id": "{demo}"} | 400 | Cannot update read-only attribute tenant_id
            demo | PUT floatingips/{fip} | {"port_id": "nope"} | 400 | Invalid input for port_id. Reason: 'nope' is not
            demo | PUT floatingips/{fip} | {"port_id": "{otherPort}"} | 404 | Port {otherPort} could not be found.
            demo | PUT floatingips/{fip} | {"port_id": "{stacks}"} | 404 | External network \
            {public} is not reachable from \
            subnet {stackSub}.  Therefore, cannot associate Port {stacks} with a Floating IP.
            demo | PUT floatingips/{fip} | {"port_id": "{port}"} | 409 | Cannot associate floating \
            IP 198.18.1.1 ({fip}) with \
            port {port} using fixed IP 10.0.7.3, \
            as that fixed IP already has a floating IP on external network {public}.
            demo | PUT floatingips/{fip} | {"port_id": "{parent}", "fixed_ip_address": "10.0.0.9"} | 400 | \
            Bad floatingip request: Port {parent} does not have fixed ip 10.0.0.9.
            demo | PUT floatingips/{fip} | {"port_id": "{vm}", "fixed_ip_address": "fd00:1::1"} | 400 | \
            with fd00:1::1, since that
            demo | PUT floatingips/{fip} | {"port_id": "{parent}"} | 200 | "fixed_ip_address":"10.0.7.1","status":"DOWN"
            member | PUT floatingips/{usedFip} | {"port_id": null} | 200 | "router_id":null,"port_id":null
            demo | PUT floatingips/{usedFip} | {} | 200 | "port_id":null,"fixed_ip_address":null,"status":"ACTIVE"
            demo | PUT floatingips/{usedFip} | {"description": "new"} | 200 | "fixed_ip_address":"10.0.7.3"
            demo | PUT floatingips/{forwarding} | {"port_id": "{parent}"} | 409 | in use by Port Forwarding resources.
            demo | DELETE floatingips/{otherFip} | | 404 | FloatingIPNotFound
            demo | GET security-groups/{otherGroup} | | 404 | Security group {otherGroup} does not exist"
            demo | GET security-groups?shared=true | | 200 | {"security_groups":[]}
            demo | GET security-groups?limit=1&marker={otherGroup}&fields=name | | 200 | "rel":"next"
            demo | PUT ports/{otherPort} | {"name": "x"} | 404 | Port {otherPort} could not be found.
            reader | PUT ports/{port} | {"name": "x"} | 403 | rule:update_port is disallowed by policy
            demo | PUT ports/{port} | {"mac_address": "fa:16:3e:00:00:01"} | 403 | (rule:update_port and \
            rule:update_port:mac_address) is disallowed by policy
            demo | PUT ports/{port} | {"network_id": "{net}"} | 400 | Cannot update read-only attribute network_id
            demo | PUT ports/{port} | {"nope": 1} | 400 | Unrecognized attribute(s) 'nope'
            demo | PUT ports/{port} | {"fixed_ips": null} | 400 | Reason: Invalid data format for fixed IP: 'None'.
            demo | PUT ports/{port} | {"fixed_ips": [{"subnet_id": "nope"}]} | 400 | 'nope' is not a valid UUID.
            demo | PUT ports/{parent} | {"fixed_ips": [{}]} | 500 | Request Failed: internal server error while
            demo | PUT ports/{parent} | {"fixed_ips": [{"ip_address": "10.0.0.1"}]} | 409 | \
            IP address 10.0.0.1 already allocated
            demo | PUT ports/{parent} | {"fixed_ips": [{"ip_address": "9.9.9.9"}]} | 400 | \
            is not a valid IP for any of the
            demo | PUT ports/{parent} | {"fixed_ips": [{"ip_address": "10.0.0.0"}]} | 400 | InvalidIpForNetwork
            demo | PUT ports/{parent} | {"fixed_ips": [{"ip_address": "fd00:1::9"}]} | 400 | IPv6 \
            address fd00:1::9 cannot be \
            directly assigned to a port on subnet {six} as the subnet is configured for automatic addresses
            demo | PUT ports/{parent} | {"fixed_ips": [{"subnet_id": "{otherSub}"}]} | 404 | \
            Subnet {otherSub} could not be
            demo | PUT ports/{parent} | {"fixed_ips": [{"subnet_id": "{stackSub}"}]} | 400 | \
            included invalid subnet {stackSub}.
            demo | PUT ports/{port} | {"security_groups": ["web"]} | 400 | Reason: 'web' is not a valid UUID.
            demo | PUT ports/{port} | {"security_groups": "x"} | 400 | Reason: 'x' is not a list.
            demo | PUT ports/{port} | {"security_groups": ["{group}", "{group}"]} | 400 | \
            Duplicate items in the list: '{group}'.
            demo | PUT ports/{port} | {"security_groups": ["{otherGroup}"]} | 404 | \
            Security group {otherGroup} does not exist
            admin | PUT ports/{port} | {"security_groups": ["{otherGroup}"]} | 200 | "security_groups":["{otherGroup}"]
            member | PUT ports/{port} | {"security_groups": null} | 200 | "security_groups":[]
            demo | PUT ports/{router} | {"security_groups": ["{group}"]} | 400 | \
            Port security must be enabled and port must
            """.lines().toList();

    private Map<String, String> ids() {
        var ids = new HashMap<String, String>();
        ids.putAll(Map.of("demo", World.DEMO, "public", id("networks", "admin", "public"),
                "stacks", id("ports", "demo", "small-port"), "stackSub", id("subnets", "demo", "small-subnet"),
                "parent", id("ports", "demo", "trunk-parent"), "six", id("subnets", "demo", "private-v6"),
                "usedFip", World.id("demo", "floatingips", "spare"),
                "forwarding", World.id("demo", "floatingips", "forwarding")));
        for (var project : List.of("demo", "other")) {
            boolean own = project.equals("demo");
            ids.put(own ? "net" : "otherNet", id("networks", project, "private"));
            ids.put(own ? "sub" : "otherSub", id("subnets", project, "private-v4"));
            ids.put(own ? "port" : "otherPort", id("ports", project, "spare"));
            ids.put(own ? "group" : "otherGroup", id("security_groups", project, "web"));
            ids.put(own ? "fip" : "otherFip", World.id(project, "floatingips", "free"));
        }
        ids.put("server", id("servers", "demo", "web-03"));
        ids.put("vm", device(ids.get("server")));
        ids.put("router", device(World.id("demo", "routers", "router1")));
        return ids;
    }

    private String device(String id) {
        return cloud.world().rows("ports").stream().map(World.Row::json)
                .filter(port -> port.path("device_id").asText().equals(id)).findFirst().orElseThrow()
                .path("id").asText();
    }

    private String id(String kind, String project, String name) {
        return cloud.world().named(kind, project, name).path("id").asText();
    }

    private HttpResponse<byte[]> send(String who, String method, String place, String body, String match)
            throws Exception {
        var client = switch (who) {
            case "reader", "member" -> Client.of(cloud, "demo_" + who, "demo");
            case "admin" -> Client.of(cloud, "admin", "demo");
            default -> Client.of(cloud, who, who);
        };
        var headers = new HashMap<>(Map.of("X-Auth-Token", client.token(), "Accept", "application/json"));
        if (!match.isEmpty()) headers.put("If-Match", "revision_number=" + match);
        var kind = place.replaceFirst("s(/.*|\\?.*)?$", "").replace('-', '_');
        var whole = body.isEmpty() ? "" : "{\"" + kind + "\": " + fill(body) + "}";
        return client.send(method, "network /v2.0/" + fill(place), whole, headers);
    }

    private String fill(String text) {
        return Pattern.compile("\\{(\\w+)}").matcher(text)
                .replaceAll(found -> ids.getOrDefault(found.group(1), found.group()));
    }

    private JsonNode get(String place) throws Exception {
        return Json.parse(send("demo", "GET", place, "", "").body());
    }

    private JsonNode put(String place, String body) throws Exception {
        var answer = send("demo", "PUT", place, body, "");
        assertEquals(200, answer.statusCode(), Client.text(answer));
        return Json.parse(answer.body()).elements().next();
    }

    private JsonNode server() throws Exception {
        return Client.of(cloud, "demo", "demo").json("compute /v2.1/servers/" + ids.get("server") + " compute 2.96")
                .path("server");
    }

    @ParameterizedTest @FieldSource("LINES") void answersAsRecorded(String line) throws Exception {
        var words = line.split(" *\\| *", -1);
        var call = words[1].split(" ");
        var answer = send(words[0], call[0], call[1], words[2], "");
        var text = Client.text(answer);
        assertEquals(Integer.parseInt(words[3]), answer.statusCode(), text);
        assertTrue(text.contains(fill(words[4])), text);
    }

    @Test void aFloatingIpLeadsToAServer() throws Exception {
        assertEquals(2, server().at("/addresses/private").size());
        assertEquals(1, put("floatingips/{fip}", "{\"port_id\": \"{vm}\"}").path("revision_number").asInt());
        var shown = get("floatingips/{fip}").path("floatingip");
        assertEquals("ACTIVE 2", shown.path("status").asText() + " " + shown.path("revision_number").asInt());
        assertEquals(ids.get("server"), shown.at("/port_details/device_id").asText());
        assertEquals("198.18.1.1 floating", server().at("/addresses/private/2/addr").asText() + " "
                + server().at("/addresses/private/2/OS-EXT-IPS:type").asText());
        put("floatingips/{fip}", "{}");
        assertEquals("DOWN", get("floatingips/{fip}").at("/floatingip/status").asText());
        assertEquals(2, server().at("/addresses/private").size());
    }

    @Test void aPortWithSeveralAddressesNeedsOneNamed() throws Exception {
        put("floatingips/{fip}", "{\"port_id\": \"{vm}\"}");
        ids.put("own", get("floatingips/{fip}").at("/floatingip/fixed_ip_address").asText());
        var port = put("ports/{vm}", """
                {"fixed_ips": [{"ip_address": "{own}"}, {"subnet_id": "{sub}"}]}""");
        assertEquals(3, port.path("fixed_ips").size());
        assertEquals(4, server().at("/addresses/private").size());
        var refused = send("demo", "PUT", "floatingips/{fip}", "{\"description\": \"x\"}", "");
        assertEquals(400, refused.statusCode());
        assertTrue(Client.text(refused).contains(" has multiple fixed IPv4 addresses.  Must provide a specific IPv4"));
        put("floatingips/{fip}", """
                {"port_id": "{vm}", "fixed_ip_address": "{own}", "description": "x"}""");
        var kept = send("demo", "PUT", "ports/{vm}", "{\"fixed_ips\": []}", "");
        assertEquals(400, kept.statusCode());
    }

    @Test void numbersOfRevisions() throws Exception {
        assertEquals(412, send("demo", "PUT", "ports/{port}", "{\"name\": \"a\"}", "7").statusCode());
        assertEquals(400, send("demo", "PUT", "ports/{port}", "{\"name\": \"a\"}", "x").statusCode());
        assertEquals(200, send("demo", "PUT", "ports/{port}", "{\"name\": \"a\"}", "1").statusCode());
        assertEquals(2, put("ports/{port}", "{\"name\": \"a\"}").path("revision_number").asInt());
        assertEquals(3, put("ports/{port}", "{\"security_groups\": [\"{group}\"]}").path("revision_number").asInt());
        var same = send("demo", "PUT", "ports/{port}", "{\"security_groups\": [\"{group}\"]}", "99");
        assertEquals(200, same.statusCode());
        var late = send("demo", "PUT", "floatingips/{fip}", "{\"port_id\": null}", "99");
        assertEquals(412, late.statusCode());
        assertTrue(Client.text(late).contains("Constrained to 99, but current revision is 0"), Client.text(late));
        assertEquals(412, send("demo", "DELETE", "floatingips/{fip}", "", "99").statusCode());
        assertEquals(204, send("demo", "DELETE", "floatingips/{fip}", "", "0").statusCode());
        assertEquals(404, send("demo", "GET", "floatingips/{fip}", "", "").statusCode());
    }

    @Test void aServersGroupsAreThoseOfItsPorts() throws Exception {
        assertEquals("web", server().at("/security_groups/0/name").asText());
        put("ports/{vm}", "{\"security_groups\": [\"" + id("security_groups", "demo", "db") + "\"]}");
        assertEquals("[{\"name\":\"db\"}]", server().path("security_groups").toString());
        put("ports/{vm}", "{\"security_groups\": []}");
        assertFalse(server().has("security_groups"));
    }

    @Test void aPortThatGoesLeavesItsFloatingIp() throws Exception {
        assertEquals(204, send("demo", "DELETE", "ports/{port}", "", "").statusCode());
        var left = get("floatingips/{usedFip}").path("floatingip");
        assertTrue(left.path("port_id").isNull());
        assertEquals("ACTIVE 2", left.path("status").asText() + " " + left.path("revision_number").asInt());
    }

    @Test void whoIsShownWhat() throws Exception {
        assertEquals(3, get("floatingips").path("floatingips").size());
        assertEquals(4, get("security-groups").path("security_groups").size());
        for (var place : List.of("floatingips", "security-groups", "ports")) {
            assertFalse(get(place).toString().contains(World.CANARY), place);
        }
        cloud.world().add("rbac", "other", Map.of("object_id", ids.get("otherGroup"), "target_tenant", World.DEMO));
        assertTrue(get("security-groups/{otherGroup}").at("/security_group/shared").asBoolean());
        assertEquals(5, get("security-groups").path("security_groups").size());
        put("ports/{port}", "{\"security_groups\": [\"{otherGroup}\"]}");
        Quotas.set(cloud.world(), "demo", "network", Map.of("floatingip", 3));
        var refused = send("demo", "POST", "floatingips", "{\"floating_network_id\": \"{public}\"}", "");
        assertEquals(409, refused.statusCode());
        assertTrue(Client.text(refused).contains("Quota exceeded for resources: ['floatingip']."));
    }
}
