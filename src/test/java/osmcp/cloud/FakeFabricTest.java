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

/** Networks, stacks and load balancers answer what was recorded. */
class FakeFabricTest {
    private FakeCloud cloud;
    private Map<String, String> ids;

    @BeforeEach void start() throws IOException {
        cloud = FakeCloud.start();
        ids = ids();
    }

    @AfterEach void stop() { cloud.close(); }

    /** Who, method and place, what is sent, status, and what the answer has in it. */
    static final List<String> LINES = """
            demo | GET net/networks/{otherNet} | | 404 | Network {otherNet} could not be found.
            demo | GET net/networks?name=lent-to-demo | | 200 | "shared":true
            other | GET net/networks?name=lent-to-demo | | 200 | "shared":false
            demo | GET net/networks?limit=1&marker={otherNet} | | 404 | NetworkNotFound
            demo | GET net/subnets?name=private-v4&fields=gateway_ip | | 200 | [{"gateway_ip":"10.0.0.1"}]
            reader | POST net/subnets | subnet net={net} v=4 cidr=10.9.0.0/24 | 403 | rule:create_subnet is disallowed
            demo | POST net/subnets | subnet net={otherNet} v=4 cidr=10.9.0.0/24 | 404 | NetworkNotFound
            demo | POST net/subnets | subnet net={lent} v=4 cidr=10.9.0.0/24 | 403 | rule:create_subnet is disallowed
            demo | POST net/subnets | subnet net={public} v=4 cidr=10.9.0.0/24 | 403 | allowed to create subnet on this
            admin | POST net/subnets | subnet net={otherNet} v=4 cidr=10.9.0.0/24 | 201 | "project_id":"{demo}"
            demo | POST net/subnets | subnet net={net} v=4 cidr=10.1.0.128/25 | 400 | overlaps with another subnet.
            demo | POST net/subnets | subnet net={net} v=4 cidr=nonsense | 400 | nonsense is not in a CIDR format.
            demo | POST net/subnets | subnet net={net} v=6 cidr=10.9.0.0/24 | 400 | does not match the ip_version '6'.
            demo | POST net/subnets | subnet net={net} v=4 | 400 | a subnetpool must be specified in the absence of
            demo | POST net/subnets | subnet cidr=10.9.0.0/24 v=4 | 400 | Required attribute 'network_id' not specified
            demo | POST net/subnets | subnet net={net} v=4 cidr=10.9.0.7/24 | 201 | "cidr":"10.9.0.0/24"
            demo | POST net/subnets | subnet net={net} v=4 cidr=10.9.0.0/24 gateway_ip=null | 201 | "start":"10.9.0.1"
            demo | POST net/subnets | subnet net={net} v=4 cidr=10.9.0.0/24 gateway_ip=10.9.0.9 | 201 | "end":"10.9.0.8"
            demo | POST net/subnets | subnet net={net} v=6 cidr=fd00:50::/64 | 201 | "fd00:50::ffff:ffff:ffff:ffff"
            demo | PUT net/subnets/{sub} | subnet gateway_ip=10.1.0.77 | 409 | conflicts with allocation pool 10.1.0.2-
            demo | PUT net/subnets/{sub} | subnet cidr=10.9.0.0/24 | 400 | Cannot update read-only attribute cidr
            demo | PUT net/subnets/{sub} | subnet dns_nameservers=["x"] | 400 | 'x' is not a valid nameserver.
            demo | PUT net/subnets/{otherSub} | subnet name=x | 404 | SubnetNotFound
            demo | DELETE net/subnets/{sub} | | 409 | One or more ports have an IP allocation from this subnet.
            reader | DELETE net/subnets/{sub} | | 403 | rule:delete_subnet is disallowed by policy
            demo | POST net/ports | port net={lent} | 201 | "fixed_ips":[]
            demo | POST net/ports | port net={net} | 201 | "ip_address":"10.1.0.2"
            demo | GET stacks/{otherStack} | | 404 | The Stack ({otherStack}) could not be found.
            admin | GET stacks/{otherStack} | | 302 | /v1/{other}/stacks/small/{otherStack}
            demo | GET heat/{other}/stacks | | 403 | Access was denied to this resource.
            admin | GET stacks?tenant={other}&limit=1 | | 200 | "project":"{other}"
            admin | GET stacks?global_tenant=true | | 403 | You are not authorized to use stacks:global_index.
            reader | DELETE stacks/small/{stack} | | 403 | You are not authorized to use stacks:delete.
            member | POST stacks/small/{stack}/actions | {"suspend": null} | 200 | null
            demo | POST stacks/small/{stack}/actions | {"nope": null} | 400 | Invalid action nope specified
            admin | DELETE stacks/small/{otherStack} | | 204 |
            demo | GET lb/pools/{otherPool} | | 403 | Policy does not allow this request to be performed.
            demo | GET lb/pools/nope/members | | 404 | "title":"Bad Request","description":"Pool nope not found."
            demo | GET lb/pools?limit=1&name=pool-web | | 200 | /v2/lbaas/pools?limit=1&marker=
            demo | POST members | member address=10.0.9.1 port=8080 | 409 | using ip 10.0.9.1 on protocol_port 8080
            demo | POST members | member address=x port=80 | 400 | Value: 'x'. Value should be IPv4 or IPv6 format
            demo | POST members | member address=10.0.9.9 port=80 weight=257 | 400 | should be lower or equal to 256
            demo | POST members | member address=10.0.9.9 port=80 subnet_id={otherSub} | 400 | {otherSub} not found.
            reader | POST members | member address=10.0.9.9 port=80 | 403 | Policy does not allow
            member | POST members | member address=10.0.9.9 port=80 | 201 | "provisioning_status":"PENDING_CREATE"
            admin | POST lb/pools/{otherPool}/members | member address=10.0.9.9 port=80 | 201 | "project_id":"{other}"
            demo | PUT members/{member} | member address=10.0.9.9 | 400 | attribute for argument member_.member: address
            demo | DELETE members/{otherMember} | | 403 | Policy does not allow
            admin | DELETE members/{otherMember} | | 404 | Member {otherMember} not found.
            """.lines().toList();

    private static final Map<String, String> PLACES = Map.of("net/", "network /v2.0/", "heat/", "orchestration /v1/",
            "stacks", "orchestration /v1/{demo}/stacks", "lb/", "load-balancer /v2/lbaas/",
            "members", "load-balancer /v2/lbaas/pools/{pool}/members");
    private static final Map<String, String> KEYS =
            Map.of("net", "network_id", "v", "ip_version", "port", "protocol_port");

    /** From {@code subnet net=… v=4} the JSON, if it is none yet. */
    private String body(String text) throws Exception {
        if (text.isEmpty() || text.startsWith("{")) return text;
        var words = fill(text).split(" ");
        var object = Json.object();
        for (var word : List.of(words).subList(1, words.length)) {
            var pair = word.split("=", 2);
            object.set(KEYS.getOrDefault(pair[0], pair[0]), pair[1].matches("null|\\d+|\\[.*")
                    ? Json.parse(pair[1].getBytes(StandardCharsets.UTF_8)) : Json.node(pair[1]));
        }
        return Json.text(Service.object(words[0], object));
    }

    private String id(String kind, String project, String name) {
        return cloud.world().named(kind, project, name).path("id").asText();
    }

    private Map<String, String> ids() {
        var ids = new HashMap<>(Map.of("demo", World.DEMO, "other", World.OTHER,
                "public", id("networks", "admin", "public"), "lent", id("networks", "other", "lent-to-demo")));
        for (var project : List.of("demo", "other")) {
            for (var named : List.of("net networks backend", "sub subnets backend-v4", "stack stacks small",
                    "pool pools pool-web", "member members member-1")) {
                var words = named.split(" ");
                var key = project.equals("demo") ? words[0]
                        : "other" + words[0].substring(0, 1).toUpperCase(Locale.ROOT) + words[0].substring(1);
                ids.put(key, id(words[1], project, words[2]));
            }
        }
        return ids;
    }

    private Client client(String who) throws Exception {
        return switch (who) {
            case "reader", "member" -> Client.of(cloud, "demo_" + who, "demo");
            case "admin" -> Client.of(cloud, "admin", "demo");
            default -> Client.of(cloud, who, who);
        };
    }

    private HttpResponse<byte[]> send(String who, String method, String line, String body, String... headers)
            throws Exception {
        var client = client(who);
        var sent = new HashMap<>(Map.of("X-Auth-Token", client.token(), "Accept", "application/json"));
        for (int i = 0; i < headers.length; i += 2) sent.put(headers[i], headers[i + 1]);
        return client.send(method, fill(line), fill(body), sent);
    }

    private String fill(String text) {
        return Pattern.compile("\\{(\\w+)}").matcher(text)
                .replaceAll(found -> ids.getOrDefault(found.group(1), found.group()));
    }

    private JsonNode json(String who, String line) throws Exception {
        return Json.parse(send(who, "GET", line, "").body());
    }

    private String status(String line, String pointer) throws Exception {
        return json("demo", line).at(pointer).asText();
    }

    @ParameterizedTest @FieldSource("LINES") void answersAsRecorded(String line) throws Exception {
        var words = line.split(" *\\| *", -1);
        var call = words[1].split(" ");
        var place = PLACES.keySet().stream().filter(call[1]::startsWith).findFirst().orElseThrow();
        var answer = send(words[0], call[0], PLACES.get(place) + call[1].substring(place.length()), body(words[2]));
        var text = Client.text(answer);
        assertEquals(Integer.parseInt(words[3]), answer.statusCode(), text);
        assertTrue(text.contains(fill(words[4])), text);
    }

    @Test void whoIsShownWhat() throws Exception {
        var list = "network /v2.0/networks";
        assertEquals(6, json("demo", list).path("networks").size());
        assertEquals(9, json("admin", list).path("networks").size());
        assertFalse(json("demo", list).at("/networks/0").has("provider:network_type"));
        assertTrue(json("admin", list).at("/networks/0").has("provider:network_type"));
        assertFalse(json("demo", "network /v2.0/subnets").at("/subnets/0").has("segment_id"));
        assertFalse(json("demo", "network /v2.0/ports").at("/ports/0").has("binding:host_id"));
        assertEquals(36, json("demo", "network /v2.0/ports").path("ports").size());
        assertFalse(json("demo", "orchestration /v1/{demo}/stacks").at("/stacks/0").has("project"));
        assertEquals(8, json("admin", "orchestration /v1/{demo}/stacks").path("stacks").size());
        assertEquals(4, json("admin", "load-balancer /v2/lbaas/pools").path("pools").size());
        assertEquals(2, json("admin", "load-balancer /v2/lbaas/pools?project_id={demo}").path("pools").size());
        for (var line : List.of("network /v2.0/subnets", "network /v2.0/ports", "orchestration /v1/{demo}/stacks",
                "load-balancer /v2/lbaas/loadbalancers", "load-balancer /v2/lbaas/healthmonitors")) {
            assertFalse(json("demo", line).toString().contains(World.CANARY), line);
        }
    }

    @Test void aSubnetHasARevision() throws Exception {
        var path = "network /v2.0/subnets/{sub}";
        for (var number : List.of("412 7", "200 0")) {
            var answer = send("demo", "PUT", path, body("subnet name=a"), "If-Match",
                    "revision_number=" + number.substring(4));
            assertEquals(number.substring(0, 3), "" + answer.statusCode());
        }
        assertEquals("1", status(path, "/subnet/revision_number"));
        assertEquals(200, send("demo", "PUT", path, body("subnet dns_nameservers=null")).statusCode());
        assertEquals("1", status(path, "/subnet/revision_number"));
        assertEquals(0, json("demo", path).at("/subnet/dns_nameservers").size());
    }

    @Test void aForeignersSubnetIsHiddenFromTheNetworksOwner() throws Exception {
        var made = Json.parse(send("admin", "POST", "network /v2.0/subnets", """
                {"subnet": {"network_id": "{otherNet}", "ip_version": 4, "cidr": "10.9.0.0/24"}}""").body());
        var path = "network /v2.0/subnets/" + made.at("/subnet/id").asText();
        assertEquals(404, send("other", "GET", path, "").statusCode());
        assertEquals(200, send("demo", "GET", path, "").statusCode());
        assertEquals(204, send("demo", "DELETE", path, "").statusCode());
    }

    @Test void stacksChangeAfterAWhile() throws Exception {
        var path = "orchestration /v1/{demo}/stacks/small/{stack}";
        cloud.pace(Duration.ofSeconds(100));
        send("demo", "POST", path + "/actions", "{\"suspend\": null}");
        assertEquals("SUSPEND_IN_PROGRESS", status(path, "/stack/stack_status"));
        var refused = send("demo", "POST", path + "/actions", "{\"resume\": null}");
        assertEquals(409, refused.statusCode());
        assertTrue(Client.text(refused).contains("Stack small already has an action (SUSPEND) in progress."));
        cloud.pace(Duration.ZERO);
        var other = "orchestration /v1/{demo}/stacks/server/" + id("stacks", "demo", "server");
        send("demo", "POST", other + "/actions", "{\"resume\": null}");
        assertEquals("RESUME_FAILED", status(other, "/stack/stack_status"));
        send("demo", "POST", other + "/actions", "{\"check\": null}");
        assertEquals("CHECK_COMPLETE", status(other, "/stack/stack_status"));
        assertEquals(204, send("demo", "DELETE", other, "").statusCode());
        assertEquals("DELETE_COMPLETE", status(other, "/stack/stack_status"));
        assertEquals(404, send("demo", "DELETE", other, "").statusCode());
        assertEquals(3, json("demo", "orchestration /v1/{demo}/stacks").path("stacks").size());
    }

    @Test void aLoadBalancerIsLockedForAWhile() throws Exception {
        var path = "load-balancer /v2/lbaas/pools/{pool}/members";
        cloud.pace(Duration.ofSeconds(100));
        assertEquals(200, send("demo", "PUT", path + "/{member}", "{\"member\": {\"weight\": 7}}").statusCode());
        assertEquals("PENDING_UPDATE", status("load-balancer /v2/lbaas/pools/{pool}", "/pool/provisioning_status"));
        var own = Client.text(send("demo", "DELETE", path + "/{member}", ""));
        assertTrue(own.contains(fill("Pool {pool} is immutable and cannot be updated.")), own);
        var beside = path.replace("{pool}", id("pools", "demo", "pool-static"));
        var other = send("demo", "POST", beside, body("member address=10.0.9.9 port=80"));
        assertEquals(409, other.statusCode());
        assertTrue(Client.text(other).contains("Load Balancer " + id("loadbalancers", "demo", "lb-web")
                + " is immutable and cannot be updated."));
    }

    @Test void membersChangeOneByOneOrAllAtOnce() throws Exception {
        var path = "load-balancer /v2/lbaas/pools/{pool}/members";
        cloud.pace(Duration.ZERO);
        send("demo", "POST", path, body("member address=10.0.9.9 port=80 name=down"));
        assertEquals(List.of("ACTIVE", "ERROR"), List.of(status(path + "?name=down", "/members/0/provisioning_status"),
                status(path + "?name=down", "/members/0/operating_status")));
        assertEquals(202, send("demo", "PUT", path + "?additive_only=true",
                body("members").replace("{}", "[{\"address\": \"10.0.9.10\", \"protocol_port\": 80}]")).statusCode());
        assertEquals(5, json("demo", path).path("members").size());
        assertEquals(202, send("demo", "PUT", path,
                body("members").replace("{}", "[{\"address\": \"10.0.9.2\", \"protocol_port\": 8080}]")).statusCode());
        var left = json("demo", path).path("members");
        assertEquals(1, left.size());
        assertEquals("member-2 1", left.at("/0/name").asText() + " " + left.at("/0/weight").asText());
        send("demo", "DELETE", path + "/" + left.at("/0/id").asText(), "");
        assertEquals(0, json("demo", path).path("members").size());
        assertEquals(0, cloud.world().ids("members", "demo").size() - 3);
    }

    @Test void filtersMayBeIgnored() throws Exception {
        cloud.ignoreFilters(true);
        assertEquals(6, json("demo", "network /v2.0/networks?name=nope").path("networks").size());
        assertEquals(4, json("demo", "orchestration /v1/{demo}/stacks?name=nope").path("stacks").size());
        assertEquals(2, json("demo", "load-balancer /v2/lbaas/pools?name=nope").path("pools").size());
        assertEquals(9, json("admin", "network /v2.0/networks?project_id={demo}").path("networks").size());
    }

    @Test void testsAddWhatTheyNeed() throws Exception {
        cloud.world().add("networks", "demo", Map.of("name", "new"));
        cloud.world().add("rbac", "", Map.of("object_id", id("networks", "other", "backend"), "target_tenant", "*"));
        assertEquals(8, json("demo", "network /v2.0/networks").path("networks").size());
        cloud.world().add("pools", "demo", Map.of("name", "p", "provisioning_status", "ERROR"));
        assertEquals("ERROR", status("load-balancer /v2/lbaas/pools?name=p", "/pools/0/provisioning_status"));
        cloud.world().add("stacks", "demo", Map.of("name", "s", "stack_status", "UPDATE_IN_PROGRESS"));
        assertEquals("UPDATE_IN_PROGRESS", status("orchestration /v1/{demo}/stacks?name=s", "/stacks/0/stack_status"));
    }
}
