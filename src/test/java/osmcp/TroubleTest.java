package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.cloud.*;
import osmcp.tools.Calls;

/** A cloud that misbehaves: each call says in two to four lines what is wrong, and the next one is well again. */
class TroubleTest {
    private static final String LIST = "get_instance";
    private static final String ARGS = "{\"limit\":1,\"fields\":\"name\"}";

    private static void assertWell(Calls calls) {
        assertEquals(1, Lab.answer(calls, LIST, ARGS).path("count").asInt());
    }

    private static String failure(Calls calls) {
        var words = Lab.failure(calls, LIST, ARGS);
        assertTrue(words.lines().count() <= 4, words);
        return words;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OS_PASSWORD            | wrong | OS_PASSWORD
            OS_USERNAME            | none  | tried as none for project demo
            OS_PROJECT_NAME        | none  | OS_PROJECT_NAME
            OS_PROJECT_NAME        | other | OS_PROJECT_NAME
            OS_USER_DOMAIN_NAME    | none  | their domains
            """)
    void aRefusedSignInSaysWhatWasTriedAndWhatToLookAt(String setting, String value, String hint) throws IOException {
        try (var lab = new Lab()) {
            var words = failure(lab.as("demo", setting, value));
            assertTrue(words.startsWith("Keystone answered 401"), words);
            assertTrue(words.contains(hint), words);
            assertFalse(words.contains("secret"), words);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://127.0.0.1:9/v3           | connection refused
            http://no-such-host.invalid/v3  | no such host
            """)
    void aKeystoneOutOfReachIsToldWithItsAddress(String url, String why) throws IOException {
        try (var lab = new Lab()) {
            var words = failure(lab.as("demo", "OS_AUTH_URL", url));
            assertTrue(words.startsWith("Keystone at " + url.replace("/v3", "") + " cannot be reached: " + why), words);
            assertTrue(words.endsWith("look at OS_AUTH_URL, and whether this machine reaches it"), words);
        }
    }

    /** As web servers do, which answer in plain text what they take for a broken request. */
    @Test
    void httpsSpokenToAnHttpPortIsToldSo() throws IOException {
        try (var lab = new Lab(); var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                while (!plain.isClosed()) {
                    try (var client = plain.accept()) {
                        client.getInputStream().read(new byte[1 << 13]);
                        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                        client.shutdownOutput(); // and read on: a reset could overtake the answer
                        client.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // the next one
                    }
                }
            });
            var words = failure(lab.as("demo", "OS_AUTH_URL", "https://127.0.0.1:" + plain.getLocalPort()));
            assertTrue(words.contains("plain http on this port"), words);
            assertTrue(words.contains("write http instead of https in OS_AUTH_URL"), words);
        }
    }

    @Test
    void anAddressThatIsNotKeystonesIsToldSo() throws IOException {
        try (var lab = new Lab()) {
            var words = failure(lab.as("demo", "OS_AUTH_URL", lab.cloud.at("image")));
            assertTrue(words.contains("is not Keystone's v3"), words);
        }
    }

    @Test
    void aSecretThatItsCommandDoesNotGiveIsTheCallsFailure() throws IOException {
        try (var lab = new Lab()) {
            var environment = lab.as("demo", "OS_PASSWORD", "", "OS_PASSWORD_CMD", "false");
            assertTrue(failure(environment).startsWith("OS_PASSWORD_CMD: the command false exited with 1"));
        }
    }

    @Test
    void manyCallsAtOnceSignInOnce() throws Exception {
        try (var lab = new Lab(); var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = lab.as("demo");
            pool.invokeAll(Collections.nCopies(50, () -> Lab.answer(calls, LIST, ARGS))).forEach(Future::resultNow);
            assertEquals(1, signIns(lab));
        }
    }

    @Test
    void aRevokedTokenIsRenewedOnceForAllThatWait() throws Exception {
        try (var lab = new Lab(); var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = lab.as("demo");
            assertWell(calls);
            lab.cloud.tokens().revokeAll();
            pool.invokeAll(Collections.nCopies(20, () -> Lab.answer(calls, LIST, ARGS))).forEach(Future::resultNow);
            assertEquals(2, signIns(lab));
        }
    }

    @Test
    void aTokenIsRenewedBeforeItsEnd() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.tokens().lifetime(Duration.ofSeconds(2));
            var calls = lab.as("demo");
            assertWell(calls);
            Thread.sleep(1_200); // behind half of its life, and before its end
            assertWell(calls);
            for (int i = 0; i < 100 && signIns(lab) < 2; i++) Thread.sleep(50); // beside the call
            assertEquals(2, signIns(lab));
            assertTrue(lab.cloud.journal().all().stream().noneMatch(entry -> entry.status() == 401));
        }
    }

    @Test
    void aTokenThatCannotBeRenewedYetIsUsedToItsEnd() throws Exception {
        try (var lab = new Lab()) {
            lab.cloud.tokens().lifetime(Duration.ofSeconds(4));
            var calls = lab.as("demo");
            assertWell(calls);
            lab.cloud.faults().add("POST", "identity /v3/auth/tokens", Integer.MAX_VALUE, Fault.status(503));
            Thread.sleep(2_200); // behind half of its life, when it is to be renewed
            assertWell(calls);
            Thread.sleep(2_200); // behind its end
            assertTrue(failure(calls).startsWith("Keystone answered 503"));
            lab.cloud.faults().clear();
            assertWell(calls);
        }
    }

    private static long signIns(Lab lab) {
        return lab.cloud.journal().all().stream().filter(Journal.Entry::signsIn).count();
    }

    @Test
    void aServiceThatRefusesEveryTokenIsAskedTwiceAndNoMore() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            assertWell(calls);
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 5, Fault.status(401));
            int mark = lab.cloud.journal().mark();
            assertTrue(failure(calls).startsWith("Nova answered 401"));
            assertEquals(2, lab.cloud.journal().count(mark).get("compute"));
        }
    }

    @Test
    void passingTroubleIsTriedAgainUpToThreeTimes() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            for (var fault : List.of(Fault.status(503), Fault.status(429, "Retry-After", "1"), Fault.reset())) {
                lab.cloud.faults().add("GET", "compute /v2.1/servers", 2, fault);
                assertWell(calls);
            }
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 3, Fault.status(503));
            assertTrue(failure(calls).startsWith("Nova answered 503"));
            assertWell(calls);
        }
    }

    @Test
    void aRequestToWaitForLongIsTold() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 1, Fault.status(429, "Retry-After", "600"));
            var words = failure(calls);
            assertTrue(words.startsWith("Nova answered 429"), words);
            assertTrue(words.endsWith("it has too much to do; try again later"), words);
            assertWell(calls);
        }
    }

    @Test
    void everySortOfBrokenAnswerIsAFailureInWords() throws IOException {
        var faults = new LinkedHashMap<Fault, String>();
        faults.put(Fault.page(200, "text/html", "<html>Please sign in</html>"), "what is not JSON");
        faults.put(Fault.page(200, "application/json", "[]"), "JSON that is no object");
        faults.put(Fault.page(200, "application/json", "{\"servers\":{}}"), "without a list of servers");
        faults.put(Fault.page(200, "application/json", "{}"), "without a list of servers");
        faults.put(Fault.endless(), "more than 8 MiB");
        faults.put(Fault.gzip(), "encoded answer");
        faults.put(Fault.redirect("http://127.0.0.1:9/"), "Nova answered 302");
        faults.put(Fault.status(403), "other roles than those of this account: ");
        faults.put(Fault.status(500), "Nova answered 500");
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            for (var fault : faults.entrySet()) {
                lab.cloud.faults().add("GET", "compute /v2.1/servers", 1, fault.getKey());
                var words = failure(calls);
                assertTrue(words.contains(fault.getValue()), fault.getKey() + ": " + words);
                assertWell(calls);
            }
        }
    }

    @Test
    void aCancelledCallEndsAndSendsNoMore() throws Exception {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            assertWell(calls);
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 3, Fault.late(Duration.ofSeconds(30)));
            var words = new CompletableFuture<String>();
            var caller = Thread.startVirtualThread(() -> words.complete(Lab.failure(calls, LIST, ARGS)));
            Thread.sleep(300); // the request is under way, and would be for another half a minute
            int mark = lab.cloud.journal().mark();
            caller.interrupt();
            assertEquals("cancelled", words.get(5, TimeUnit.SECONDS));
            assertEquals(List.of(), lab.cloud.journal().since(mark));
        }
    }

    @Test
    void aFieldOfAnUnexpectedTypeSpoilsNothingElse() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            var fault = Fault.wrongTypes("status", "flavor", "addresses");
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 1, fault);
            var args = "{\"limit\":200,\"detailed\":true}";
            assertEquals(Lab.answer(calls, LIST, args).path("count"), Lab.answer(calls, LIST, args).path("count"));
        }
    }

    @Test
    void aRowThatDoesNotSayWhoseItIsIsLeftOutAndCounted() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 1, Fault.changed(answer -> {
                answer.withArray("servers").forEach(row -> ((ObjectNode) row).remove("tenant_id"));
                return answer;
            }));
            var answer = Lab.answer(lab.as("demo"), LIST, "{\"limit\":200}");
            assertEquals(0, answer.path("count").asInt());
            assertTrue(answer.path("left_out").asInt() > 10, answer.toString());
        }
    }

    @Test
    void aNextLinkToAnotherHostTakesNoTokenThere() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            lab.cloud.faults().add("GET", "compute /v2.1/servers", 1, Fault.changed(answer -> {
                answer.withArray("servers_links").removeAll().addObject().put("rel", "next")
                        .put("href", lab.cloud.stranger() + "/v2.1/servers/detail?marker=x");
                return answer;
            }));
            assertTrue(Lab.answer(calls, LIST, "{\"limit\":200}").path("count").asInt() > 10);
            assertTrue(lab.cloud.journal().all().stream().noneMatch(entry -> entry.service().equals("stranger")));
        }
    }

    @Test
    void aCursorWorksWithItsFiltersOnlyAndSaysWhenTheListChanged() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            var cursor = Lab.answer(calls, LIST, "{\"limit\":2}").path("next_cursor").asText();
            assertTrue(Lab.failure(calls, LIST, "{\"status\":\"ACTIVE\",\"cursor\":\"" + cursor + "\"}")
                    .startsWith("this cursor belongs to other filters"));
            assertTrue(Lab.failure(calls, LIST, "{\"offset\":3,\"cursor\":\"" + cursor + "\"}")
                    .startsWith("give cursor or offset"));
            var last = Lab.answer(calls, LIST, "{\"limit\":2}").path("items").path(1).path("id").asText();
            lab.cloud.world().remove("servers", last);
            assertTrue(Lab.failure(calls, LIST, "{\"limit\":2,\"cursor\":\"" + cursor + "\"}")
                    .startsWith("the list changed since the place"));
        }
    }

    @Test
    void aRowThatVanishesWhileAllAreReadEndsTheAnswerEarlyAndSaysSo() throws IOException {
        try (var lab = new Lab(FakeCloud.start(Options.of(World.scale(400))))) {
            lab.cloud.faults().add("GET", "compute /v2.1/servers/detail.*marker", 1,
                    Fault.refusal(400, "marker [x] not found"));
            var answer = Lab.answer(lab.as("scale"), LIST, "{\"all_instances\":true}");
            assertEquals(200, answer.path("count").asInt());
            assertTrue(answer.path("notes").path(0).asText().startsWith("the list changed while it was read"));
        }
    }

    @Test
    void aWalkByCursorSeesEachServerOnce() throws IOException {
        try (var lab = new Lab(FakeCloud.start(Options.of(World.scale(1_000))))) {
            var calls = lab.as("scale");
            var seen = new ArrayList<String>();
            var cursor = "";
            do {
                var answer = Lab.answer(calls, LIST, "{\"limit\":200,\"fields\":\"id\",\"cursor\":\"" + cursor + "\"}");
                answer.path("items").forEach(item -> seen.add(item.path("id").asText()));
                cursor = answer.path("next_cursor").asText("");
            } while (!cursor.isEmpty());
            assertEquals(1_000, seen.size());
            assertEquals(1_000, Set.copyOf(seen).size());
        }
    }

    @Test
    void twoServersOfOneNameAreToldByTheirIds() throws IOException {
        try (var lab = new Lab()) {
            var twin = "11111111-1111-4111-8111-111111111111";
            lab.cloud.world().add("servers", "demo", Map.of("name", "web-03", "id", twin));
            var words = Lab.failure(lab.as("demo"), LIST, "{\"names\":\"web-03\"}");
            assertTrue(words.startsWith("2 servers are called web-03\nuse an id: "), words);
            assertTrue(words.contains(twin), words);
        }
    }

    @Test
    void portsThatAreSetReplaceTheCataloguesHosts() throws IOException {
        try (var lab = new Lab()) {
            var nova = URI.create(lab.cloud.at("compute")).getPort();
            lab.cloud.catalogue().kill("compute");
            lab.cloud.catalogue().allow("compute");
            assertWell(lab.as("demo", "OS_COMPUTE_PORT", "" + nova));
        }
    }

    @Test
    void allServicesBehindOnePortWork() throws IOException {
        try (var lab = new Lab(FakeCloud.start(Options.of(World.small()).oneport()))) {
            var answer = Lab.answer(lab.as("demo"), LIST, "{\"limit\":1}");
            assertEquals("cirros", answer.path("items").path(0).path("image").asText());
        }
    }

    @Test
    void aRegionThatIsNotInTheCatalogueIsToldWithThoseThatAre() throws IOException {
        try (var lab = new Lab()) {
            var words = failure(lab.as("demo", "OS_REGION_NAME", "Elsewhere"));
            assertTrue(words.contains("no public endpoint of compute in region Elsewhere"), words);
            assertTrue(words.contains("public in RegionOne"), words);
        }
    }

    @Test
    void oneOddAnswerOfAServicesRootIsNotRemembered() throws IOException {
        try (var lab = new Lab()) {
            var calls = lab.as("demo");
            lab.cloud.faults().add("GET", "compute /v2.1/$", 1, Fault.status(404));
            assertWell(calls);
            int mark = lab.cloud.journal().mark();
            assertWell(calls);
            assertTrue(lab.cloud.journal().since(mark).stream().anyMatch(e -> e.version().equals("compute 2.96")));
        }
    }

    @Test
    void aSearchTextOfAnyLengthIsAnswered() throws IOException {
        try (var lab = new Lab()) {
            var args = "{\"search_term\":\"" + "w".repeat(9_000) + "\"}";
            assertEquals(0, Lab.answer(lab.as("demo"), LIST, args).path("count").asInt());
        }
    }

    @Test
    void aRootThatGreetsWithSomethingElseIsUp() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "^image /$", 1, Fault.page(200, "application/xml", "<a/>"));
            assertEquals(0, Lab.answer(lab.as("demo"), "get_service_status", "{}").path("down").asInt());
        }
    }
}
