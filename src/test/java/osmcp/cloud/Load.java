package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What servers take together, by what their flavors were when they were made. */
record Load(int servers, int vcpus, int ram, int disk) {
    private static final Load NONE = new Load(0, 0, 0, 0);

    /** Those that are not deleted; even one that never got a host counts against its project's quota. */
    static Load of(World world, Predicate<ObjectNode> which) {
        return world.rows("servers").stream().map(World.Row::json)
                .filter(row -> !row.path("status").asText().equals("DELETED")).filter(which)
                .map(Load::of).reduce(NONE, Load::plus);
    }

    static Load project(World world, String id) {
        return of(world, row -> row.path("tenant_id").asText().equals(id));
    }

    static Load host(World world, String name) {
        return of(world, row -> row.path("OS-EXT-SRV-ATTR:host").asText().equals(name));
    }

    static Load of(ObjectNode server) {
        var flavor = server.path("flavor");
        return new Load(1, flavor.path("vcpus").asInt(), flavor.path("ram").asInt(),
                flavor.path("disk").asInt() + flavor.path("ephemeral").asInt());
    }

    private Load plus(Load other) {
        return new Load(servers + other.servers, vcpus + other.vcpus, ram + other.ram, disk + other.disk);
    }
}
