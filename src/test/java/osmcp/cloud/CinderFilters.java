package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Cinder.Call;
import osmcp.cloud.Nova.Refused;

/** What narrows and orders Cinder's listings. */
final class CinderFilters {
    private static final Set<String> PAGING =
            Set.of("limit", "marker", "offset", "sort", "sort_key", "sort_dir", "all_tenants");
    private static final Set<String> SORTED_BY = Set.of("id", "name", "status", "created_at", "updated_at", "size",
            "availability_zone", "bootable", "volume_id", "group_id");

    private CinderFilters() {}

    /**
     * The filters that count. One that is not known is an error from 3.31 on and nothing before, except to groups and
     * group snapshots, which then are none; for an administrator it is one that nothing fits.
     */
    static Map<String, String> asked(Call call, CinderRows rows) {
        var asked = new LinkedHashMap<String, String>();
        call.query().names().stream().filter(name -> !PAGING.contains(name))
                .forEach(name -> asked.put(name, call.query().last(name).orElseThrow()));
        if (rows.kind().equals("groups")) asked.remove("list_volume");
        if (rows.counts() && call.from(45)) asked.remove("with_count");
        if (call.caller().admin()) asked.remove("project_id");
        if (rows.kind().equals("group_types")) asked.keySet().retainAll(Set.of("is_public"));
        var strange = asked.keySet().stream().filter(name -> !rows.filters().contains(name)).toList();
        if (!call.caller().admin() && !strange.isEmpty()) {
            if (call.from(31)) {
                throw new Refused(400, "Invalid filters " + String.join(",", strange) + " are found in query options.");
            }
            boolean counted = rows.kind().equals("groups") || rows.kind().equals("group_snapshots") && call.from(29);
            if (!counted) asked.keySet().removeAll(strange);
        }
        if (!call.from(2)) asked.remove("bootable");
        if (!Set.of("true", "false", "").contains(asked.getOrDefault("bootable", "").toLowerCase(Locale.ROOT))) {
            throw new Refused(400, "Invalid input received: 'bootable = " + asked.get("bootable") + "'");
        }
        var publicly = asked.remove("is_public");
        if (call.caller().admin() && publicly != null && !Set.of("true", "false", "none").contains(publicly)) {
            throw new Refused(400, "Invalid is_public filter [" + publicly + "]");
        }
        return asked;
    }

    /** MariaDB does not tell great letters from small ones. What a row has not, no value fits. */
    static boolean fits(ObjectNode row, Map.Entry<String, String> filter) {
        if (filter.getKey().equals("metadata")) {
            try {
                return Nova.json(filter.getValue()).propertyStream()
                        .allMatch(pair -> pair.getValue().equals(row.path("metadata").path(pair.getKey())));
            } catch (Refused noObject) {
                return false;
            }
        }
        var value = row.path(filter.getKey());
        return value.isValueNode() && !value.isNull() && value.asText().equalsIgnoreCase(filter.getValue());
    }

    /** The newest first, and of those made in the same second the one with the greatest id. */
    static Comparator<ObjectNode> order(Call call, String kind) {
        var keys = new ArrayList<String>();
        var directions = new ArrayList<String>();
        call.query().last("sort").ifPresent(text -> {
            for (var part : text.split(",", -1)) {
                keys.add(part.replaceFirst(":.*", "").strip());
                directions.add(part.contains(":") ? part.replaceFirst(".*:", "").strip() : "desc");
            }
        });
        call.query().last("sort_key").ifPresent(keys::add);
        call.query().last("sort_dir").ifPresent(directions::add);
        if (directions.stream().anyMatch(text -> !Set.of("asc", "desc").contains(text))) {
            throw new Refused(400, "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'.");
        }
        boolean named = switch (kind) {
            case "backups" -> call.from(56);
            case "snapshots" -> call.from(30);
            default -> true;
        };
        if (keys.stream().anyMatch(name -> !SORTED_BY.contains(name) || name.equals("name") && !named)) {
            throw new Refused(400, "Invalid input received: Invalid sort key");
        }
        boolean up = !directions.isEmpty() && directions.getFirst().equals("asc");
        Comparator<ObjectNode> order = (_, _) -> 0;
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            order = order.thenComparing(by(key, i < directions.size() ? directions.get(i).equals("asc") : up));
        }
        return order.thenComparing(by("created_at", up)).thenComparing(by("id", up));
    }

    private static Comparator<ObjectNode> by(String key, boolean up) {
        Comparator<ObjectNode> order = Comparator.comparing((ObjectNode row) -> row.path(key), (a, b) -> a.isNumber()
                && b.isNumber() ? Integer.compare(a.asInt(), b.asInt()) : text(a).compareTo(text(b)));
        return up ? order : order.reversed();
    }

    private static String text(JsonNode value) { return value.asText("").toLowerCase(Locale.ROOT); }
}
