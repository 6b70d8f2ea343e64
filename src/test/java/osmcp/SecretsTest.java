package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.cloud.*;
import osmcp.command.CheckCommand;
import osmcp.config.Settings;
import osmcp.tools.*;

/** What is secret in the settings and in what the cloud answers is in nothing that leaves the server. */
class SecretsTest {
    /** As long and as odd as no other text. */
    private static final String CANARY = "c4n4ry-7f3e";
    /** What every token of Keystone begins with. */
    private static final String TOKEN = "gAAAAA";
    private static final List<String> SECRET_FIELDS = List.of("adminPass", "user_data", "OS-EXT-SRV-ATTR:user_data",
            "private_key", "password", "secret", "connection_info", "auth_key");

    private static void assertNoSecretIn(String what, Collection<String> texts) {
        for (var text : texts) assertFalse(text.contains(CANARY) || text.contains(TOKEN), what + ": " + text);
    }

    /** Every tool is called, whatever comes of it, by every way in, with good secrets and with wrong ones. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OS_PASSWORD=secret                     | true
            OS_PASSWORD=c4n4ry-7f3e                | false
            OS_PASSWORD_CMD=sh -c 'echo c4n4ry-7f3e'        | false
            OS_PASSWORD_CMD=sh -c 'exit 3 # c4n4ry-7f3e'    | false
            OS_TOKEN=c4n4ry-7f3e                   | false
            OS_APPLICATION_CREDENTIAL_NAME=ops;OS_APPLICATION_CREDENTIAL_SECRET=secret of the credential | true
            OS_APPLICATION_CREDENTIAL_NAME=ops;OS_APPLICATION_CREDENTIAL_SECRET=c4n4ry-7f3e | false
            OS_PASSWORD=secret;HTTP_PROXY=http://me:c4n4ry-7f3e@127.0.0.1:1;OS_IMAGE_ENDPOINT_OVERRIDE=http://c | true
            """)
    void noAnswerLogLineOrTextForPeopleHoldsOne(String words, boolean open) throws Exception {
        try (var lab = new Lab()) {
            plant(lab.cloud);
            var environment = new HashMap<>(lab.cloud.environment("demo"));
            environment.remove("OS_PASSWORD");
            environment.put("ALLOW_MODIFY_OPERATIONS", "true");
            environment.put("ALLOW_ADMIN_OPERATIONS", "true");
            for (var word : words.split(";")) environment.put(word.split("=", 2)[0], word.split("=", 2)[1]);
            var settings = Settings.read(Map.of(), environment, Optional.empty(), Optional.empty());
            var account = Main.account(settings, lab.log::add);
            var said = new ArrayList<>(List.of(settings.toString(), account.toString()));
            try (var connection = new osmcp.openstack.Connection(account)) {
                var calls = new Calls(connection, Main.switches(settings.reach()),
                        Main.rules(settings, lab.log::add));
                for (var tool : Tools.all()) {
                    for (var args : List.of("{}", "{\"detailed\":true}", "{\"names\":\"web-01\",\"action\":\"stop\"}",
                            "{\"names\":\"web-01\",\"action\":\"delete\",\"dry_run\":true}")) {
                        var outcome = calls.run(tool.name(), Lab.json(args)).orElseThrow();
                        said.add(outcome.toString());
                        outcome.answer().ifPresent(answer -> said.add(answer.toString()));
                    }
                }
                var out = new ByteArrayOutputStream();
                CheckCommand.run(false, settings, connection, new PrintStream(out));
                said.add(out.toString(StandardCharsets.UTF_8));
                said.add(new Metrics().text(connection.requests()));
            }
            assertEquals(open, said.stream().anyMatch(text -> text.contains("\"count\":")), said.toString());
            assertNoSecretIn("said", said);
            assertEquals(open, lab.log.stream().anyMatch(line -> line.startsWith("GET ")), lab.log.toString());
            assertNoSecretIn("logged", lab.log);
        }
    }

    /** Into every row of every answer, those fields that services do have, and keep secrets in. */
    private static void plant(FakeCloud cloud) {
        cloud.faults().add("GET", "^(compute|image|network|block-storage|orchestration|load-balancer) .*[a-z].*[a-z]",
                Integer.MAX_VALUE, Fault.changed(body -> {
                    plant(body);
                    return body;
                }));
    }

    private static void plant(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("id")) {
            SECRET_FIELDS.forEach(field -> object.put(field, CANARY));
        }
        node.forEach(SecretsTest::plant);
    }

    @Test
    void settingsThatCannotBeUsedAreToldWithoutTheirSecrets() {
        var environment = Map.of("OS_AUTH_URL", "http://me:" + CANARY + "@keystone:99999", "OS_PASSWORD", CANARY,
                "OS_TOKEN", CANARY, "HTTPS_PROXY", "socks5://me:" + CANARY + "@proxy:1080",
                "OS_COMPUTE_ENDPOINT_OVERRIDE", "http://me:" + CANARY + "@nova", "OS_PASSWORD_CMD", "'" + CANARY);
        var refusal = assertThrows(Settings.Unusable.class,
                () -> Settings.read(Map.of(), environment, Optional.empty(), Optional.empty()));
        assertEquals(5, refusal.problems().size(), refusal.problems().toString());
        assertNoSecretIn("problems", refusal.problems());
        assertNoSecretIn("exception", List.of(refusal.toString()));
    }
}
