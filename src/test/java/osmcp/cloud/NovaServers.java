package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * Servers: one, and lists with Nova's filters, order and pages. The names below are those of
 * {@code nova/api/openstack/compute/schemas/servers.py} and of {@code _get_server_search_options} in
 * {@code servers.py}, 2025.1.
 */
final class NovaServers {
    private static final Set<String> JOINED = Set.of("block_device_mapping", "services", "metadata", "system_metadata",
            "info_cache", "security_groups", "pci_devices");
    private static final Set<String> TAGS = Set.of("tags", "tags-any", "not-tags", "not-tags-any");
    private static final Set<String> KNOWN = Set.of("user_id", "project_id", "tenant_id", "launch_index", "image_ref",
            "image", "kernel_id", "ramdisk_id", "hostname", "key_name", "power_state", "vm_state", "task_state", "host",
            "node", "flavor", "reservation_id", "launched_at", "terminated_at", "availability_zone", "name",
            "display_name", "description", "display_description", "locked_by", "uuid", "root_device_name",
            "config_drive", "access_ip_v4", "access_ip_v6", "auto_disk_config", "progress", "sort_key", "sort_dir",
            "all_tenants", "soft_deleted", "deleted", "status", "changes-since", "ip", "ip6", "created_at", "limit",
            "marker");
    private static final Set<String> EXACT = Set.of("user_id", "image", "vm_state", "uuid", "host", "task_state",
            "locked", "flavor");
    private static final List<String> SORTED_BY = List.of("access_ip_v4", "access_ip_v6", "auto_disk_config",
            "availability_zone", "config_drive", "created_at", "display_description", "display_name", "host",
            "hostname", "image_ref", "instance_type_id", "kernel_id", "key_name", "launch_index", "launched_at",
            "locked_by", "node", "power_state", "progress", "project_id", "ramdisk_id", "root_device_name",
            "task_state", "terminated_at", "updated_at", "user_id", "uuid", "vm_state");
    /** Once sort keys and then useless: ignored up to 2.74, an error from 2.75 on. */
    private static final Set<String> SORTED_NO_MORE = Set.of("architecture", "cell_name", "cleaned",
            "default_ephemeral_device", "default_swap_device", "deleted", "deleted_at", "disable_terminate",
            "ephemeral_gb", "ephemeral_key_uuid", "id", "key_data", "launched_on", "locked", "memory_mb", "os_type",
            "reservation_id", "root_gb", "shutdown_terminate", "user_data", "vcpus", "vm_mode");
    /**
     * Where a filter or a sort key finds its value. One that is not here matches all, as in Nova's data base, where
     * {@code description} for one is no column: it changes nothing, not even for an administrator.
     */
    private static final Map<String, String> FIELD = Map.ofEntries(Map.entry("user_id", "/user_id"),
            Map.entry("image", "/image/id"), Map.entry("vm_state", "/OS-EXT-STS:vm_state"), Map.entry("uuid", "/id"),
            Map.entry("host", "/OS-EXT-SRV-ATTR:host"), Map.entry("node", "/OS-EXT-SRV-ATTR:hypervisor_hostname"),
            Map.entry("task_state", "/OS-EXT-STS:task_state"), Map.entry("locked", "/locked"),
            Map.entry("hostname", "/OS-EXT-SRV-ATTR:hostname"), Map.entry("key_name", "/key_name"),
            Map.entry("power_state", "/OS-EXT-STS:power_state"), Map.entry("name", "/name"),
            Map.entry("reservation_id", "/OS-EXT-SRV-ATTR:reservation_id"), Map.entry("created_at", "/created"),
            Map.entry("launched_at", "/OS-SRV-USG:launched_at"), Map.entry("updated_at", "/updated"),
            Map.entry("terminated_at", "/OS-SRV-USG:terminated_at"), Map.entry("progress", "/progress"),
            Map.entry("availability_zone", "/OS-EXT-AZ:availability_zone"), Map.entry("display_name", "/name"),
            Map.entry("config_drive", "/config_drive"), Map.entry("display_description", "/description"),
            Map.entry("kernel_id", "/OS-EXT-SRV-ATTR:kernel_id"),
            Map.entry("ramdisk_id", "/OS-EXT-SRV-ATTR:ramdisk_id"),
            Map.entry("launch_index", "/OS-EXT-SRV-ATTR:launch_index"),
            Map.entry("root_device_name", "/OS-EXT-SRV-ATTR:root_device_name"),
            Map.entry("access_ip_v4", "/accessIPv4"), Map.entry("access_ip_v6", "/accessIPv6"));

    /** What oslo takes for a yes and for a no. */
    static final Set<String> YES = Set.of("1", "t", "true", "on", "y", "yes");
    static final Set<String> NO = Set.of("0", "f", "false", "off", "n", "no");

    private final Nova nova;

    NovaServers(Nova nova) { this.nova = nova; }

    JsonNode answer(Call call) {
        if (call.path().size() == 1) return list(call, false);
        if (call.path().get(1).equals("detail")) return list(call, true);
        return Service.object("server", view(call, visible(call, call.path().get(1)), true));
    }

    /** The server of that id; an administrator is shown, and may change, any project's. */
    ObjectNode visible(Call call, String id) {
        return Optional.of(deletedToo(call, id)).filter(r -> !state(r).equals("DELETED"))
                .orElseThrow(() -> new Refused(404, "Instance " + id + " could not be found."));
    }

    /** The same, also if it is deleted. */
    ObjectNode deletedToo(Call call, String id) {
        return nova.cloud.world().find("servers", id)
                .filter(r -> r.path("tenant_id").asText().equals(call.caller().projectId())
                        || call.caller().mayAct("os_compute_api:servers:show:other projects"))
                .orElseThrow(() -> new Refused(404, "Instance " + id + " could not be found."));
    }

    private JsonNode list(Call call, boolean detailed) {
        var known = known(call);
        Nova.known(call, known, "'%s' does not match any of the regexes: '^_'");
        checkValues(call, known);
        int limit = Nova.limit(call);
        var filters = filters(call, known);
        var states = states(call);
        boolean all = everybodys(call, detailed);
        var order = order(call);
        var marker = call.query().last("marker").filter(text -> !text.isEmpty());
        var rows = order.apply(nova.cloud.world().rows("servers"));
        int from = 0;
        if (marker.isPresent()) {
            // looked for in all projects: a member may go on from a foreign server, of which it sees nothing
            while (from < rows.size() && !rows.get(from).id().equals(marker.get())) from++;
            if (from++ == rows.size()) throw new Refused(400, "marker [" + marker.get() + "] not found");
        }
        boolean blind = nova.cloud.ignoresFilters();
        var narrowed = all ? call.query().last("tenant_id").or(() -> call.query().last("project_id"))
                : Optional.of(call.caller().projectId());
        var since = time(call, "changes-since");
        var before = call.from(66) ? time(call, "changes-before") : Optional.<Instant>empty();
        if (since.isPresent() && before.isPresent() && before.get().isBefore(since.get())) {
            throw new Refused(400, "The value of changes-since must be less than or equal to changes-before.");
        }
        var gone = gone(call, since.isPresent() || before.isPresent());
        var page = rows.stream().skip(from)
                .filter(row -> gone.map(one -> one == state(row.json()).equals("DELETED")).orElse(true))
                .filter(row -> since.map(time -> !updated(row).isBefore(time)).orElse(true))
                .filter(row -> before.map(time -> !updated(row).isAfter(time)).orElse(true))
                .filter(row -> (blind && all) || narrowed.map(row.project()::equals).orElse(true))
                .filter(row -> blind || states.map(s -> s.contains(state(row.json()))).orElse(true))
                .filter(row -> blind || filters.entrySet().stream().allMatch(f -> matches(row.json(), f)))
                .limit(limit).map(row -> detailed ? view(call, row.json(), false) : brief(call, row.json())).toList();
        return Nova.page(call, "servers", page, limit, known);
    }

    /** What the schema of this microversion knows. What it does not know is no filter for anybody. */
    private static Set<String> known(Call call) {
        var known = new HashSet<>(KNOWN);
        known.addAll(JOINED);
        if (call.from(26)) known.addAll(TAGS);
        if (call.from(66)) known.add("changes-before");
        if (call.from(73)) known.add("locked");
        return known;
    }

    /** The filters that count: for those who are no administrators the others are dropped without a word. */
    private static Map<String, String> filters(Call call, Set<String> known) {
        var filters = new LinkedHashMap<String, String>();
        call.query().names().stream().filter(known::contains)
                .forEach(name -> filters.put(name, call.query().last(name).orElseThrow()));
        if (!call.caller().admin()) {
            var open = new HashSet<>(Set.of("reservation_id", "name", "image", "flavor", "ip"));
            if (call.from(5)) open.add("ip6");
            if (call.from(26)) open.addAll(TAGS);
            if (call.from(73)) open.add("locked");
            if (call.from(83)) open.addAll(Set.of("availability_zone", "config_drive", "key_name", "created_at",
                    "launched_at", "terminated_at", "power_state", "task_state", "vm_state", "progress", "user_id"));
            if (call.from(90)) open.add("hostname");
            filters.keySet().retainAll(open);
        }
        filters.keySet().stream().filter(JOINED::contains).findFirst().ifPresent(name -> {
            throw new Refused(400, "Invalid filter field: " + name + ".");
        });
        return filters;
    }

    private static void checkValues(Call call, Set<String> known) {
        call.query().last("name").ifPresent(text -> {
            try {
                if (text.isEmpty()) throw Nova.invalid("name", text, "is not a 'regex'");
                Pattern.compile(text);
            } catch (PatternSyntaxException _) {
                throw Nova.invalid("name", text, "is not a 'regex'");
            }
        });
        for (var name : List.of("changes-since", "changes-before")) {
            if (known.contains(name)) time(call, name);
        }
    }

    /** The states that are asked for. An unknown one finds nothing up to 2.37, and is an error from 2.38 on. */
    private static Optional<List<String>> states(Call call) {
        if (!call.query().has("status")) return Optional.empty();
        var asked = call.query().all("status").stream().map(text -> text.toUpperCase(Locale.ROOT)).toList();
        if (call.from(38) && asked.stream().noneMatch(ServerFields.STATUSES::contains)) {
            throw new Refused(400, "Invalid status value");
        }
        if (asked.equals(List.of("DELETED")) && !call.caller().admin()) {
            throw new Refused(403, "Only administrators may list deleted instances");
        }
        return Optional.of(asked);
    }

    /** With a zone or without, which then is UTC. */
    static Optional<Instant> time(Call call, String name) {
        var text = call.query().last(name);
        text.filter(asked -> !asked.matches("\\d{4}-\\d\\d-\\d\\d([T ].*)?")).ifPresent(asked -> {
            throw Nova.invalid(name, asked, "is not a 'date-time'");
        });
        return text.map(asked -> asked.length() == 10 ? asked + "T00:00:00" : asked.replace(' ', 'T'))
                .map(asked -> asked.matches(".*(Z|[+-]\\d\\d:?\\d\\d)") ? OffsetDateTime.parse(asked).toInstant()
                : LocalDateTime.parse(asked).toInstant(ZoneOffset.UTC));
    }

    private static Instant updated(World.Row row) { return Instant.parse(row.json().path("updated").asText()); }

    /** Who asks for changes is shown what was deleted, too; others are not, unless an administrator chooses. */
    private static Optional<Boolean> gone(Call call, boolean changes) {
        var asked = call.query().last("deleted").filter(_ -> call.caller().admin());
        if (call.query().all("status").stream().allMatch("DELETED"::equalsIgnoreCase)
                && call.query().has("status")) return Optional.of(true);
        return asked.map(text -> YES.contains(text.toLowerCase(Locale.ROOT)))
                .or(() -> changes ? Optional.empty() : Optional.of(false));
    }

    private static String state(ObjectNode row) { return row.path("status").asText(); }

    private static boolean everybodys(Call call, boolean detailed) {
        if (!call.query().has("all_tenants")) return false;
        var text = call.query().last("all_tenants").orElseThrow();
        var word = text.toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && !YES.contains(word) && !NO.contains(word)) {
            throw new Refused(400, "Unrecognized value '" + text + "', acceptable values are: '0', '1', "
                    + "'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'");
        }
        boolean all = text.isEmpty() || YES.contains(word);
        if (all) Nova.allow(call, "os_compute_api:servers:" + (detailed ? "detail" : "index") + ":get_all_tenants");
        return all;
    }

    /** Newest first, unless keys are given; those descend too, until told otherwise. */
    private static UnaryOperator<List<World.Row>> order(Call call) {
        var directions = call.query().all("sort_dir");
        for (var direction : directions) {
            if (!Set.of("asc", "desc").contains(direction)) {
                throw new Refused(400, "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'");
            }
        }
        Comparator<World.Row> order = null;
        int at = 0;
        for (var key : call.query().all("sort_key")) {
            if (!call.from(75) && SORTED_NO_MORE.contains(key) && !(call.from(73) && key.equals("locked"))) continue;
            if (!SORTED_BY.contains(key) && !(call.from(73) && key.equals("locked"))) {
                throw Nova.invalid("sort_key", key, "is not one of " + SORTED_BY.stream()
                        .collect(Collectors.joining("', '", "['", "']")));
            }
            if (Set.of("host", "node").contains(key) && !call.caller().admin()) {
                throw new Refused(403, "Only administrators can sort servers by " + key);
            }
            var by = Comparator.comparing((World.Row row) -> row.json().at(FIELD.getOrDefault(key, "/-")).asText());
            by = up(directions, at++) ? by : by.reversed();
            order = order == null ? by : order.thenComparing(by);
        }
        // Nova merges its cells' lists, and so those that are alike come by id, always upwards
        var chosen = order == null ? null : order.thenComparing(World.Row::id);
        return rows -> {
            var sorted = new ArrayList<>(up(directions, 0) ? rows : rows.reversed());
            if (chosen != null) sorted.sort(chosen);
            return sorted;
        };
    }

    private static boolean up(List<String> directions, int at) {
        return !directions.isEmpty() && directions.get(at < directions.size() ? at : 0).equals("asc");
    }

    /** Most filters are regular expressions of MariaDB, which do not tell great letters from small ones. */
    private boolean matches(ObjectNode row, Map.Entry<String, String> filter) {
        var value = filter.getValue();
        var name = filter.getKey();
        if (TAGS.contains(name)) return ServerFields.tagged(row, name, List.of(value.split(",")));
        if (name.equals("ip") || name.equals("ip6")) {
            var version = name.equals("ip") ? 4 : 6;
            return row.path("addresses").valueStream().flatMap(JsonNode::valueStream)
                    .filter(address -> address.path("version").asInt() == version)
                    .anyMatch(address -> Pattern.compile(value).matcher(address.path("addr").asText()).lookingAt());
        }
        var found = name.equals("flavor") ? flavorId(row) : row.at(FIELD.getOrDefault(name, "/-")).asText(null);
        if (name.equals("locked")) return YES.contains(value.toLowerCase(Locale.ROOT)) == "true".equals(found);
        if (!FIELD.containsKey(name) && !name.equals("flavor")) return true;
        return found != null && (EXACT.contains(name) ? value.equals(found)
                : Pattern.compile(value, Pattern.CASE_INSENSITIVE).matcher(found).find());
    }

    private String flavorId(ObjectNode row) {
        return nova.cloud.world().named("flavors", row.path("flavor").path("original_name").asText())
                .map(flavor -> flavor.path("id").asText()).orElse("");
    }

    private static ObjectNode brief(Call call, ObjectNode row) {
        var brief = Json.object();
        brief.set("id", row.get("id"));
        brief.set("name", row.get("name"));
        Nova.links(call, brief, "servers");
        return brief;
    }

    ObjectNode view(Call call, ObjectNode row, boolean alone) {
        return new NovaPorts(nova).grouped(row, ServerFields.view(call, row, alone, this::flavorId));
    }
}
