package osmcp.tools;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.View;
import osmcp.tool.*;

/**
 * What clients are told of the tools. It is made from the declarations and committed as a file, a line for each tool,
 * so that a start needs no declaration; a test holds the two together.
 */
public final class Catalogue {
    private Catalogue() {}

    /** One tool as {@code tools/list} has it. */
    public static ObjectNode line(Tool tool) {
        var line = Json.object().put("name", tool.name()).put("title", tool.title()).put("description", tool.about());
        line.set("inputSchema", tool.inputSchema());
        // a client that does not hear it may take a tool that changes things for one that destroys
        line.putObject("annotations").put("title", tool.title()).put("readOnlyHint", !tool.writes())
                .put("destructiveHint", tool.destroys()).put("idempotentHint", !tool.writes())
                .put("openWorldHint", false);
        return line;
    }

    /** What is to be known of a tool before its declaration is loaded: a line of a file of their own. */
    record Entry(String name, Toolset toolset, boolean writes, boolean privileged, int family) {
        static Entry of(String line) {
            var words = line.split(" ");
            return new Entry(words[0], Toolset.valueOf(words[1]), words[2].equals("writes"),
                    words[3].equals("admin"), Integer.parseInt(words[4]));
        }

        boolean isLetIn(Switches switches) {
            return switches.toolsets().contains(toolset) && (switches.modify() || !writes)
                    && (switches.admin() || !privileged);
        }
    }

    /** The line of that file for a tool. */
    public static String index(Tool tool) {
        return String.join(" ", tool.name(), tool.toolset().name(), tool.writes() ? "writes" : "reads",
                tool.isPrivileged() ? "admin" : "all", "" + Tools.family(tool));
    }

    /** In the order of the list; read when it is first needed. */
    private static final class Index {
        static final List<Entry> ENTRIES = new String(read("/osmcp/tools.index"), StandardCharsets.UTF_8).lines()
                .map(Entry::of).toList();
    }

    static Optional<Entry> entry(String name) {
        return Index.ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** The lines of the tools that are let in, with commas between: what stands in the list's brackets. */
    public static byte[] committed(Switches switches) {
        var lines = read("/osmcp/tools.jsonl");
        var list = new ByteArrayOutputStream(lines.length);
        int from = 0;
        for (var entry : Index.ENTRIES) {
            int to = from;
            while (lines[to] != '\n') to++; // no other line ends: JSON writes those in texts as \n
            if (entry.isLetIn(switches)) {
                if (list.size() > 0) list.write(',');
                list.write(lines, from, to - from);
            }
            from = to + 1;
        }
        return list.toByteArray();
    }

    private static byte[] read(String file) {
        try (var in = Catalogue.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
