package osmcp.command;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.Lab;
import osmcp.cloud.Fault;
import osmcp.openstack.*;

/** What check and isolation find in a cloud that is well, and in one that is not. */
class VerbsTest {
    private record Ran(int code, String out) {
        ObjectNode json() { return Lab.json(out); }
    }

    private interface Verb {
        int run(boolean json, PrintStream out);
    }

    private static Ran ran(boolean json, Verb verb) {
        var out = new ByteArrayOutputStream();
        int code = verb.run(json, new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8));
    }

    private static Ran check(Lab lab, boolean json, String user, String... settings) {
        try (var connection = lab.connection(user, settings)) {
            return ran(json, (as, out) -> CheckCommand.run(as, lab.settings(user, settings), connection, out));
        }
    }

    private static Ran isolation(Lab lab, boolean json, String user, Optional<Path> foreign) {
        try (var connection = lab.connection(user)) {
            return ran(json, (as, out) -> IsolationCommand.run(as, foreign, connection, out, System.err));
        }
    }

    @Test
    void checkTellsEachSettingWithItsSourceAndNoSecret() throws IOException {
        try (var lab = new Lab()) {
            var ran = check(lab, false, "demo", "OS_COMPUTE_PORT", "" + URI.create(lab.cloud.authUrl()).getPort());
            assertTrue(ran.out.contains("OS_PASSWORD                          ***  (environment)"), ran.out);
            assertFalse(ran.out.contains("secret"), ran.out);
            var json = check(lab, true, "demo").json();
            assertEquals(0, check(lab, true, "demo").code);
            assertEquals("demo", json.path("sign_in").path("user").asText());
            assertEquals(Set.of("ok"), json.path("services").valueStream().map(step -> step.path("state").asText())
                    .collect(Collectors.toSet()), json.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OS_PASSWORD      | wrong              | FAILED: Keystone answered 401
            OS_AUTH_URL      | http://127.0.0.1:1 | FAILED: Keystone at http://127.0.0.1:1 cannot be reached: connection
            OS_REGION_NAME   | RegionTwo          | FAILED
            OS_COMPUTE_PORT  | 1                  | Nova at http://127.0.0.1:1 cannot be reached: connection refused
            OS_IMAGE_ENDPOINT_OVERRIDE | http://127.0.0.1:1 | (the catalogue has http://
            OS_INTERFACE     | admin              | all that is needed works
            MCP_TOOLSETS     | network            | all that is needed works
            OS_IDENTITY_ENDPOINT_OVERRIDE | http://127.0.0.1:1/nope | Keystone at http://127.0.0.1:1 cannot be reached
            OS_METRIC_ENDPOINT_OVERRIDE   | http://127.0.0.1:1 | Gnocchi at http://127.0.0.1:1 cannot be reached
            """)
    void checkNamesWhatIsWrong(String name, String value, String words) throws IOException {
        try (var lab = new Lab()) {
            var ran = check(lab, false, "demo", name, value);
            assertTrue(ran.out.contains(words), ran.out);
            assertEquals(words.startsWith("all") ? 0 : 1, ran.code, ran.out);
        }
    }

    @Test
    void aServiceThatPolicyHidesIsNoFailureAndOneThatIsDownIs() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "load-balancer .*/lbaas.*", 99, Fault.status(403));
            var hidden = check(lab, true, "demo");
            assertEquals(0, hidden.code, hidden.out);
            lab.cloud.faults().add("GET", "image /v2/images.*", 99, Fault.status(503));
            var down = check(lab, true, "demo");
            assertEquals(1, down.code, down.out);
            assertFalse(down.json().path("ok").asBoolean());
        }
    }

    @Test
    void isolationTriesEveryKindAndFindsNoWayToOthers() throws IOException {
        try (var lab = new Lab()) {
            for (var user : List.of("demo", "demo_member", "admin")) {
                var ran = isolation(lab, true, user, Optional.empty());
                assertEquals(0, ran.code, user + ": " + ran.out);
                int tried = ran.json().path("kinds").valueStream().mapToInt(kind -> kind.path("others_tried").asInt())
                        .sum();
                assertEquals(user.equals("admin"), tried > 0, ran.out);
            }
            assertEquals(List.of(), lab.cloud.journal().changes(0));
        }
    }

    @Test
    void isolationTriesTheIdsOfAFile(@TempDir Path folder) throws IOException {
        try (var lab = new Lab()) {
            var id = lab.cloud.world().ids("servers", "other").getFirst();
            var file = Files.writeString(folder.resolve("ids"), "| " + id + " | web-01 |\n");
            var ran = isolation(lab, false, "demo", Optional.of(file));
            assertEquals(0, ran.code, ran.out);
            assertTrue(ran.out.contains("1 of 1 of others tried"), ran.out);
            assertEquals(2, isolation(lab, false, "demo", Optional.of(folder.resolve("none"))).code);
        }
    }

    @Test
    void isolationNamesARowThatIsAnothers() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "compute .*/servers/detail.*", 99, Fault.changed(body -> {
                body.path("servers").forEach(server -> ((ObjectNode) server).put("project_id", "another"));
                return body;
            }));
            var ran = isolation(lab, false, "demo", Optional.empty());
            assertEquals(1, ran.code, ran.out);
            assertTrue(ran.out.contains("LEAK shown: ") && ran.out.contains("SOMETHING OF ANOTHER"), ran.out);
        }
    }

    @Test
    void isolationSaysSoIfAnIdOfAnothersIsShownAsOurs(@TempDir Path folder) throws IOException {
        try (var lab = new Lab()) {
            var own = lab.cloud.world().ids("servers", "demo").getFirst();
            var ran = isolation(lab, false, "demo", Optional.of(Files.writeString(folder.resolve("ids"), own)));
            assertEquals(1, ran.code, ran.out);
            assertTrue(ran.out.contains("LEAK shown as ours, and said to be another's: " + own), ran.out);
        }
    }

    @Test
    void isolationTakesNoTroubleForALeakAndNoWrongRegionForNothing() throws IOException {
        try (var lab = new Lab()) {
            var id = lab.cloud.world().ids("servers", "other").getFirst();
            lab.cloud.faults().add("GET", "compute .*/servers/" + id, 99, Fault.status(500));
            var ran = isolation(lab, false, "admin", Optional.empty());
            assertEquals(2, ran.code, ran.out);
            assertFalse(ran.out.contains("LEAK"), ran.out);
            try (var connection = lab.connection("demo", "OS_REGION_NAME", "Nowhere")) {
                var nowhere = ran(false, (as, out) -> IsolationCommand.run(as, Optional.empty(), connection, out,
                        System.err));
                assertEquals(2, nowhere.code, nowhere.out);
            }
        }
    }

    @Test
    void isolationSaysWhatCouldNotBeLookedAt() throws IOException {
        try (var lab = new Lab()) {
            lab.cloud.faults().add("GET", "image /v2/images.*", 99, Fault.status(500));
            var ran = isolation(lab, false, "demo", Optional.empty());
            assertEquals(2, ran.code, ran.out);
            assertTrue(ran.out.contains("not everything could be looked at"), ran.out);
        }
    }

    @Test
    void isolationKnowsEveryKind() throws Exception {
        var known = new HashSet<Object>(IsolationCommand.KINDS);
        known.addAll(IsolationCommand.BELOW.keySet());
        var missing = new ArrayList<String>();
        var root = Path.of(Kind.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.walk(root.resolve("osmcp/openstack"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                var name = root.relativize(file).toString().replace(File.separatorChar, '.').replace(".class", "");
                for (var field : Class.forName(name).getDeclaredFields()) {
                    boolean kind = Modifier.isPublic(field.getModifiers()) && Modifier.isStatic(field.getModifiers())
                            && field.getType() == Kind.class;
                    if (kind && !known.contains(field.get(null))) missing.add(field.toString());
                }
            }
        }
        assertTrue(known.size() > 10);
        assertEquals(List.of(), missing);
    }
}
