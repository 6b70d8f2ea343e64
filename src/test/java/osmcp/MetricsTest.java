package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.rpc.Message;
import osmcp.secret.Signed;

/** What was done is counted by tool and by service, as Prometheus reads it. */
class MetricsTest {
    @Test
    void callsAreCountedByToolAndOutcomeAndRequestsByService() throws IOException {
        try (var lab = new Lab(); var connection = lab.connection("demo")) {
            var metrics = new Metrics();
            var desk = new Desk(lab.calls(connection), metrics);
            var engine = new Engine("test", "Test", "1", "", desk, Library.NONE, Extension.NONE, Extension.NONE,
                    Signed.ownKey(), lab.log::add);
            var talk = engine.open("me");
            for (var call : List.of("get_flavor_list", "get_flavor_list", "get_instance", "no_such_tool")) {
                var params = Json.object().put("name", call);
                params.putObject("arguments").put(call.equals("get_instance") ? "nonsense" : "limit", 1);
                params.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                        .putObject("io.modelcontextprotocol/clientCapabilities");
                say(talk, params);
            }
            var text = metrics.text(connection.requests());
            for (var line : List.of("mcp_openstack_calls_total{tool=\"get_flavor_list\",outcome=\"good\"} 2",
                    "mcp_openstack_calls_total{tool=\"get_instance\",outcome=\"failed\"} 1",
                    "mcp_openstack_call_seconds_count{tool=\"get_flavor_list\"} 2",
                    "mcp_openstack_requests_total{service=\"identity\"} 1",
                    "# TYPE mcp_openstack_calls_total counter")) {
                assertTrue(text.lines().anyMatch(line::equals), line + " in\n" + text);
            }
            assertFalse(text.contains("no_such_tool"), "a stranger's word is no label");
        }
    }

    private static void say(Conversation talk, ObjectNode params) {
        var done = new CompletableFuture<Boolean>();
        talk.receive(new Message.Request(Json.node(1), "tools/call", params), new Outlet() {
            @Override public void send(byte[] message) { fail("nothing comes before the answer"); }
            @Override public void end(Optional<Answer> answer) { done.complete(answer.isPresent()); }
        });
        assertTrue(done.join());
    }
}
