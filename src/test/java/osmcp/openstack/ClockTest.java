package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.Lab;
import osmcp.cloud.*;
import osmcp.tools.Calls;

/** Tokens whose times are odd, that end early or often, and a Keystone that comes and goes. */
class ClockTest {
    private static final String ONE = "{\"limit\":1,\"fields\":\"name\"}";

    private static void calls(Calls calls, int times) {
        for (int i = 0; i < times; i++) Lab.answer(calls, "get_instance", ONE);
    }

    private static long signIns(Lab lab) {
        return lab.cloud.journal().all().stream().filter(Journal.Entry::signsIn).count();
    }

    private static void token(Lab lab, Consumer<ObjectNode> change) {
        lab.cloud.faults().add("POST", "identity /v3/auth/tokens", Integer.MAX_VALUE, Fault.changed(answer -> {
            change.accept((ObjectNode) answer.path("token"));
            return answer;
        }));
    }

    private static void shift(ObjectNode token, String field, Duration by) {
        token.put(field, Instant.parse(token.path(field).asText()).plus(by).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-9, -1, 1, 9})
    void aKeystoneWhoseClockIsHoursOffIsSignedInToOnce(int hours) throws IOException {
        try (var lab = new Lab()) {
            token(lab, token -> List.of("issued_at", "expires_at")
                    .forEach(field -> shift(token, field, Duration.ofHours(hours))));
            calls(lab.as("demo"), 20);
            assertEquals(1, signIns(lab));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-9, 0})
    void aWaitEndsWhateverKeystonesClockSays(int hours) throws IOException {
        try (var lab = new Lab()) {
            token(lab, token -> List.of("issued_at", "expires_at")
                    .forEach(field -> shift(token, field, Duration.ofHours(hours))));
            var answer = Lab.answer(lab.as("demo"), "set_instance",
                    "{\"action\":\"stop\",\"names\":\"web-03,web-06\",\"wait_seconds\":5}");
            var marks = answer.path("items").findValuesAsText("mark");
            assertEquals(List.of("reached", "reached"), marks, answer.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            expires_at | null
            expires_at | soon
            expires_at | 2999-01-01
            issued_at  | null
            issued_at  | 0
            """)
    void aTimeThatCannotBeReadCostsNoSignIn(String field, String value) throws IOException {
        try (var lab = new Lab()) {
            token(lab, token -> token.put(field, value));
            calls(lab.as("demo"), 10);
            assertEquals(1, signIns(lab));
        }
    }

    /** One for each time that it is asked for, and none in a circle. */
    @Test
    void aTokenThatIsOverWhenItComesIsUsedAllTheSame() throws IOException {
        try (var lab = new Lab()) {
            token(lab, token -> shift(token, "expires_at", Duration.ofHours(-9)));
            var calls = lab.as("demo");
            calls(calls, 3);
            int mark = lab.cloud.journal().mark();
            calls(calls, 1);
            long more = lab.cloud.journal().since(mark).stream().filter(Journal.Entry::signsIn).count();
            assertTrue(more <= 6, "sign-ins for one call: " + more);
        }
    }

    @Test
    void twoHundredCallsOnTokensOfTwoSecondsAllSucceed() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.tokens().lifetime(Duration.ofSeconds(2));
            lab.cloud.delay(Duration.ofMillis(12));
            var start = Instant.now();
            calls(lab.as("demo"), 200);
            long seconds = Duration.between(start, Instant.now()).toSeconds();
            // renewed at half of its life
            assertTrue(signIns(lab) <= 2 + 1.2 * seconds, signIns(lab) + " in " + seconds + " s");
        }
    }

    @Test
    void twoHundredFirstCallsAtOnceSignInOnce() throws Exception {
        try (var lab = new Lab(); var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = lab.as("demo");
            pool.invokeAll(Collections.nCopies(200, () -> Lab.answer(calls, "get_instance", ONE)))
                    .forEach(Future::resultNow);
            assertEquals(1, signIns(lab));
        }
    }

    @Test
    void tokensRevokedInTheMiddleOfManyCallsCostOneSignInEach() throws Exception {
        try (var lab = new Lab(); var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = lab.as("demo");
            calls(calls, 1);
            lab.cloud.delay(Duration.ofMillis(15));
            var running = Stream.generate(() -> pool.submit(() -> calls(calls, 25))).limit(16).toList();
            int revoked = 0;
            for (; running.stream().anyMatch(one -> !one.isDone()); revoked++) {
                Thread.sleep(300);
                lab.cloud.tokens().revokeAll();
            }
            for (var one : running) one.get();
            assertTrue(signIns(lab) > 1 && signIns(lab) <= 1 + revoked, signIns(lab) + " for " + revoked);
        }
    }

    @Test
    void aKeystoneThatWasDownAtTheFirstCallIsAskedAgainByTheNext() throws IOException {
        for (var fault : List.of(Fault.status(503, "Retry-After", "0"), Fault.status(500), Fault.status(401),
                Fault.headers("X-Subject-Token"))) {
            try (var lab = new Lab()) {
                lab.cloud.faults().add("POST", "identity", 3, fault);
                var calls = lab.as("demo");
                assertTrue(Lab.failure(calls, "get_instance", ONE).startsWith("Keystone answered"));
                lab.cloud.faults().clear();
                calls(calls, 1);
            }
        }
    }

    /** The date is a second later by a clock that is decades ahead of ours. */
    @Test
    void aDateToComeBackAtIsReadByTheServicesOwnClock() throws IOException {
        var asked = new AtomicInteger();
        try (var lab = new Lab(); var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                while (!server.isClosed()) {
                    try (var client = server.accept()) {
                        client.getInputStream().read(new byte[1 << 13]);
                        asked.incrementAndGet();
                        client.getOutputStream().write("""
                                HTTP/1.1 503 Service Unavailable\r
                                Date: Wed, 01 Jan 2070 00:00:00 GMT\r
                                Retry-After: Wed, 01 Jan 2070 00:00:01 GMT\r
                                Content-Length: 0\r
                                Connection: close\r
                                \r
                                """.getBytes());
                        client.shutdownOutput();
                        client.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // the next one
                    }
                }
            });
            lab.cloud.catalogue().move("compute", "http://127.0.0.1:" + server.getLocalPort());
            assertTrue(Lab.failure(lab.as("demo"), "get_instance", ONE).startsWith("Nova answered 503"));
        }
        assertEquals(3, asked.get());
    }

    @Test
    void aWaitEndsThoughKeystonesClockIsAheadOfNovas() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("POST", "identity", 9, Fault.changed(answer -> {
                for (var field : List.of("issued_at", "expires_at")) {
                    var token = (ObjectNode) answer.path("token");
                    token.put(field, Instant.parse(token.path(field).asText()).plus(Duration.ofHours(9)).toString());
                }
                return answer;
            }));
            var answer = Lab.answer(lab.as("demo"), "set_instance",
                    "{\"action\":\"stop\",\"names\":\"web-03,web-06\",\"wait_seconds\":5}");
            assertEquals(List.of("reached", "reached"), answer.path("items").findValuesAsText("mark"));
        }
    }
}
