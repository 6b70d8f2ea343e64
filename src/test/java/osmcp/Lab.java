package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.FakeCloud;
import osmcp.config.Settings;
import osmcp.json.Json;
import osmcp.openstack.*;
import osmcp.tool.*;
import osmcp.tools.Calls;

/** The tools over a simulated cloud, put together as the program does it. Closing it checks what the cloud saw. */
public final class Lab implements AutoCloseable {
    public final FakeCloud cloud;
    /** What was logged, at every level. */
    public final List<String> log = Collections.synchronizedList(new ArrayList<>());

    public Lab(FakeCloud cloud) { this.cloud = cloud; }

    /** The small world. */
    public Lab() throws IOException { this(FakeCloud.start()); }

    /**
     * As that user in the project of his name, or the admin in demo, with every tool; further settings as name, value.
     */
    public Calls as(String user, String... settings) {
        var read = settings(user, settings);
        return new Calls(new Connection(Main.account(read, log::add)), Main.switches(read.reach()),
                Main.rules(read, log::add));
    }

    /** The cloud side alone, for the same. */
    public Connection connection(String user, String... settings) {
        return new Connection(Main.account(settings(user, settings), log::add));
    }

    /** Every tool, by a connection of one's own. */
    public Calls calls(Connection connection) {
        return new Calls(connection, Main.switches(settings("demo").reach()),
                Main.rules(settings("demo"), log::add));
    }

    /** What those two are made of. */
    public Settings settings(String user, String... settings) {
        var environment = user.equals("admin") ? cloud.environment("admin", "demo") : cloud.environment(user);
        environment.put("ALLOW_MODIFY_OPERATIONS", "true");
        environment.put("ALLOW_ADMIN_OPERATIONS", "true");
        for (int i = 0; i < settings.length; i += 2) environment.put(settings[i], settings[i + 1]);
        try {
            return Settings.read(Map.of(), environment, Optional.empty(), Optional.empty());
        } catch (Settings.Unusable e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** What a tool answers by itself, below switches and aliases. */
    public static Tool.Answer call(Tool tool, ObjectNode args, Session session, Caller caller) {
        var signed = osmcp.secret.Signed.ownKey();
        var rules = new Rules(new Confirmations(Confirmations.Mode.AUTO, signed),
                new Audit(Optional.empty(), System.err::println), System.err::println);
        return (Tool.Answer) tool.call(args, session, caller, rules);
    }

    /** The answer to a call that must succeed. */
    public static ObjectNode answer(Calls calls, String tool, String args) {
        var outcome = calls.run(tool, json(args)).orElseThrow();
        assertFalse(outcome.failed(), outcome.words());
        return outcome.answer().orElseThrow();
    }

    /** The words for a call that must fail. */
    public static String failure(Calls calls, String tool, String args) {
        var outcome = calls.run(tool, json(args)).orElseThrow();
        assertEquals(Optional.empty(), outcome.answer());
        return outcome.words();
    }

    @Override public void close() {
        cloud.close();
        assertEquals(List.of(), cloud.violations());
    }
}
