package osmcp.tools;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.tool.Tool;

/**
 * What clients are told of the tools. It is made from the declarations and committed as a file, a line for each tool,
 * so that a start needs neither; a test holds the two together.
 */
public final class Catalogue {
    private static final String FILE = "/osmcp/tools.jsonl";

    private Catalogue() {}

    /** One tool as {@code tools/list} has it. */
    public static ObjectNode line(Tool tool) {
        var line = Json.object().put("name", tool.name()).put("title", tool.title()).put("description", tool.about());
        line.set("inputSchema", tool.inputSchema());
        line.putObject("annotations").put("title", tool.title()).put("readOnlyHint", true)
                .put("destructiveHint", false).put("idempotentHint", true).put("openWorldHint", false);
        return line;
    }

    /** The lines of all tools with commas between: what stands in the list's brackets. */
    public static byte[] committed() {
        try (var in = Catalogue.class.getResourceAsStream(FILE)) {
            var lines = in.readAllBytes();
            int length = lines.length - 1; // less the last line's end
            for (int i = 0; i < length; i++) {
                if (lines[i] == '\n') lines[i] = ','; // no other line ends: JSON writes those in texts as \n
            }
            return Arrays.copyOf(lines, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
