package osmcp.tool;

import static org.junit.jupiter.api.Assertions.*;
import static osmcp.openstack.compute.Server.SERVERS;

import module java.base;
import org.junit.jupiter.api.Test;
import osmcp.Lab;
import osmcp.openstack.*;
import osmcp.openstack.compute.Servers.Order;

/** What an action says of itself, and what follows from it. */
class ActionTest {
    private static Tool tool(int minor) {
        return Tool.write(Toolset.COMPUTE, "set_test", "For this test.", "get_instance",
                Action.of(Choice.of(SERVERS), "halt", "rest").aims("SHUTOFF").from("ACTIVE").takes(3).since(2, minor)
                        .run((server, cloud) -> cloud.servers().order(server, Order.STOP)));
    }

    private static Tool.Answer call(Lab lab, Tool tool, String args) {
        try (var cloud = lab.connection("demo"); var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
            return Lab.call(tool, Lab.json(args), session, (_, _, _) -> { });
        }
    }

    @Test
    void whatTheCloudIsTooOldForIsToldBeforeAnythingIsSentAndInAPlanToo() throws IOException {
        try (var lab = new Lab()) {
            for (var args : List.of("{\"action\":\"rest\",\"names\":\"web-03\"}",
                    "{\"action\":\"halt\",\"names\":\"web-03\",\"dry_run\":true}")) {
                var refusal = assertThrows(CloudException.class, () -> call(lab, tool(900), args));
                assertEquals(CloudException.Why.TOO_OLD, refusal.why());
                assertEquals("Nova would have to offer 2.900, and this cloud's offers 2.1 to 2.100 "
                        + "(2025.1 Epoxy to 2025.2 Flamingo)",
                        refusal.getMessage());
            }
            assertEquals(Map.of(), lab.cloud.journal().work(0));
            var plan = call(lab, tool(2), "{\"action\":\"halt\",\"names\":\"web-03\",\"dry_run\":true}");
            assertEquals(1, plan.structured().path("planned").asInt());
        }
    }

    @Test
    void theTextTellsWhatTheStructureTells() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.pace(Duration.ofMinutes(1));
            var answer = call(lab, tool(2), "{\"action\":\"halt\",\"names\":\"web-03,is-stopped\"}");
            var lines = answer.text().lines().toList();
            assertEquals("halt: ✅ 1 done, ❌ 1 failed", lines.getFirst());
            assertTrue(lines.get(1).matches("🟡 web-03 \\([0-9a-f-]{36}\\): ACTIVE, powering-off"), lines.get(1));
            assertTrue(lines.get(2).matches("❌ is-stopped .*: failed; SHUTOFF; Nova answered 409: .* already; req-.*"),
                    lines.get(2));
            assertEquals("to SHUTOFF it usually takes 3 s; get_instance shows the state", lines.get(3));
        }
    }

    @Test
    void theDescriptionTellsTheActionsAndWhatTheyNeed() {
        assertEquals("For this test. Actions: halt.", tool(2).about());
        assertEquals(List.of("halt", "rest"), tool(2).actionWords());
        assertFalse(tool(2).destroys());
    }
}
