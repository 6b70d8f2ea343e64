package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import osmcp.Lab;
import osmcp.cloud.World;
import osmcp.openstack.compute.Server;
import osmcp.openstack.network.Network;

/** The leave to change: who gets it, what it claims, and what stands behind it. */
class LeaveTest {
    private static void with(String user, BiConsumer<Lab, Session> test, String... settings) throws IOException {
        try (var lab = new Lab(); var cloud = lab.connection(user, settings);
                var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
            test.accept(lab, session);
            assertEquals(List.of(), lab.cloud.journal().changes(0));
        }
    }

    private static Target<Server> claim(Writes leave, Session session, String name) {
        return leave.claim(session.list(Server.SERVERS), List.of(name)).getFirst();
    }

    @Test
    void whoReadsOnlyGetsNone() throws IOException {
        with("demo", (_, session) -> assertTrue(session.writes().isEmpty()), "ALLOW_MODIFY_OPERATIONS", "false");
    }

    @Test
    void aDryOneClaimsAndSendsNothing() throws IOException {
        with("demo", (_, session) -> {
            var target = claim(session.writes().orElseThrow().dry(), session, "web-03");
            assertEquals("web-03", target.value().name());
            assertThrows(IllegalStateException.class, () -> session.at(target).post(Body.of("os-stop"), "/action"));
        });
    }

    @Test
    void anotherProjectsThingIsNotFoundAndWhatIsSharedCannotBeClaimed() throws IOException {
        with("admin", (lab, session) -> {
            var leave = session.writes().orElseThrow();
            var foreign = lab.cloud.world().ids("networks", "other").getFirst();
            var refusal = assertThrows(CloudException.class,
                    () -> leave.claim(session.list(Network.NETWORKS), List.of(foreign)));
            assertEquals(CloudException.Why.NOT_FOUND, refusal.why());
            refusal = assertThrows(CloudException.class,
                    () -> leave.claim(session.list(Network.NETWORKS), List.of("public")));
            assertEquals(CloudException.Why.FORBIDDEN, refusal.why());
            assertEquals("public", session.see(Network.NETWORKS, "public").value().name());
        });
    }

    @Test
    void aBodyThatSaysAnotherProjectIsNotSent() throws IOException {
        with("admin", (_, session) -> {
            var target = claim(session.writes().orElseThrow(), session, "web-03");
            var body = Body.of("port").put("nested", osmcp.json.Json.object().put("tenant_id", World.OTHER));
            assertThrows(IllegalStateException.class, () -> session.at(target).post(body, "/action"));
        });
    }

    @Test
    void aTargetOfOneServiceHasNoPlaceInAnother() throws IOException {
        with("demo", (_, session) -> {
            var network = session.see(Network.NETWORKS, "private");
            assertThrows(IllegalArgumentException.class,
                    () -> session.below(network, osmcp.openstack.compute.Attachment.ATTACHMENTS));
        });
    }

    @Test
    void keysOfPathsAreOneSegmentAndNoWayUp() {
        for (var text : List.of("", " ", ".", "..")) assertThrows(IllegalArgumentException.class, () -> new Key(text));
        assertEquals("a%2F..%2Fb%3Fc", Query.encode(new Key("a/../b?c").text()));
    }
}
