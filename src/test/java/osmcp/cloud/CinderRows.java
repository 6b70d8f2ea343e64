package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Cinder.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * Cinder's listings, all in much the same manner: newest first, in pages, of the caller's project unless an
 * administrator asks for all.
 *
 * @param kind    in the path and in the world
 * @param key     of the list in the answer
 * @param one     the key of one
 * @param noun    in refusals
 * @param links   the key of the next page's link, which for some forgets that the listing was detailed
 * @param owner   the field with its project; blank if it has none
 * @param since   the microversion that brought them
 * @param filters those that others than administrators may use, from {@code cinder/etc/resource_filters.json}; from
 *                3.31 on any more are refused
 */
record CinderRows(String kind, String key, String one, String noun, String links, String owner, int since,
        Set<String> filters) {
    static final SequencedMap<String, CinderRows> ALL = new LinkedHashMap<>();

    static {
        for (var rows : List.of(
                new CinderRows("volumes", "volumes", "volume", "Volume", "volumes_links",
                        "os-vol-tenant-attr:tenant_id", 0, Set.of("name", "status", "metadata", "bootable",
                        "migration_status", "availability_zone", "group_id", "size", "consumes_quota")),
                new CinderRows("backups", "backups", "backup", "Backup", "backups_links",
                        "os-backup-project-attr:project_id", 0, Set.of("name", "status", "volume_id")),
                new CinderRows("snapshots", "snapshots", "snapshot", "Snapshot", "snapshots_links",
                        "os-extended-snapshot-attributes:project_id", 0, Set.of("name", "status", "volume_id",
                        "metadata", "consumes_quota")),
                new CinderRows("groups", "groups", "group", "Group", "group_links", "project_id", 13, Set.of("name")),
                new CinderRows("group_snapshots", "group_snapshots", "group_snapshot", "GroupSnapshot",
                        "group_snapshot_links", "project_id", 14, Set.of("name", "status", "group_id")),
                new CinderRows("types", "volume_types", "volume_type", "Volume type", "volume_type_links", "", 0,
                        Set.of("is_public", "extra_specs")),
                new CinderRows("group_types", "group_types", "group_type", "Group type", "group_type_links", "", 11,
                        Set.of("is_public")))) ALL.put(rows.kind, rows);
    }

    static String now() { return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + ".000000"; }

    ObjectNode answer(FakeCloud cloud, Call call) {
        if (!call.from(since)) throw new Refused(404, "The resource could not be found.");
        if (call.path().size() == 1) return list(cloud, call, false);
        if (call.path().get(1).equals("detail") && !owner.isEmpty()) return list(cloud, call, true);
        boolean volumes = call.from(25) && flag(call, "list_volume");
        var row = find(cloud, call, call.path().get(1));
        return Service.object(one, CinderFields.view(cloud, call, this, row, volumes));
    }

    /** One of them; an administrator is shown any project's. */
    ObjectNode find(FakeCloud cloud, Call call, String id) {
        return cloud.world().find(kind, id).filter(row -> call.caller().admin() || own(call, row))
                .orElseThrow(() -> new Refused(404, noun + " " + id + " could not be found."));
    }

    private boolean own(Call call, ObjectNode row) {
        return owner.isEmpty() || row.path(owner).asText().equals(call.caller().projectId());
    }

    private ObjectNode list(FakeCloud cloud, Call call, boolean detailed) {
        int limit = number(call, "limit", "limit param must be an integer", "limit param must be positive", 1_000);
        int offset = number(call, "offset", "offset must be an integer", "offset must be >= 0", 0);
        var asked = CinderFilters.asked(call, this);
        boolean all = everybodys(call);
        boolean volumes = call.from(25) && flag(call, "list_volume");
        var order = CinderFilters.order(call, kind);
        var rows = cloud.world().rows(kind).stream().map(World.Row::json).sorted(order).toList();
        int from = after(cloud, call, rows);
        boolean blind = cloud.ignoresFilters();
        boolean none = kind.equals("volumes") && !all && call.caller().admin() && call.query().has("all_tenants");
        var fitting = rows.stream().filter(row -> (blind && all) || (all ? narrowed(call, row) : own(call, row)))
                .filter(row -> blind || !none && asked.entrySet().stream().allMatch(f -> CinderFilters.fits(row, f)))
                .toList();
        var skipped = new HashSet<>(rows.subList(0, from).stream().map(row -> row.path("id").asText()).toList());
        var page = fitting.stream().filter(row -> !skipped.contains(row.path("id").asText())).skip(offset).limit(limit)
                .toList();
        var list = Json.array();
        page.forEach(row -> list.add(detailed || owner.isEmpty() ? CinderFields.view(cloud, call, this, row, volumes)
                : CinderFields.brief(call, this, row)));
        var answer = Service.object(key, list);
        if (limit > 0 && page.size() == limit) next(call, answer, detailed, page.getLast());
        if (counts() && call.from(45) && flag(call, "with_count")) answer.put("count", fitting.size());
        return answer;
    }

    boolean counts() { return Set.of("volumes", "backups", "snapshots").contains(kind); }

    private static int number(Call call, String name, String noNumber, String negative, int otherwise) {
        var text = call.query().last(name);
        if (text.isEmpty()) return otherwise;
        if (text.get().matches("-\\d+")) throw new Refused(400, negative);
        if (!text.get().matches("\\d+")) throw new Refused(400, noNumber);
        long asked = text.get().length() > 9 ? 1_000_000_000 : Long.parseLong(text.get());
        return (int) (name.equals("limit") ? Math.min(asked, 1_000) : asked);
    }

    /**
     * Those before the marker and itself. Volumes and group snapshots may begin after one of any project, the others
     * only after one that the caller is shown; for types one that there is not is no marker.
     */
    private int after(FakeCloud cloud, Call call, List<ObjectNode> rows) {
        var marker = call.query().last("marker");
        if (marker.isEmpty()) return 0;
        int at = rows.stream().map(row -> row.path("id").asText()).toList().indexOf(marker.get());
        if (owner.isEmpty()) return at + 1;
        boolean any = Set.of("volumes", "group_snapshots").contains(kind);
        if (at < 0 || !any) find(cloud, call, marker.get());
        return at + 1;
    }

    /** What counts as a yes differs; only an administrator is asked. A no to volumes finds nothing at all. */
    private boolean everybodys(Call call) {
        var text = call.query().last("all_tenants").filter(_ -> call.caller().admin());
        if (text.isEmpty()) return false;
        var word = text.get().toLowerCase(Locale.ROOT);
        boolean yes = NovaServers.YES.contains(word);
        boolean strange = !yes && !NovaServers.NO.contains(word);
        return switch (kind) {
            case "groups", "group_snapshots" -> true;
            case "volumes" -> flag(call, "all_tenants");
            case "backups" -> {
                if (strange) throw new Refused(400, "all_tenants must be a boolean, got '" + text.get() + "'.");
                yield yes;
            }
            default -> yes;
        };
    }

    private boolean narrowed(Call call, ObjectNode row) {
        return call.query().last("project_id").map(row.path(owner).asText()::equals).orElse(true);
    }

    private static boolean flag(Call call, String name) {
        var text = call.query().last(name).orElse("false");
        var word = text.toLowerCase(Locale.ROOT);
        if (!NovaServers.YES.contains(word) && !NovaServers.NO.contains(word)) {
            throw new Refused(400, "Value '" + text + "' for '" + name + "' is not a boolean.");
        }
        return NovaServers.YES.contains(word);
    }

    /** With all that was asked for, in its order, and the new marker at the end. */
    private void next(Call call, ObjectNode answer, boolean detailed, ObjectNode last) {
        boolean kept = detailed && links.startsWith(kind);
        var query = new StringJoiner("&");
        call.query().values().forEach((name, values) -> values.forEach(value -> {
            if (!name.equals("marker")) query.add(Query.encode(name) + "=" + Query.encode(value));
        }));
        query.add("marker=" + last.path("id").asText());
        answer.putArray(links).addObject().put("rel", "next")
                .put("href", call.base() + "/" + kind + (kept ? "/detail" : "") + "?" + query);
    }
}
