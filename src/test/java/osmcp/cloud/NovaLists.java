package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** Key pairs, which are their user's, and migrations, which policy shows to administrators. */
final class NovaLists {
    private static final String UNKNOWN = "Additional properties are not allowed ('%s' was unexpected)";
    private static final Map<String, List<String>> FIELDS = Map.of("instance_uuid", List.of("instance_uuid"),
            "status", List.of("status"), "migration_type", List.of("migration_type"), "user_id", List.of("user_id"),
            "project_id", List.of("project_id"), "source_compute", List.of("source_compute"),
            "host", List.of("source_compute", "dest_compute"));
    private static final Set<String> UNDER_WAY = Set.of("queued", "preparing", "running", "post-migrating");

    private final Nova nova;
    private final NovaServers servers;

    NovaLists(Nova nova, NovaServers servers) {
        this.nova = nova;
        this.servers = servers;
    }

    /** GET /os-keypairs: the type since 2.2, another user's for administrators since 2.10, in pages since 2.35 */
    ObjectNode keypairs(Call call) {
        boolean one = call.path().size() == 2;
        Nova.known(call, one ? Set.of("user_id") : Set.of("user_id", "limit", "marker"), UNKNOWN);
        var user = call.from(10) ? call.query().last("user_id").orElse(call.caller().userId())
                : call.caller().userId();
        if (!user.equals(call.caller().userId())) {
            Nova.allow(call, "os_compute_api:os-keypairs:" + (one ? "show" : "index"));
        }
        var rows = nova.cloud.world().rows("keypairs").stream().map(World.Row::json)
                .filter(row -> row.path("user_id").asText().equals(user))
                .sorted(Comparator.comparing(row -> row.path("name").asText())).toList();
        if (one) {
            var name = call.path().get(1);
            return Service.object("keypair", rows.stream().filter(row -> row.path("name").asText().equals(name))
                    .findFirst().map(row -> keypair(call, row)).orElseThrow(() -> new Refused(404,
                            "Keypair " + name + " not found for user " + user)));
        }
        var page = page(call, call.from(35), rows, "name");
        var all = Json.array();
        page.forEach(row -> all.addObject().set("keypair",
                keypair(call, row).retain("name", "public_key", "fingerprint", "type")));
        return linked(call, call.from(35), Service.object("keypairs", all), "keypairs", page, "name");
    }

    private static ObjectNode keypair(Call call, ObjectNode row) {
        var shown = row.deepCopy();
        shown.set("id", shown.remove("-number"));
        if (!call.from(2)) shown.remove("type");
        return shown;
    }

    /**
     * GET /os-migrations: the type since 2.23; in pages, with UUIDs and without unknown filters since 2.59; with user
     * and project since 2.80.
     */
    ObjectNode migrations(Call call) {
        var known = known(call);
        if (call.from(59)) {
            for (var name : call.query().names()) {
                if (!known.contains(name)) throw new Refused(400, UNKNOWN.formatted(name));
            }
        }
        if (call.from(59)) Nova.limit(call); // what is asked is looked at before who asks
        var since = call.from(59) ? NovaServers.time(call, "changes-since") : Optional.<Instant>empty();
        var before = call.from(66) ? NovaServers.time(call, "changes-before") : Optional.<Instant>empty();
        Nova.allow(call, "os_compute_api:os-migrations:index");
        var rows = nova.cloud.world().rows("migrations").reversed().stream().map(World.Row::json)
                .filter(row -> nova.cloud.ignoresFilters() || FIELDS.entrySet().stream().allMatch(filter ->
                        call.query().last(filter.getKey()).map(value -> filter.getValue().stream()
                                .anyMatch(field -> row.path(field).asText().equalsIgnoreCase(value))).orElse(true)))
                .filter(row -> since.map(time -> !updated(row).isBefore(time)).orElse(true))
                .filter(row -> before.map(time -> !updated(row).isAfter(time)).orElse(true)).toList();
        var page = page(call, call.from(59), rows, "uuid");
        var all = Json.array();
        page.forEach(row -> all.add(migration(call, row)));
        return linked(call, call.from(59), Service.object("migrations", all), "migrations", page, "uuid");
    }

    private static Set<String> known(Call call) {
        var known = new HashSet<>(Set.of("hidden", "host", "instance_uuid", "source_compute", "status",
                "migration_type", "limit", "marker", "changes-since"));
        if (call.from(66)) known.add("changes-before");
        if (call.from(80)) known.addAll(Set.of("user_id", "project_id"));
        return known;
    }

    private static Instant updated(ObjectNode row) {
        return LocalDateTime.parse(row.path("updated_at").asText()).toInstant(ZoneOffset.UTC);
    }

    private static ObjectNode migration(Call call, ObjectNode row) {
        var shown = row.deepCopy();
        if (!call.from(23)) shown.remove("migration_type");
        if (!call.from(59)) shown.remove("uuid");
        if (!call.from(80)) shown.remove(List.of("user_id", "project_id"));
        if (call.from(23) && underWay(row)) {
            Nova.links(call, shown, "servers/" + row.path("instance_uuid").asText() + "/migrations");
        }
        return shown;
    }

    private static boolean underWay(ObjectNode row) {
        return row.path("migration_type").asText().equals("live-migration")
                && UNDER_WAY.contains(row.path("status").asText());
    }

    /** GET /servers/{id}/migrations, and one of them: live migrations alone, and while they run */
    ObjectNode ofServer(Call call) {
        if (!call.from(23)) throw new Refused(404, "The resource could not be found.");
        var server = servers.visible(call, call.path().get(1));
        boolean one = call.path().size() == 4;
        Nova.allow(call, "os_compute_api:servers:migrations:" + (one ? "show" : "index"));
        var rows = nova.cloud.world().rows("migrations").stream().map(World.Row::json)
                .filter(row -> row.get("instance_uuid").equals(server.get("id"))).toList();
        if (!one) {
            var all = Json.array();
            rows.stream().filter(NovaLists::underWay).forEach(row -> all.add(progress(call, row)));
            return Service.object("migrations", all);
        }
        var id = call.path().get(3);
        var words = id + (" for server " + server.path("id").asText() + " is not ");
        var row = rows.stream().filter(r -> r.path("id").asText().equals(id)).findFirst()
                .orElseThrow(() -> new Refused(404, "In-progress live migration " + id + " is not found for server "
                        + server.path("id").asText() + "."));
        if (!row.path("migration_type").asText().equals("live-migration")) {
            throw new Refused(404, "Migration " + words + "live-migration.");
        }
        if (!underWay(row)) throw new Refused(404, "Live migration " + words + "in progress.");
        return Service.object("migration", progress(call, row));
    }

    /** The names are those of {@code nova/api/openstack/compute/server_migrations.py}. */
    private static ObjectNode progress(Call call, ObjectNode row) {
        var shown = migration(call, row);
        shown.remove(List.of("links", "migration_type", "old_instance_type_id", "new_instance_type_id"));
        shown.set("server_uuid", shown.remove("instance_uuid"));
        for (var what : List.of("memory", "disk")) {
            for (var part : List.of("total", "processed", "remaining")) shown.putNull(what + "_" + part + "_bytes");
        }
        return shown;
    }

    private static List<ObjectNode> page(Call call, boolean paged, List<ObjectNode> rows, String id) {
        if (!paged) return rows;
        int limit = Nova.limit(call);
        var marker = call.query().last("marker");
        int from = marker.map(text -> rows.stream().map(row -> row.path(id).asText()).toList().indexOf(text) + 1)
                .orElse(0);
        if (marker.isPresent() && from == 0) throw new Refused(400, "Marker " + marker.get() + " could not be found.");
        return rows.stream().skip(from).limit(limit).toList();
    }

    /** As for servers: the link is there when the page is full, with what was asked for, sorted. */
    private static ObjectNode linked(Call call, boolean paged, ObjectNode answer, String key, List<ObjectNode> page,
            String id) {
        if (!paged || page.isEmpty() || page.size() < Nova.limit(call)) return answer;
        var markers = page.stream().map(row -> Json.object().<ObjectNode>set("id", row.get(id))).toList();
        var links = Nova.page(call, key, markers, page.size(), call.query().names()).get(key + "_links");
        answer.set(key + "_links", links);
        return answer;
    }
}
