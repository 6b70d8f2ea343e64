package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import osmcp.Lab;
import osmcp.cloud.*;
import osmcp.tools.Tools;

/** What goes wrong with one change, of every method at every service that the tools change: it is sent once. */
class ChangeFaultTest {
    /** The request to be struck, the tool that sends it, and its arguments. */
    private static final String ORDERS = """
            POST compute /v2.1/servers/.*/action | set_instance | "action":"stop","names":"web-03"
            DELETE compute /v2.1/servers/ | set_instance | "action":"delete","names":"web-03"
            POST compute .*/os-volume_attachments | set_server_volume \
            | "action":"attach","names":"vol-01","server":"web-03"
            PUT network /v2.0/subnets/ | set_subnets \
            | "action":"update","names":"backend-v4","dns_nameservers":"192.0.2.9"
            DELETE network /v2.0/subnets/ | set_subnets | "action":"delete","names":"backend-v4"
            POST orchestration .*/actions | set_heat_stack | "action":"suspend","names":"small"
            DELETE orchestration .*/stacks/ | set_heat_stack | "action":"delete","names":"small"
            POST load-balancer .*/members | set_load_balancer_member \
            | "action":"create","pool":"pool-web","address":"10.0.9.11","protocol_port":8080
            PUT load-balancer .*/members/ | set_load_balancer_member \
            | "action":"update","pool":"pool-web","names":"MEMBER","weight":3
            DELETE load-balancer .*/members/ | set_load_balancer_member \
            | "action":"delete","pool":"pool-web","names":"MEMBER"
            """;
    private static final Map<Fault, String> FAULTS = Map.of(
            Fault.reset(), "unknown .*sent, outcome unknown: .*",
            Fault.late(Duration.ofSeconds(6)), "unknown .*sent, outcome unknown: .* did not answer in .*",
            Fault.status(502), "unknown .*sent, outcome unknown: .* answered 502.*",
            Fault.status(504), "unknown .*sent, outcome unknown: .* answered 504.*",
            Fault.status(500), "failed .* answered 500.*",
            Fault.status(503, "Retry-After", "0"), "failed .* answered 503.*",
            Fault.status(429, "Retry-After", "0"), "failed .* answered 429.*",
            Fault.status(401), "failed .* answered 401.*");

    @Test
    void aChangeIsSentOnceWhateverBecomesOfIt() throws Exception {
        var tasks = ORDERS.lines().flatMap(order -> FAULTS.keySet().stream()
                .<Callable<String>>map(fault -> () -> wrong(order.split(" +\\| +"), fault))).toList();
        try (var pool = Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
            var wrong = pool.invokeAll(tasks).stream().map(Future::resultNow).filter(text -> !text.isEmpty()).toList();
            assertEquals("", String.join("\n", wrong));
        }
    }

    private static String wrong(String[] order, Fault fault) throws IOException {
        try (var lab = new Lab(); var cloud = lab.connection("demo")) {
            var member = lab.cloud.world().ids("members", "demo").getFirst();
            var args = order[2].replace("MEMBER", member);
            call(order[1], args + ",\"dry_run\":true", cloud, Duration.ofSeconds(20)); // all is known that must be
            var where = order[0].split(" ", 2);
            lab.cloud.faults().add(where[0], "^" + where[1], 9, fault);
            int mark = lab.cloud.journal().mark();
            boolean late = fault instanceof Fault.Late;
            var item = call(order[1], args, cloud, late ? Duration.ofSeconds(4) : Duration.ofSeconds(20))
                    .path("items").path(0);
            var said = item.path("result").asText() + " " + item.path("error").asText();
            long sent = lab.cloud.journal().changes(mark).stream()
                    .filter(entry -> entry.method().equals(where[0])).count();
            // what is refused for its token was not done, and is sent again with a new one
            boolean good = said.matches(FAULTS.get(fault)) && sent == (said.contains(" 401") ? 2 : 1)
                    && cloud.kibInWork() == 0;
            return good ? "" : order[0] + ", " + fault + ": " + sent + " sent, " + said;
        }
    }

    private static JsonNode call(String tool, String args, Connection cloud, Duration longest) {
        try (var session = cloud.session(View.PROJECT, longest)) {
            return Lab.call(Tools.find(tool).orElseThrow(), Lab.json("{" + args + "}"), session, (_, _, _) -> { })
                    .structured();
        }
    }
}
