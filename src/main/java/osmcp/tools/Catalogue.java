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

    /** What the switches must know of a tool, in a line of their own file. */
    public static String index(Tool tool) {
        return String.join(" ", tool.toolset().name(), tool.writes() ? "writes" : "reads", tool.view().name());
    }

    /** The lines of the tools that are let in, with commas between: what stands in the list's brackets. */
    public static byte[] committed(Switches switches) {
        var index = new String(read("/osmcp/tools.index"), StandardCharsets.UTF_8).lines().iterator();
        var lines = read("/osmcp/tools.jsonl");
        var list = new ByteArrayOutputStream(lines.length);
        for (int from = 0, to; from < lines.length; from = to + 1) {
            to = from;
            while (lines[to] != '\n') to++; // no other line ends: JSON writes those in texts as \n
            if (!letsIn(switches, index.next().split(" "))) continue;
            if (list.size() > 0) list.write(',');
            list.write(lines, from, to - from);
        }
        return list.toByteArray();
    }

    private static boolean letsIn(Switches switches, String[] tool) {
        return switches.toolsets().contains(Toolset.valueOf(tool[0])) && (switches.modify() || tool[1].equals("reads"))
                && (switches.admin() || tool[2].equals(View.PROJECT.name()));
    }

    private static byte[] read(String file) {
        try (var in = Catalogue.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
