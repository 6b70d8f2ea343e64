package osmcp.command;

import module java.base;
import osmcp.json.Json;
import osmcp.tools.*;

/** {@code tools [--json]}: the tools that these settings let in. */
public final class ToolsCommand {
    private ToolsCommand() {}

    /** A line for each tool, or with {@code json} what clients get of each, a line each. */
    public static int run(boolean json, Switches switches, PrintStream out) {
        for (var tool : Tools.all()) {
            if (switches.missing(tool).isPresent()) continue;
            out.println(json ? Json.text(Catalogue.line(tool)) : "%-28s %s".formatted(tool.name(), tool.about()));
        }
        return 0;
    }
}
