package osmcp.tools;

import module java.base;
import osmcp.tool.Tool;
import osmcp.tools.compute.*;
import osmcp.tools.overview.StatusTools;

/** The list of the lists of tools, in the order in which clients see them. */
public final class Tools {
    private Tools() {}

    public static List<Tool> all() {
        return Stream.of(ServerTools.all(), FlavorTools.all(), StatusTools.all()).flatMap(List::stream).toList();
    }

    public static Optional<Tool> find(String name) {
        return all().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
