package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** Fills a world with what {@code populate} puts into a real cloud: the same names, states and numbers. */
final class Seed {
    private static final JsonNode SERVERS = Fixture.read("servers.json");
    private static final JsonNode FLAVORS = Fixture.read("flavors.json");
    private static final JsonNode IMAGES = Fixture.read("images.json");
    private static final Instant START = Instant.parse("2026-11-24T21:11:36Z");

    private Seed() {}

    static void small(World world) {
        for (var flavor : FLAVORS) {
            world.put("flavors", flavor.path("id").asText(), "", () -> flavor.deepCopy());
        }
        world.add("flavor_access", "", Map.of("flavor_id", flavor("private.gpu").path("id").asText(),
                "tenant_id", World.OTHER));
        SeedVolumes.types(world);
        NovaComputes.seed(world);
        NovaGroups.seed(world);
        for (var project : List.of("demo", "other")) {
            images(world, project);
            for (int n = 1; n <= 20; n++) numbered(world, project, n);
            SERVERS.path("states").propertyStream().forEach(state -> odd(world, project, state));
            SeedVolumes.small(world, project);
        }
        images(world, "admin");
        for (var project : List.of("demo", "other")) {
            world.add("image_members", "", Map.of("status", "accepted", "image_id", image(project, "shared-accepted"),
                    "member_id", project.equals("demo") ? World.OTHER : World.DEMO));
            world.add("image_members", "", Map.of("status", "pending", "image_id", image(project, "shared-pending"),
                    "member_id", project.equals("demo") ? World.OTHER : World.DEMO));
        }
        SeedNetworks.small(world);
        for (var project : List.of("demo", "other")) {
            SeedBalancers.small(world, project);
            SeedStacks.small(world, project);
        }
    }

    /**
     * Named as Nova names the servers of one request for a hundred. They have no addresses, as in the real one, and
     * share what is the same in all, or ten thousand would take long to make.
     */
    static void scale(World world, int servers) {
        var pattern = server("scale", "scale", "m1.tiny", 0);
        pattern.putObject("addresses");
        for (int n = 0; n < servers; n++) {
            var name = "scale-" + (n < 1000 ? "0" : "") + n / 100 + "-" + (n % 100 + 1);
            var id = World.id("scale", "server", name);
            var created = START.plusSeconds(200 + n);
            world.put("servers", id, World.SCALE, () -> Json.object().<ObjectNode>setAll(pattern).put("id", id)
                    .put("name", name).put("OS-EXT-SRV-ATTR:hostname", name).put("created", created.toString())
                    .put("updated", created.plusSeconds(3).toString()));
        }
    }

    /** A row as recorded, of a kind that has one; for rows that tests add. */
    static Optional<ObjectNode> recorded(String kind, String project, String name, int number) {
        return switch (kind) {
            case "servers" -> Optional.of(server(project, name, "m1.tiny", number)
                    .put("created", START.plus(Duration.ofDays(1)).plusSeconds(number).toString()));
            case "flavors" -> Optional.of(FLAVORS.get(0).<ObjectNode>deepCopy().put("name", name)
                    .put("id", World.id("", kind, name)));
            case "images" -> Optional.of(image(project, name, IMAGES.get(1).path("row")));
            case "volumes", "backups", "snapshots", "groups", "group_snapshots", "keypairs", "migrations" ->
                    Optional.of(SeedVolumes.row(kind, project, name, number));
            case "networks", "subnets", "ports", "rbac", "floatingips", "security_groups" ->
                    Optional.of(SeedNetworks.row(kind, project, name, number));
            case "stacks" -> Optional.of(SeedStacks.row(project, name, number));
            case "loadbalancers", "listeners", "pools", "members", "healthmonitors" ->
                    Optional.of(SeedBalancers.row(kind, project, name, number));
            default -> Optional.empty();
        };
    }

    private static JsonNode flavor(String name) {
        return FLAVORS.valueStream().filter(f -> f.path("name").asText().equals(name)).findFirst().orElseThrow();
    }

    private static String image(String project, String name) { return World.id(project, "image", name); }

    private static void images(World world, String project) {
        for (var image : IMAGES) {
            boolean admins = image.path("owner").asText().equals("admin");
            if (admins != project.equals("admin")) continue;
            var row = image(project, image.path("row").path("name").asText(), image.path("row"));
            world.put("images", row.path("id").asText(), World.plainId(project, "project", project), () -> row);
        }
    }

    private static ObjectNode image(String project, String name, JsonNode recorded) {
        var row = (ObjectNode) Fixture.fill(recorded, Map.of("id", image(project, name), "owner_name", project,
                "owner", World.plainId(project, "project", project), "user", World.plainId(project, "user", project),
                "image", image("admin", "cirros"), "server", World.id(project, "server", "is-shelved")));
        return row.put("name", name);
    }

    /** One of the twenty: web, db, app in turn, four flavors in turn. */
    private static void numbered(World world, String project, int n) {
        var role = List.of("web", "db", "app").get(n % 3);
        var name = "%s-%02d".formatted(role, n);
        var row = server(project, name, List.of("m1.tiny", "m1.small", "m1.medium", "m1.large").get(n % 4), n);
        row.put("key_name", "laptop").put("description", "server " + n + " of " + project
                + (project.equals("other") ? " " + World.CANARY : ""));
        row.putObject("metadata").put("number", "" + n).put("role", role);
        row.putArray("tags").add("populate").add(role);
        row.putArray("security_groups").addObject().put("name", role.equals("app") ? "default" : role);
        if (n % 7 == 0) {
            row.putArray("server_groups").add(World.id(project, "server group", "apart"));
            row.putObject("scheduler_hints").putArray("group").add(World.id(project, "server group", "apart"));
        }
        put(world, project, row);
    }

    private static void odd(World world, String project, Map.Entry<String, JsonNode> state) {
        int number = 1 + (int) world.rows("servers").stream().filter(row -> row.project().equals(World.plainId(project,
                "project", project))).count();
        var row = server(project, state.getKey(), state.getValue().path("flavor").asText(), number);
        var values = Map.of("id", row.path("id").asText(), "updated", row.path("updated").asText(),
                "volume", World.id(project, "volume", state.getKey()));
        var other = (ObjectNode) Fixture.fill(state.getValue(), values);
        other.remove("flavor");
        if (other.remove("-") instanceof JsonNode gone) gone.forEach(key -> row.remove(key.asText()));
        other.properties().forEach(field -> row.set(field.getKey(), field.getValue()));
        put(world, project, row);
    }

    private static void put(World world, String project, ObjectNode row) {
        world.put("servers", row.path("id").asText(), World.plainId(project, "project", project), () -> row);
    }

    private static ObjectNode server(String project, String name, String flavorName, int n) {
        var flavor = flavor(flavorName);
        var owner = World.plainId(project, "project", project);
        var host = "compute-" + (n % 3 + 1);
        var created = START.plusSeconds(n + (project.equals("demo") ? 0 : 100));
        var low = "%02x:%02x".formatted(n >> 8 & 0xff, n & 0xff);
        var values = new HashMap<String, Object>(Map.of("id", World.id(project, "server", name), "name", name,
                "project", owner, "user", World.plainId(project, "user", project), "hostId", hostId(owner, host),
                "image", image("admin", "cirros"), "host", host, "zone", host.equals("compute-3") ? "az2" : "nova"));
        values.putAll(Map.of("created", created.toString(), "updated", created.plusSeconds(3).toString(),
                "launched", created.plusSeconds(3).toString().replace("Z", ".000000"),
                "disk", flavor.get("disk").asText(),
                "instance", "instance-%08x".formatted(n), "reservation", "r-" + Integer.toString(n + 60_466_176, 36),
                "mac", "fa:16:3e:00:" + low, "ipv4", "10.0." + n / 250 + "." + (n % 250 + 2),
                "ipv6", "fd00:1::f816:3eff:fe00:" + Integer.toHexString(n + 1)));
        values.put("flavor", embedded(flavor));
        return (ObjectNode) Fixture.fill(SERVERS.path("row"), values);
    }

    static JsonNode embedded(JsonNode flavor) {
        var embedded = Json.object();
        embedded.set("vcpus", flavor.get("vcpus"));
        embedded.set("ram", flavor.get("ram"));
        embedded.set("disk", flavor.get("disk"));
        embedded.set("ephemeral", flavor.get("OS-FLV-EXT-DATA:ephemeral"));
        embedded.set("swap", flavor.get("swap"));
        embedded.set("original_name", flavor.get("name"));
        embedded.set("extra_specs", flavor.get("extra_specs"));
        return embedded;
    }

    /** Nova's own sum: the same host has another id in each project. */
    static String hostId(String project, String host) {
        try {
            var sum = MessageDigest.getInstance("SHA-224").digest((project + host).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
