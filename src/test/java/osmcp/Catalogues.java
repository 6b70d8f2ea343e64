package osmcp;

import module java.base;
import osmcp.json.Json;
import osmcp.tool.*;
import osmcp.tools.*;

/** Writes anew what is made from the declarations: the catalogue, schemas of answers, and the README's tables. */
public final class Catalogues {
    private static final String BEGIN = "<!-- tools: generated, see ./build.sh catalogue -->\n";
    private static final String END = "<!-- end of tools -->";

    private Catalogues() {}

    public static void main(String[] args) throws IOException {
        for (var file : all().entrySet()) { // what is the same keeps its time, and makes nothing stale
            boolean same = Files.exists(file.getKey()) && Files.readString(file.getKey()).equals(file.getValue());
            if (!same) Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** Each generated file and what it should hold. */
    static Map<Path, String> all() throws IOException {
        var readme = Path.of("README.md");
        var text = Files.readString(readme);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        return Map.of(
                Path.of("src/test/resources/osmcp/actions.txt"), lines(Tools.all().stream().flatMap(tool ->
                        tool.facts().stream().map(facts -> tool.name() + " " + action(facts)))),
                Path.of("src/main/resources/osmcp/tools.jsonl"),
                lines(Tools.all().stream().map(tool -> Json.text(Catalogue.line(tool)))),
                Path.of("src/main/resources/osmcp/tools.index"), lines(Tools.all().stream().map(Catalogue::index)),
                Path.of("src/test/resources/osmcp/answers.jsonl"),
                lines(Tools.all().stream().map(tool -> {
                    var line = Json.object().put("name", tool.name());
                    line.set("outputSchema", tool.outputSchema());
                    return Json.text(line);
                })),
                readme, text.substring(0, from) + table() + "\n" + toolsets() + text.substring(text.indexOf(END)));
    }

    private static String lines(Stream<String> lines) { return lines.collect(Collectors.joining("\n", "", "\n")); }

    private static String table() {
        var head = Stream.of("| tool | toolset | | what for |", "|---|---|---|---|");
        return lines(Stream.concat(head, Tools.all().stream().map(tool -> "| `" + tool.name() + "` | "
                + tool.toolset().word() + " | " + kind(tool) + " | " + tool.about() + " |")));
    }

    /** How much there is of each toolset: how many tools, and how many characters a model reads of them. */
    private static String toolsets() {
        var head = Stream.of("| toolset | read | write | cloud read | cloud write | characters |",
                "|---|---|---|---|---|---|");
        var rows = Stream.of(Toolset.values()).map(toolset -> row(toolset.word(), Tools.all().stream()
                .filter(tool -> tool.toolset() == toolset).toList())).filter(row -> !row.isEmpty());
        return lines(Stream.of(head, rows, Stream.of(row("all", Tools.all()))).flatMap(Function.identity()));
    }

    private static String row(String name, List<Tool> tools) {
        if (tools.isEmpty()) return "";
        var counts = Stream.of("read", "write", "cloud read", "cloud write").map(kind -> tools.stream()
                .filter(tool -> kind(tool).equals(kind)).count()).map(count -> count == 0 ? "–" : "" + count);
        int read = tools.stream().mapToInt(tool -> tool.name().length() + tool.about().length()
                + Json.text(tool.inputSchema()).length()).sum();
        return "| " + name + " | " + counts.collect(Collectors.joining(" | ")) + " | "
                + String.format(Locale.ROOT, "%,d", read) + " |";
    }

    /** {@code stop, shutdown: to SHUTOFF in 30 s from ACTIVE, ERROR} */
    private static String action(Action.Facts facts) {
        return String.join(", ", facts.words()) + ":" + (facts.destroys() ? " destroys;" : "")
                + (facts.aims().isEmpty() ? "" : " to " + facts.aims())
                + (facts.seconds() == 0 ? "" : " in " + facts.seconds() + " s")
                + (facts.from().isEmpty() ? "" : " from " + String.join(", ", facts.from()));
    }

    private static String kind(Tool tool) {
        return (tool.isPrivileged() ? "cloud " : "") + (tool.writes() ? "write" : "read");
    }
}
