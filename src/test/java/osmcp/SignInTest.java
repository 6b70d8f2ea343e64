package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import module java.net.http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.cloud.*;
import osmcp.config.Settings;
import osmcp.json.Json;
import osmcp.openstack.*;

/** Each way in, on the wire as keystoneauth sends it, and what is said where one is closed. */
class SignInTest {
    private static final String CREDENTIAL = "OS_APPLICATION_CREDENTIAL_";

    private static Map<String, String> settings(FakeCloud cloud, String words) {
        var all = new HashMap<>(Map.of("OS_AUTH_URL", cloud.authUrl()));
        // a value holds no equals sign, but may hold spaces
        for (var word : words.split(" (?=[A-Z_]+=)")) all.put(word.split("=", 2)[0], word.split("=", 2)[1]);
        return all;
    }

    private static Connection connect(FakeCloud cloud, String words, List<String> log) throws Settings.Unusable {
        return new Connection(Main.account(
                Settings.read(Map.of(), settings(cloud, words), Optional.empty(), Optional.empty()), log::add));
    }

    /** Those that the account has in the project that these settings lead into. */
    private static List<String> roles(FakeCloud cloud, String words) throws Settings.Unusable {
        try (var connection = connect(cloud, words, new ArrayList<>());
                var session = connection.session(View.PROJECT, Duration.ofSeconds(20))) {
            return session.signedIn().roles();
        }
    }

    private static String problem(String words) {
        var environment = new HashMap<>(Map.of("OS_AUTH_URL", "http://keystone:5000"));
        for (var word : words.split(" ")) environment.put(word.split("=")[0], word.split("=")[1]);
        return assertThrows(Settings.Unusable.class, () -> Settings.read(Map.of(), environment, Optional.empty(),
                Optional.empty())).problems().toString();
    }

    static Stream<Arguments> recorded() throws IOException {
        try (var file = SignInTest.class.getResourceAsStream("/osmcp/signin.txt")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n\n")).map(block -> block.lines().toList()).filter(block -> block.size() == 3)
                    .map(block -> Arguments.of(block.get(0).substring(2), block.get(1), block.get(2)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void whatIsSentIsWhatKeystoneauthSends(String name, String words, String body) throws Exception {
        try (var cloud = FakeCloud.start()) {
            try {
                roles(cloud, words);
            } catch (CloudException e) {
                assertTrue(Set.of(401, 404).contains(e.status()), e.getMessage());
            }
            var sent = cloud.journal().all().stream().filter(Journal.Entry::signsIn).toList();
            assertEquals(1, sent.size());
            assertEquals(Lab.json(body), Lab.json(sent.getFirst().body()));
        }
    }

    @Test
    void anApplicationCredentialLeadsIntoItsOwnProject() throws Exception {
        try (var cloud = FakeCloud.start()) {
            var byName = CREDENTIAL + "NAME=ops OS_USERNAME=demo " + CREDENTIAL + "SECRET=secret of the credential";
            assertTrue(roles(cloud, byName).contains("member"));
            assertTrue(roles(cloud, CREDENTIAL + "ID=" + cloud.credential("demo") + " " + CREDENTIAL
                    + "SECRET=secret of the credential OS_PROJECT_NAME=other").contains("member"));
        }
    }

    @Test
    void aProjectBesideAnApplicationCredentialIsNotSentAndThatIsSaid() throws Exception {
        var settings = Settings.read(Map.of(), Map.of("OS_AUTH_URL", "http://keystone:5000", CREDENTIAL + "ID", "x",
                CREDENTIAL + "SECRET", "y", "OS_PROJECT_NAME", "demo"), Optional.empty(), Optional.empty());
        assertEquals(List.of("OS_PROJECT_NAME is not used: an application credential has a project of its own"),
                settings.warnings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        OS_APPLICATION_CREDENTIAL_ID=nope OS_APPLICATION_CREDENTIAL_SECRET=x | OS_APPLICATION_CREDENTIAL_ID (or its name
        OS_APPLICATION_CREDENTIAL_NAME=ops OS_USERNAME=demo OS_APPLICATION_CREDENTIAL_SECRET=x | credential ops of demo
        OS_TOKEN=nope OS_PROJECT_NAME=demo                                   | get a new one for OS_TOKEN
        OS_USERNAME=demo OS_PASSWORD=x OS_PROJECT_NAME=demo                  | look at OS_USERNAME, OS_PASSWORD
        """)
    void aClosedWayInSaysWhatWasTriedAndWhatToLookAt(String words, String hint) throws Exception {
        try (var cloud = FakeCloud.start()) {
            var refusal = assertThrows(CloudException.class, () -> roles(cloud, words));
            assertTrue(refusal.hint().startsWith("tried ") && refusal.hint().contains(hint), refusal.hint());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        OS_AUTH_TYPE=v3oidcpassword OS_PASSWORD=x | OS_AUTH_TYPE=v3oidcpassword: is not supported; supported are
        OS_AUTH_TYPE=v2password OS_PASSWORD=x     | OS_AUTH_TYPE=v2password: is not supported
        OS_TOKEN=x OS_PASSWORD=y                  | OS_TOKEN and OS_PASSWORD are both set; keep one
        OS_APPLICATION_CREDENTIAL_SECRET=x        | OS_APPLICATION_CREDENTIAL_ID is not set
        OS_AUTH_TYPE=token OS_PROJECT_NAME=p      | OS_TOKEN is not set (OS_TOKEN_FILE and OS_TOKEN_CMD do too)
        OS_TOKEN=x                                | OS_PROJECT_NAME is not set (or OS_PROJECT_ID)
        OS_APPLICATION_CREDENTIAL_SECRET=x OS_APPLICATION_CREDENTIAL_NAME=n | OS_USERNAME is not set
        """)
    void settingsThatNoSignInCanBeMadeOfAreToldAtTheStart(String words, String sentence) {
        var problems = problem(words);
        assertTrue(problems.contains(sentence), problems);
    }

    private static String token(FakeCloud cloud) throws Exception {
        var body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "demo",
                "domain": {"id": "default"}, "password": "secret"}}},
                "scope": {"project": {"name": "demo", "domain": {"id": "default"}}}}}""";
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(cloud.authUrl() + "/auth/tokens"))
                            .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.discarding()).headers().firstValue("X-Subject-Token").orElseThrow();
        }
    }

    @Test
    void aTokenThatWasGivenIsUsedToItsEndAndEachAnswerBeforeItSaysSo() throws Exception {
        try (var cloud = FakeCloud.start()) {
            cloud.tokens().lifetime(Duration.ofSeconds(3));
            var words = "OS_TOKEN=" + token(cloud) + " OS_PROJECT_NAME=demo";
            var settings = Settings.read(Map.of(), settings(cloud, words), Optional.empty(), Optional.empty());
            try (var connection = new Connection(Main.account(settings, _ -> { }))) {
                var calls = new osmcp.tools.Calls(connection, Main.switches(settings.reach()),
                        Main.rules(settings, System.err::println));
                int mark = cloud.journal().mark();
                for (int i = 0; i < 3; i++) {
                    var outcome = calls.run("get_instance", Json.object()).orElseThrow();
                    assertFalse(outcome.failed(), outcome.words());
                    assertEquals("the token in OS_TOKEN ends in 0 min and cannot be renewed: start again with a new "
                            + "one", outcome.notice().orElseThrow());
                    assertEquals(outcome.notice().get(), outcome.answer().orElseThrow().path("notice").asText());
                }
                assertEquals(1, cloud.journal().since(mark).stream().filter(Journal.Entry::signsIn).count());
                Thread.sleep(3_100);
                var words2 = calls.run("get_instance", Json.object()).orElseThrow().words();
                assertTrue(words2.contains("get a new one for OS_TOKEN"), words2);
            }
        }
    }

    /** Tools that do without a part of their answer do not do without all of it. */
    @Test
    void whereNobodyCanSignInThereIsNoAnswerOfMissingParts() throws IOException {
        try (var lab = new Lab()) {
            for (var wrong : Map.of("OS_PASSWORD", "wrong", "OS_AUTH_URL", "http://127.0.0.1:1").entrySet()) {
                var calls = lab.as("demo", wrong.getKey(), wrong.getValue());
                for (var tool : List.of("get_quota", "get_availability_zones", "get_instance")) {
                    assertTrue(Lab.failure(calls, tool, "{}").startsWith("Keystone "), tool);
                }
            }
        }
    }
}
