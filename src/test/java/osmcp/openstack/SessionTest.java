package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import osmcp.Lab;
import osmcp.cloud.*;
import osmcp.tools.Tools;

/** The bounds of one call: its time, and what it holds of the memory that all share. */
class SessionTest {
    private static void list(Session session) {
        Lab.call(Tools.find("get_instance").orElseThrow(), Lab.json("{\"limit\":1}"), session,
                (_, _, _) -> { });
    }

    @Test
    void anAnswerThatTricklesIsGivenUpAtTheDeadlineOfTheCall() throws IOException {
        try (var lab = new Lab(); var cloud = lab.connection("demo")) {
            try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                list(session);
            }
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 3, Fault.trickle(Duration.ofMillis(200)));
            try (var session = cloud.session(View.PROJECT, Duration.ofMillis(500))) {
                var refusal = assertThrows(CloudException.class, () -> list(session));
                assertTrue(refusal.getMessage().contains("did not answer in"), refusal.getMessage());
            }
        }
    }

    /** More at once than the memory set aside for answers holds: they wait for each other, and none for ever. */
    @Test
    void manyLargeAnswersAtOnceAreAllGiven() throws Exception {
        try (var lab = new Lab(FakeCloud.start(Options.of(World.scale(400)))); var cloud = lab.connection("scale");
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<ObjectNode> listing = () -> {
                try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(40))) {
                    return Lab.call(Tools.find("get_instance").orElseThrow(), Lab.json("{\"limit\":200}"), session,
                            (_, _, _) -> { }).structured();
                }
            };
            pool.invokeAll(Collections.nCopies(60, listing))
                    .forEach(answer -> assertFalse(answer.resultNow().has("notes")));
            assertEquals(0, cloud.kibInWork());
        }
    }

    @Test
    void whatWasReadIsCountedBackHoweverACallEnds() throws Exception {
        try (var lab = new Lab(); var cloud = lab.connection("demo")) {
            var faults = List.of(Fault.status(500), Fault.status(401), Fault.endless(), Fault.gzip(), Fault.reset(),
                    Fault.page(200, "text/html", "no"), Fault.page(200, "application/json", "{}"));
            for (var fault : faults) {
                lab.cloud.faults().add("GET", "compute /v2.1/servers", 9, fault);
                try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                    assertThrows(CloudException.class, () -> list(session), fault.toString());
                }
                lab.cloud.faults().clear();
            }
            assertEquals(0, cloud.kibInWork());
        }
    }
}
