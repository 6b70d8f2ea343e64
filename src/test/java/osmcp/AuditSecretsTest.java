package osmcp;

import static org.junit.jupiter.api.Assertions.*;
import static osmcp.openstack.compute.Server.SERVERS;

import module java.base;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.cloud.Fault;
import osmcp.json.*;
import osmcp.openstack.View;
import osmcp.openstack.compute.Servers;
import osmcp.secret.Signed;
import osmcp.tool.*;

/** What an argument is kept secret in is in no line of the audit log, nor in what a person is asked. */
class AuditSecretsTest {
    private static final String CANARY = "c4n4ry-7f3e";

    private enum Kind { SOFT, HARD }

    record Login(@Doc(secret = true) Optional<String> adminPass, @Doc(secret = true) Map<String, String> keys,
            @Doc Optional<Kind> kind) {}

    private static final Tool TOOL = Tool.write(Toolset.COMPUTE, "set_test", "For this test.", "get_instance",
            Action.of(Choice.of(SERVERS), "give").destroys().run(Login.class, (_, cloud) ->
                    server -> cloud.servers().order(server, Servers.Order.STOP)));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "names":"web-03","admin_pass":"c4n4ry-7f3e"                     | outcome
            "names":"web-03","keys":{"a":"c4n4ry-7f3e","b":{"c":1}}         | refused
            "names":"web-03","keys":"a=c4n4ry-7f3e"                         | outcome
            "names":"web-03","keys":"c4n4ry-7f3e"                           | refused
            "names":"web-03","keys":["c4n4ry-7f3e"]                         | refused
            "names":"web-03","admin_pass":["c4n4ry-7f3e"]                   | refused
            "names":"web-03","adminPass":"c4n4ry-7f3e"                      | refused
            "names":"web-03,web-06","admin_pass":"c4n4ry-7f3e"              | refused
            """)
    void noLineHoldsOne(String args, String kind) throws Exception {
        var file = folder.resolve("audit.jsonl");
        var asked = new AtomicReference<>("");
        try (var lab = new Lab(); var cloud = lab.connection("demo");
                var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
            lab.cloud.faults().add("POST", "compute .*/action", 1,
                    Fault.refusal(400, "Invalid input for adminPass. Value: " + CANARY));
            var rules = new Rules(new Confirmations(Confirmations.Mode.AUTO, Signed.ownKey()),
                    new Audit(Optional.of(file), lab.log::add), lab.log::add);
            try {
                if (TOOL.call(Lab.json("{\"action\":\"give\"," + args + "}"), session, new Asked(), rules)
                        instanceof Tool.Question question) asked.set(question.text());
            } catch (BadInput e) {
                assertEquals("refused", kind);
            }
            var text = Files.readString(file);
            assertFalse(text.contains(CANARY), text);
            assertFalse(asked.get().contains(CANARY), asked.get());
            assertEquals(args.contains("web-06"), asked.get().contains("admin_pass=***"), asked.get());
            assertTrue(text.contains("\"kind\":\"" + kind + "\"") && text.contains("***"), text);
            assertTrue(text.contains("\"names\":\"web-03"), text);
            assertTrue(lab.log.stream().noneMatch(line -> line.contains(CANARY)));
        }
    }

    private record Asked() implements Caller {
        @Override public void progress(int done, int total, String what) {}
        @Override public boolean canAsk() { return true; }
    }
}
