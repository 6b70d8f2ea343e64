package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Stacks as {@code populate} makes them: four, and one that is nested in the third. */
final class SeedStacks {
    private static final JsonNode RECORDED = Fixture.read("stacks.json");

    private SeedStacks() {}

    static void small(World world, String project) {
        for (var name : List.of("small", "server", "group", "broken")) {
            world.add("stacks", project, Map.of("name", name));
        }
        var nested = world.add("stacks", project, Map.of("name", "group-many-xuh4ft2h4jhb",
                "parent", World.id(project, "stacks", "group")));
        nested.setAll((ObjectNode) RECORDED.path("nested").deepCopy());
    }

    static ObjectNode row(String project, String name, int number) {
        var row = SeedNetworks.row(RECORDED.path("stacks"), "stacks", project, name, 100 + number);
        if (RECORDED.has(name)) row.setAll(SeedNetworks.row(RECORDED.path(name), "stacks", project, name, 0));
        return row;
    }
}
