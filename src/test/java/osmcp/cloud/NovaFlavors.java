package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** Flavors: the public ones, and others for those projects that have access. */
final class NovaFlavors {
    private static final Set<String> KNOWN =
            Set.of("limit", "marker", "is_public", "minRam", "minDisk", "sort_key", "sort_dir");
    /** What may be sorted by, and where it is found. Those that are alike stand as they were made. */
    private static final SequencedMap<String, String> SORTED_BY = new LinkedHashMap<>();

    static {
        for (var key : List.of("created_at", "description", "disabled", "ephemeral_gb", "flavorid", "id", "is_public",
                "memory_mb", "name", "root_gb", "rxtx_factor", "swap", "updated_at", "vcpu_weight", "vcpus")) {
            SORTED_BY.put(key, Map.of("flavorid", "id", "memory_mb", "ram", "root_gb", "disk", "ephemeral_gb",
                    "OS-FLV-EXT-DATA:ephemeral", "is_public", "os-flavor-access:is_public").getOrDefault(key, key));
        }
    }

    private final Nova nova;

    NovaFlavors(Nova nova) { this.nova = nova; }

    JsonNode answer(Call call) {
        if (call.path().size() == 1) return list(call, false);
        if (call.path().get(1).equals("detail")) return list(call, true);
        return Service.object("flavor", view(call, visible(call, call.path().get(1))));
    }

    /** The flavor of that id; an administrator is shown any. */
    ObjectNode visible(Call call, String id) {
        return nova.cloud.world().find("flavors", id)
                .filter(flavor -> call.caller().admin() || open(flavor) || granted(call, flavor))
                .orElseThrow(() -> new Refused(404, "Flavor " + id + " could not be found."));
    }

    private JsonNode list(Call call, boolean detailed) {
        Nova.known(call, KNOWN, "Additional properties are not allowed ('%s' was unexpected)");
        int limit = Nova.limit(call);
        int ram = least(call, "minRam");
        int disk = least(call, "minDisk");
        var sees = sees(call);
        boolean down = call.query().last("sort_dir").orElse("asc").equals("desc");
        var made = nova.cloud.world().rows("flavors").stream().map(World.Row::json).filter(sees).toList();
        var rows = new ArrayList<>((down ? made.reversed() : made).stream().sorted(order(call)).toList());
        var marker = call.query().last("marker").filter(text -> !text.isEmpty());
        if (marker.isPresent()) {
            var ids = rows.stream().map(row -> row.path("id").asText()).toList();
            int at = ids.indexOf(marker.get());
            if (at < 0) throw new Refused(400, "marker [" + marker.get() + "] not found");
            rows.subList(0, at + 1).clear();
        }
        var page = rows.stream().filter(row -> row.path("ram").asInt() >= ram && row.path("disk").asInt() >= disk)
                .limit(limit).map(row -> detailed ? view(call, row) : brief(call, row)).toList();
        return Nova.page(call, "flavors", page, limit, KNOWN);
    }

    /** Only an administrator may choose by {@code is_public}; for others it does nothing, whatever it is. */
    private Predicate<ObjectNode> sees(Call call) {
        if (!call.caller().admin()) return flavor -> open(flavor) || granted(call, flavor);
        var text = call.query().last("is_public").orElse("true");
        var word = text.toLowerCase(Locale.ROOT);
        if (word.equals("none")) return _ -> true;
        if (NovaServers.YES.contains(word)) return NovaFlavors::open;
        if (NovaServers.NO.contains(word)) return flavor -> !open(flavor);
        throw new Refused(400, "Invalid is_public filter [" + text + "]");
    }

    static boolean open(ObjectNode flavor) { return flavor.path("os-flavor-access:is_public").asBoolean(); }

    private boolean granted(Call call, ObjectNode flavor) {
        return nova.cloud.world().rows("flavor_access").stream().map(World.Row::json)
                .anyMatch(grant -> grant.get("flavor_id").equals(flavor.get("id"))
                        && grant.path("tenant_id").asText().equals(call.caller().projectId()));
    }

    private static int least(Call call, String name) {
        var text = call.query().last(name).orElse("0");
        if (!text.matches("\\d+")) throw new Refused(400, "Invalid " + name + " filter [" + text + "]");
        return Integer.parseInt(text);
    }

    private static Comparator<ObjectNode> order(Call call) {
        var key = call.query().last("sort_key").orElse("flavorid");
        if (!SORTED_BY.containsKey(key)) {
            throw Nova.invalid("sort_key", key, "is not one of "
                    + SORTED_BY.keySet().stream().collect(Collectors.joining("', '", "['", "']")));
        }
        var field = SORTED_BY.get(key);
        Comparator<ObjectNode> order = Comparator.comparing(row -> row.path(field), (a, b) -> a.isNumber()
                ? Double.compare(a.asDouble(), b.asDouble()) : a.asText().compareTo(b.asText()));
        return call.query().last("sort_dir").orElse("asc").equals("desc") ? order.reversed() : order;
    }

    private static ObjectNode brief(Call call, ObjectNode row) {
        var brief = Json.object();
        brief.set("id", row.get("id"));
        brief.set("name", row.get("name"));
        Nova.links(call, brief, "flavors");
        if (call.from(55)) brief.set("description", row.get("description"));
        return brief;
    }

    /** No swap is an empty text up to 2.74, and 0 from 2.75 on. */
    static ObjectNode view(Call call, ObjectNode row) {
        var shown = row.deepCopy();
        Nova.links(call, shown, "flavors");
        if (!call.from(75) && row.path("swap").asInt() == 0) shown.put("swap", "");
        if (!call.from(55)) shown.remove("description");
        if (!call.from(61)) shown.remove("extra_specs");
        return shown;
    }
}
