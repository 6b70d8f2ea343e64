package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import javax.tools.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the types do not let anybody write: attempts are compiled as if each stood in a tool. */
class ForbiddenTest {
    private static final String HEAD = """
            package osmcp.tools.compute;
            import module java.base;
            import com.fasterxml.jackson.databind.node.ObjectNode;
            import osmcp.openstack.*;
            import osmcp.openstack.balancer.*;
            import osmcp.openstack.compute.*;
            import osmcp.openstack.image.*;
            import osmcp.openstack.network.*;
            import osmcp.openstack.volume.*;
            import osmcp.tool.*;
            abstract class Attempts {
                Session session; Cloud cloud; WritableCloud writable; String id; ObjectNode json;
                Ref<Server> ref; Ref<Network> network; Ref<Image> image;
                Target<Server> target; Target<Volume> volume; Target<Network> own; Target<Pool> pool;
                NewSubnet subnet; NewMember member;
            """;

    /** Each with a part of what the compiler says. */
    private static final String REFUSED = """
            cannot find symbol          | cloud.delete(target);
            cannot find symbol          | cloud.claim(Server.SERVERS, id);
            cannot find symbol          | cloud.create(own, subnet);
            incompatible types          | writable.delete(ref);
            incompatible types          | writable.delete(id);
            incompatible types          | cloud.servers().order(ref, null);
            incompatible types          | cloud.servers().order(id, null);
            incompatible types          | cloud.servers().attach(target, image, null, null, null);
            incompatible types          | cloud.servers().attach(target, own, null, null, null);
            incompatible types          | cloud.servers().attach(ref, volume, null, null, null);
            incompatible types          | cloud.interfaces().detach(target, network);
            incompatible types          | cloud.interfaces().add(ref, null);
            incompatible types          | cloud.floatingIps().disassociate(own);
            incompatible types          | cloud.ports().remove(id, id);
            not public                  | new Ref<>(Server.SERVERS, "", new Server(json), true);
            not public                  | new Target<>(Server.SERVERS, "", new Server(json), false);
            class Row                   | new Row<>(Server.SERVERS, "", new Server(json), null);
            class Judge                 | new Judge(session, List.of());
            not public                  | new Writes(session, false);
            not public                  | new WritableCloud(session, null);
            not public                  | new Change(session, null, "/servers/" + id, target);
            not public                  | session.change("POST", null, "/servers/" + id, null, null, null);
            not public                  | session.get(null, "/servers/" + id);
            not public                  | session.list(Server.SERVERS).find(List.of(id), true);
            incompatible types          | session.at(ref).delete("");
            incompatible types          | session.at(id).delete("");
            cannot be converted         | session.at(target).delete("/os-volume_attachments/{}", id);
            incompatible types          | Body.of("port").ref("network_id", id);
            incompatible types          | Body.of("port").ref("network_id", new Server(json));
            cannot be converted         | writable.create(network, subnet);
            incompatible                | writable.create(own, member);
            incompatible                | writable.create(pool, subnet);
            must not extend sealed      | class Mine implements Resource {}
            must not extend sealed      | class Mine implements Segment {}
            """;

    /** What is like them and may be written, or the refusals would prove nothing. */
    private static final String ALLOWED = """
            writable.delete(target);
            writable.claim(Server.SERVERS, id);
            cloud.see(Server.SERVERS, id);
            cloud.servers().order(target, null);
            cloud.servers().attach(target, volume, null, null, null);
            session.at(target).delete("/os-volume_attachments/{}", volume);
            session.at(target).delete("/tags/{}", new Key(id));
            writable.create(own, subnet);
            writable.create(pool, member);
            Body.of("port").ref("network_id", network);
            """;

    @TempDir
    static Path classes;

    /** By its line, all that is said of an attempt. */
    private static Map<Long, String> compile(List<String> statements) {
        var text = HEAD + IntStream.range(0, statements.size()).mapToObj(i -> "void attempt" + i + "() { "
                + statements.get(i) + " }\n").collect(Collectors.joining()) + "}\n";
        var source = new SimpleJavaFileObject(URI.create("string:///osmcp/tools/compute/Attempts.java"),
                JavaFileObject.Kind.SOURCE) {
            @Override public CharSequence getCharContent(boolean ignored) { return text; }
        };
        var said = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-proc:none", "-d", classes.toString(), "-classpath",
                System.getProperty("java.class.path"));
        var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        compiler.getTask(null, null, said, options, null, List.of(source)).call();
        return said.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).collect(
                Collectors.toMap(d -> d.getLineNumber() - HEAD.lines().count() - 1, d -> d.getMessage(Locale.ENGLISH),
                        (a, b) -> a + "\n" + b));
    }

    static Stream<String[]> attempts() {
        var lines = REFUSED.lines().map(line -> line.split(" +\\| ", 2)).toList();
        var said = compile(lines.stream().map(line -> line[1]).toList());
        return IntStream.range(0, lines.size()).mapToObj(i ->
                new String[] {lines.get(i)[1], lines.get(i)[0], said.getOrDefault((long) i, "nothing")});
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void theCompilerRefuses(String attempt, String why, String said) {
        assertTrue(said.contains(why), attempt + " -> " + said);
    }

    @Test
    void whatIsProvenMayBeWritten() {
        assertEquals(Map.of(), compile(ALLOWED.lines().toList()));
    }
}
