package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import osmcp.cloud.*;
import osmcp.openstack.View;
import osmcp.openstack.compute.Server;
import osmcp.tools.*;

/** What becomes of changes when much is to be done, when something goes wrong, and when nobody waits any more. */
class ChangeTest {
    private static final String JOBS = "{\"action\":\"stop\",\"name_contains\":\"job-\",\"at_most\":200%s}";

    private static Lab lab(int servers) throws IOException {
        var lab = new Lab();
        for (int i = 0; i < servers; i++) {
            lab.cloud.world().add("servers", "demo", Map.of("name", "job-%03d".formatted(i)));
        }
        return lab;
    }

    private static String jobs(String more) { return JOBS.formatted(more); }

    private static Map<String, Long> results(JsonNode answer) {
        return answer.path("items").valueStream().collect(Collectors.groupingBy(
                item -> item.path("result").asText(), TreeMap::new, Collectors.counting()));
    }

    private static FutureTask<ObjectNode> start(Calls calls, String args) {
        return new FutureTask<>(() -> Lab.answer(calls, "set_instance", args));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) Thread.sleep(10);
        assertTrue(condition.getAsBoolean());
    }

    @Test
    void aHundredAreChangedSixteenAtOnceAndReportedInOrder() throws Exception {
        try (var lab = lab(100)) {
            lab.cloud.delay(Duration.ofMillis(50));
            var answer = Lab.answer(lab.as("demo"), "set_instance", jobs(",\"wait_seconds\":20"));
            assertEquals(Map.of("done", 100L), results(answer));
            assertEquals(16, lab.cloud.journal().mostChangesAtOnce());
            var names = answer.path("items").valueStream().map(item -> item.path("name").asText()).toList();
            assertEquals(names.stream().sorted(Comparator.reverseOrder()).toList(), names); // as they are listed
            assertTrue(lab.cloud.journal().work(0).get("compute") < 110, lab.cloud.journal().work(0).toString());
        }
    }

    @Test
    void whatACancelledBulkHadNotBegunNeverBegins() throws Exception {
        try (var lab = lab(60)) {
            var calls = lab.as("demo");
            Lab.answer(calls, "get_instance", "{\"limit\":1}");
            lab.cloud.delay(Duration.ofSeconds(1));
            var call = start(calls, jobs(""));
            var caller = Thread.ofVirtual().start(call);
            await(() -> lab.cloud.journal().changes(0).size() == 16);
            caller.interrupt();
            assertEquals(Map.of("unknown", 16L, "not_sent", 44L), results(call.get()));
            Thread.sleep(1_200);
            assertEquals(16, lab.cloud.journal().changes(0).size());
        }
    }

    @Test
    void threeOfTwentyFiveFailAndHideNoneOfTheOthers() throws Exception {
        try (var lab = lab(25)) {
            lab.cloud.faults().add("POST", "compute .*/action", 3, Fault.status(500));
            var answer = Lab.answer(lab.as("demo"), "set_instance", jobs(",\"wait_seconds\":5"));
            assertEquals(Map.of("done", 22L, "failed", 3L), results(answer));
            assertEquals(22, answer.path("items").valueStream().filter(item -> item.path("mark").asText()
                    .equals("reached")).count());
            assertEquals(25, lab.cloud.journal().changes(0).size()); // a change that failed is not sent again
        }
    }

    @Test
    void aChangeThatNobodyAnsweredIsToldAsUnknown() throws Exception {
        try (var lab = lab(3)) {
            lab.cloud.faults().add("POST", "compute .*/action", 1, Fault.reset());
            var answer = Lab.answer(lab.as("demo"), "set_instance", jobs(""));
            assertEquals(Map.of("done", 2L, "unknown", 1L), results(answer));
            assertEquals(1, answer.path("unknown").asInt());
            assertEquals(3, lab.cloud.journal().changes(0).size());
        }
    }

    /** What stands before a service does not wait for it: the order may be carried out all the same. */
    @Test
    void aGatewayThatDidNotWaitLeavesTheOutcomeUnknown() throws Exception {
        for (int status : List.of(502, 504)) {
            try (var lab = lab(2)) {
                lab.cloud.faults().add("POST", "compute .*/action", 1, Fault.status(status));
                var answer = Lab.answer(lab.as("demo"), "set_instance", jobs(""));
                assertEquals(Map.of("done", 1L, "unknown", 1L), results(answer));
                assertEquals(2, lab.cloud.journal().changes(0).size());
            }
        }
    }

    /** It was made: whoever hears "failed" makes a second one. */
    @Test
    void anAnswerThatDoesNotTellWhatWasMadeLeavesTheOutcomeUnknown() throws Exception {
        for (var fault : List.of(Fault.gzip(), Fault.truncated(), Fault.changed(json -> json.removeAll()))) {
            try (var lab = new Lab()) {
                lab.cloud.faults().add("POST", "network .*/subnets", 1, fault);
                var answer = Lab.answer(lab.as("demo"), "set_subnets", "{\"action\":\"create\",\"names\":\"new\","
                        + "\"network\":\"private\",\"cidr\":\"10.99.0.0/24\"}");
                assertEquals(Map.of("unknown", 1L), results(answer), fault + " " + answer);
                assertEquals(1, lab.cloud.journal().changes(0).size());
            }
        }
    }

    /** What the deadline kept back was never sent, and is not told as failed. */
    @Test
    void whatTheTimeDidNotSufficeForIsToldAsNotSent() throws Exception {
        try (var lab = lab(100); var cloud = lab.connection("demo")) {
            try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                session.see(Server.SERVERS, "job-000"); // signed in, and the versions known
            }
            lab.cloud.delay(Duration.ofMillis(500));
            try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(2))) {
                var answer = Lab.call(Tools.find("set_instance").orElseThrow(), Lab.json(jobs("")), session,
                        (_, _, _) -> { }).structured();
                assertEquals(0, answer.path("failed").asInt(), answer.toString());
                assertTrue(answer.path("not_sent").asInt() > 0, answer.toString());
                assertEquals(100 - answer.path("not_sent").asInt(), lab.cloud.journal().changes(0).size());
            }
        }
    }

    @Test
    void aReportOfTwoHundredFailuresWithLongNamesIsNotTooLong() throws Exception {
        try (var lab = new Lab()) {
            for (int i = 0; i < 200; i++) {
                lab.cloud.world().add("servers", "demo", Map.of("name", "job-" + i + "-" + "x".repeat(240)));
            }
            lab.cloud.faults().add("POST", "compute .*/action", 200, Fault.refusal(409, "y".repeat(450)));
            for (var args : List.of(jobs(",\"dry_run\":true"), jobs(""))) {
                var outcome = lab.as("demo").run("set_instance", Lab.json(args)).orElseThrow();
                int length = osmcp.json.Json.text(outcome.answer().orElseThrow()).length();
                assertTrue(length <= 40_000 && outcome.words().length() <= 40_000,
                        length + " and " + outcome.words().length());
            }
        }
    }

    /** Clouds that can restore deleted servers keep them for a while. */
    @Test
    void aSoftDeletedServerIsGone() throws Exception {
        try (var lab = lab(1)) {
            lab.cloud.fails(lab.cloud.world().named("servers", "demo", "job-000").path("id").asText(),
                    Map.of("status", "SOFT_DELETED", "OS-EXT-STS:vm_state", "soft-delete"));
            var answer = Lab.answer(lab.as("demo"), "set_instance",
                    "{\"action\":\"delete\",\"names\":\"job-000\",\"wait_seconds\":5}");
            assertEquals("gone", answer.path("items").path(0).path("state").asText());
            assertEquals(Map.of("done", 1L), results(answer));
        }
    }

    /** It is in-use before and after: what tells is the number of its servers. */
    @Test
    void aVolumeThatMayBeInSeveralServersIsTakenOutOfOne() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.world().named("volumes", "demo", "vol-01").put("multiattach", true);
            for (var server : List.of("web-03", "web-06")) {
                Lab.answer(lab.as("demo"), "set_server_volume", "{\"action\":\"attach\",\"names\":\"vol-01\","
                        + "\"server\":\"" + server + "\",\"wait_seconds\":5}");
            }
            var answer = Lab.answer(lab.as("demo"), "set_server_volume", "{\"action\":\"detach\","
                    + "\"names\":\"vol-01\",\"server\":\"web-03\",\"wait_seconds\":5}");
            assertEquals("reached", answer.path("items").path(0).path("mark").asText(), answer.toString());
        }
    }

    /** It will not become free, so waiting for it would only keep the others from their turn. */
    @Test
    void aBalancerInErrorIsNotWaitedFor() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.world().named("loadbalancers", "demo", "lb-web").put("provisioning_status", "ERROR");
            var answer = Lab.answer(lab.as("demo"), "set_load_balancer_member", "{\"action\":\"create\","
                    + "\"pool\":\"pool-web\",\"address\":\"10.0.9.11\",\"protocol_port\":8080}");
            assertEquals(Map.of("failed", 1L), results(answer));
            assertTrue(answer.toString().contains("immutable"), answer.toString());
            assertEquals(2, lab.cloud.journal().changes(0).size());
        }
    }

    @Test
    void aCloudThatIsGoneInTheMiddleIsToldItemByItem() throws Exception {
        try (var lab = lab(3)) {
            var calls = lab.as("demo");
            lab.cloud.faults().add("GET", "compute .*changes-since.*", 3, Fault.status(503));
            var answer = Lab.answer(calls, "set_instance", jobs(""));
            assertEquals(Map.of("done", 3L), results(answer));
            assertTrue(answer.path("notes").path(0).asText().startsWith("the state after it could not be had: Nova"));
            assertEquals("get_instance", answer.path("shown_by").asText());
        }
    }

    @Test
    void aCancelledWaitEndsAtOnceAndTellsWhatWasSeen() throws Exception {
        try (var lab = lab(2)) {
            lab.cloud.pace(Duration.ofMinutes(1));
            var call = start(lab.as("demo"), jobs(",\"wait_seconds\":40"));
            var caller = Thread.ofVirtual().start(call);
            await(() -> lab.cloud.journal().since(0).stream()
                    .filter(entry -> entry.path().contains("changes-since")).count() > 1);
            caller.interrupt();
            var answer = call.get(5, TimeUnit.SECONDS);
            assertEquals("under_way", answer.path("items").path(0).path("mark").asText());
            assertEquals(Map.of("done", 2L), results(answer));
        }
    }

    @Test
    void theWaitIsToldToWhoeverWaits() throws Exception {
        try (var lab = lab(3)) {
            lab.cloud.pace(Duration.ofMillis(1_500));
            var heard = Collections.synchronizedList(new ArrayList<String>());
            lab.as("demo").run("set_instance", Lab.json(jobs(",\"wait_seconds\":20")),
                    (done, total, what) -> heard.add(done + "/" + total + " " + what)).orElseThrow();
            assertEquals(Set.of("1/3 stop", "2/3 stop", "3/3 stop"), Set.copyOf(heard.subList(0, 3)));
            assertEquals("3/6 waiting for SHUTOFF", heard.get(3));
        }
    }

    @Test
    void changesOfOneServersVolumesWaitForEachOther() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.delay(Duration.ofMillis(50));
            var answer = Lab.answer(lab.as("demo"), "set_server_volume", "{\"action\":\"attach\",\"server\":\"web-03\","
                    + "\"names\":\"vol-01,vol-02,vol-05,vol-06\",\"wait_seconds\":10}");
            assertEquals(Map.of("done", 4L), results(answer));
            assertEquals(1, lab.cloud.journal().mostChangesAtOnce());
        }
    }

    /** What came too early is sent again, since a refusal did nothing; and no two at a time of one balancer's. */
    @Test
    void membersWaitUntilTheirBalancerIsFree() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.pace(Duration.ofMillis(500));
            var answer = Lab.answer(lab.as("demo"), "set_load_balancer_member", "{\"action\":\"create\","
                    + "\"pool\":\"pool-web\",\"address\":\"10.0.9.11,10.0.9.12,10.0.9.13\","
                    + "\"protocol_port\":8080,\"wait_seconds\":20}");
            assertEquals(Map.of("done", 3L), results(answer));
            assertEquals(1, lab.cloud.journal().mostChangesAtOnce());
            var refused = lab.cloud.journal().changes(0).stream().filter(entry -> entry.status() == 409).count();
            assertTrue(refused >= 2, "refused: " + refused);
        }
    }

    /** Neutron replaces lists whole: who changed the subnet in between must not lose what he put there. */
    @Test
    void aSubnetThatWasChangedInBetweenIsLeftAlone() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "network .*/subnets.*", 1, Fault.changed(json -> {
                json.path("subnets").forEach(row -> ((ObjectNode) row).put("revision_number", 77));
                return json;
            }));
            var answer = Lab.answer(lab.as("demo"), "set_subnets", "{\"action\":\"update\",\"names\":\"backend-v4\","
                    + "\"dns_nameservers\":\"192.0.2.9\"}");
            assertEquals(Map.of("failed", 1L), results(answer));
            assertTrue(answer.path("items").path(0).path("error").asText().contains("412"), answer.toString());
        }
    }

    @Test
    void rowsOfWhichNobodySaysWhoseTheyAreAreLeftOutForAnAdministratorAndCounted() throws Exception {
        for (var user : List.of("demo_member", "admin")) {
            try (var lab = new Lab()) {
                lab.cloud.faults().add("GET", "block-storage .*/backups/detail.*", 1, Fault.changed(json -> {
                    json.path("backups").forEach(row -> ((ObjectNode) row)
                            .remove("os-backup-project-attr:project_id"));
                    return json;
                }));
                var answer = Lab.answer(lab.as(user), "get_volume_backups", "{}");
                assertEquals(user.equals("admin") ? 0 : 2, answer.path("count").asInt());
                assertEquals(user.equals("admin") ? 2 : 0, answer.path("left_out").asInt());
            }
        }
    }
}
