package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Neutron.Refused;
import osmcp.json.Json;

/**
 * Networks, subnets, ports, floating IPs and security groups as they are shown: to whom, with which fields, filtered,
 * sorted, in pages. An administrator is shown those of all projects, whatever project the token is for.
 */
final class NeutronLists {
    /**
     * @param named   in errors
     * @param filters beside those that all have
     * @param sorted  what may be sorted by, beside those that all have
     * @param admins  fields that nobody else is told
     */
    enum Kind {
        NETWORKS("Network", "name is_default mtu provider:network_type provider:physical_network "
                + "provider:segmentation_id router:external shared status admin_state_up", "name admin_state_up "
                + "availability_zone_hints mtu status", "provider:network_type provider:physical_network "
                + "provider:segmentation_id"),
        SUBNETS("Subnet", "name cidr enable_dhcp gateway_ip ip_version ipv6_address_mode ipv6_ra_mode network_id "
                + "router:external segment_id shared subnetpool_id", "name cidr enable_dhcp gateway_ip ip_version "
                + "ipv6_address_mode ipv6_ra_mode network_id segment_id subnetpool_id", "segment_id"),
        PORTS("Port", "name admin_state_up binding:host_id device_id device_owner fixed_ips ip_allocation mac_address "
                + "network_id security_groups status", "name admin_state_up device_id device_owner ip_allocation "
                + "mac_address network_id status", "binding:profile binding:host_id binding:vif_type "
                + "binding:vif_details resource_request"),
        FLOATINGIPS("FloatingIP", "fixed_ip_address floating_ip_address floating_network_id port_id router_id status",
                "fixed_ip_address floating_ip_address floating_network_id router_id status", ""),
        SECURITY_GROUPS("SecurityGroup", "name shared", "name", "");

        final String named;
        private final Set<String> filters;
        private final Set<String> sorted;
        final Set<String> admins;

        Kind(String named, String filters, String sorted, String admins) {
            this.named = named;
            this.filters = words(filters + " id description project_id tenant_id revision_number tags tags-any "
                    + "not-tags not-tags-any");
            this.sorted = words(sorted + " id project_id tenant_id");
            this.admins = words(admins);
        }

        private static Set<String> words(String text) { return Set.of(text.split(" ")); }

        /** In the world, as the key of a list, and in paths, where dashes are as good as underscores. */
        String many() { return name().toLowerCase(Locale.ROOT); }

        String one() { return many().substring(0, many().length() - 1); }

        Refused lost(String id) {
            return new Refused(404, named + "NotFound", switch (this) {
                case FLOATINGIPS -> "Floating IP " + id + " could not be found";
                case SECURITY_GROUPS -> "Security group " + id + " does not exist";
                default -> named + " " + id + " could not be found.";
            });
        }
    }

    private static final Set<String> PAGING =
            Set.of("limit", "marker", "page_reverse", "sort_key", "sort_dir", "fields");
    private static final Set<String> TRUTHS =
            Set.of("admin_state_up", "enable_dhcp", "is_default", "router:external", "shared");
    private static final Set<String> NUMBERS = Set.of("mtu", "ip_version", "provider:segmentation_id");

    private final FakeCloud cloud;

    NeutronLists(FakeCloud cloud) { this.cloud = cloud; }

    Answer list(Request request, Kind kind) {
        var query = request.query();
        check(query, kind);
        var caller = request.caller().orElseThrow();
        var rows = new ArrayList<>(rows(kind).filter(row -> sees(caller, kind, row))
                .map(row -> whole(caller, kind, row)).filter(row -> cloud.ignoresFilters() || matches(row, query))
                .sorted(order(query)).toList());
        int limit = Integer.parseInt(query.last("limit").orElse("0"));
        boolean back = query.last("page_reverse").orElse("").equalsIgnoreCase("true");
        if (limit > 0) cut(request, kind, rows, limit, back);
        var body = Service.object(kind.many(), Json.node(rows.stream().map(row -> view(request, kind, row)).toList()));
        if (limit > 0) links(request, body.putArray(kind.many() + "_links"), rows, limit, back);
        return Answer.of(200, body);
    }

    Answer one(Request request, Kind kind, String id) {
        var caller = request.caller().orElseThrow();
        var whole = whole(caller, kind, find(caller, kind, id));
        var shown = view(request, kind, whole);
        // in a list nobody is told which group is the default one
        shown.path("security_group_rules").forEach(rule -> ((ObjectNode) rule)
                .put("belongs_to_default_sg", whole.path("name").asText().equals("default")));
        return Answer.of(200, Service.object(kind.one(), shown));
    }

    /** The row itself, of what the caller is shown; what he is not shown is not there. */
    ObjectNode find(Caller caller, Kind kind, String id) {
        return cloud.world().find(kind.many(), id).filter(row -> sees(caller, kind, row))
                .orElseThrow(() -> kind.lost(id));
    }

    boolean shows(Caller caller, Kind kind, String id) {
        return cloud.world().find(kind.many(), id).filter(row -> sees(caller, kind, row)).isPresent();
    }

    Stream<ObjectNode> rows(Kind kind) { return cloud.world().rows(kind.many()).stream().map(World.Row::json); }

    /**
     * A port also belongs to who owns its network. A subnet does not: one that an administrator made in somebody's
     * network is hidden from that somebody, and shown to the administrator's project.
     */
    boolean sees(Caller caller, Kind kind, ObjectNode row) {
        if (caller.admin() || caller.projectId().equals(row.path("project_id").asText())) return true;
        var network = kind == Kind.NETWORKS ? row : network(row);
        return switch (kind) {
            case PORTS -> network.path("project_id").asText().equals(caller.projectId());
            case NETWORKS, SUBNETS -> shared(caller, network) || network.path("router:external").asBoolean();
            case FLOATINGIPS -> false;
            case SECURITY_GROUPS -> shared(caller, row);
        };
    }

    ObjectNode network(ObjectNode part) {
        return cloud.world().find("networks", part.path("network_id").asText()).orElseGet(Json::object);
    }

    /** Shared with this project, or with all of them. What an owner has lent to others is not shared for himself. */
    boolean shared(Caller caller, ObjectNode row) {
        return row.path("shared").asBoolean() || cloud.world().rows("rbac").stream().map(World.Row::json)
                .anyMatch(grant -> grant.get("object_id").equals(row.get("id"))
                        && List.of("*", caller.projectId()).contains(grant.path("target_tenant").asText()));
    }

    /** With what is not kept in the row; {@code shared} of a subnet can be filtered by, and is not shown. */
    private ObjectNode whole(Caller caller, Kind kind, ObjectNode row) {
        var whole = row.deepCopy();
        if (kind == Kind.NETWORKS) {
            whole.put("shared", shared(caller, row));
            whole.set("subnets", Json.node(rows(Kind.SUBNETS).filter(s -> s.get("network_id").equals(row.get("id")))
                    .map(subnet -> subnet.path("id").asText()).sorted().toList()));
        } else if (kind == Kind.SUBNETS) {
            whole.put("shared", shared(caller, network(row)))
                    .put("router:external", network(row).path("router:external").asBoolean());
        } else if (kind == Kind.SECURITY_GROUPS) {
            whole.put("shared", shared(caller, row));
        } else if (kind == Kind.FLOATINGIPS) {
            whole.set("port_details", cloud.world().find("ports", row.path("port_id").asText()).map(port ->
                    port.deepCopy().retain("name", "network_id", "mac_address", "admin_state_up", "status", "device_id",
                            "device_owner")).orElse(null));
        }
        return whole;
    }

    ObjectNode view(Request request, Kind kind, ObjectNode whole) {
        var shown = whole.deepCopy();
        if (!request.caller().orElseThrow().admin()) shown.remove(kind.admins);
        if (kind == Kind.SUBNETS) shown.remove("shared");
        if (!request.method().equals("POST") && !whole.path("router:external").asBoolean()) shown.remove("is_default");
        return request.query().has("fields") ? shown.retain(request.query().all("fields")) : shown;
    }

    /** What has just been made or changed. */
    Answer changed(Request request, int status, Kind kind, ObjectNode row) {
        return Answer.of(status, Service.object(kind.one(),
                view(request, kind, whole(request.caller().orElseThrow(), kind, row))));
    }

    private static void check(Query query, Kind kind) {
        var unknown = query.names().stream().filter(name -> !kind.filters.contains(name) && !PAGING.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw bad(unknown.stream().collect(Collectors.joining("', '", "['", "']"))
                    + " is invalid attribute for filtering");
        }
        for (var name : query.names()) {
            for (var text : query.all(name)) {
                boolean truth = NovaServers.YES.contains(low(text)) || NovaServers.NO.contains(low(text));
                var wrong = TRUTHS.contains(name) && !truth ? "'" + text + "' cannot be converted to boolean."
                        : NUMBERS.contains(name) && !text.matches("-?\\d+") ? "'" + text + "' is not an integer."
                        : name.equals("cidr") && Cidr.parse(text).isEmpty() ? text + " is not in a CIDR format."
                        : name.equals("fixed_ips") && !text.contains("=") ? "'" + text
                        + "' is not of the form <key>=[value]." : "";
                if (!wrong.isEmpty()) throw invalid(wrong);
            }
        }
        query.last("limit").filter(text -> !text.matches("\\d{1,9}")).ifPresent(text -> {
            throw new Refused(400, "BadRequest", "Bad limit request: Limit must be an integer 0 or greater and not '"
                    + text + "'.");
        });
        if (query.all("sort_key").size() != query.all("sort_dir").size()) {
            throw bad("The number of sort_keys and sort_dirs must be same");
        }
        query.all("sort_key").stream().filter(key -> !kind.sorted.contains(key)).findFirst().ifPresent(key -> {
            throw bad("['" + key + "'] is invalid attribute for sort_keys");
        });
        query.all("sort_dir").stream().filter(way -> !way.matches("asc|desc")).findFirst().ifPresent(way -> {
            throw bad("['" + way + "'] is invalid value for sort_dirs, valid value is 'asc' and 'desc'");
        });
    }

    private static String low(String text) { return text.toLowerCase(Locale.ROOT); }

    static Refused bad(String message) { return new Refused(400, "HTTPBadRequest", message); }

    static Refused invalid(String why) {
        return new Refused(400, "InvalidInput", "Invalid input for operation: " + why);
    }

    /** Values of one name are alternatives. MariaDB does not tell great letters from small ones. */
    private static boolean matches(ObjectNode row, Query query) {
        return query.names().stream().filter(name -> !PAGING.contains(name)).allMatch(name -> {
            var asked = query.all(name);
            var value = row.path(name);
            if (name.contains("tags")) return tagged(row, name, List.of(String.join(",", asked).split(",")));
            if (name.equals("is_default")) return true; // changes nothing
            if (name.equals("fixed_ips")) return addressed(row, asked);
            if (TRUTHS.contains(name)) {
                return asked.stream().anyMatch(text -> NovaServers.YES.contains(low(text)) == value.asBoolean());
            }
            if (value.isArray()) return value.valueStream().anyMatch(item -> asked.contains(item.asText()));
            return !value.isNull() && asked.stream().anyMatch(text -> text.equalsIgnoreCase(value.asText()));
        });
    }

    private static boolean tagged(ObjectNode row, String name, List<String> asked) {
        var tags = row.path("tags").valueStream().map(JsonNode::asText).toList();
        boolean found = name.endsWith("-any") ? asked.stream().anyMatch(tags::contains) : tags.containsAll(asked);
        return found != name.startsWith("not-");
    }

    /** {@code subnet_id=…}, {@code ip_address=…}; a key that there is not changes nothing. */
    private static boolean addressed(ObjectNode port, List<String> asked) {
        return asked.stream().map(text -> text.split("=", 2)).collect(Collectors.groupingBy(pair -> pair[0])).entrySet()
                .stream().allMatch(key -> port.path("fixed_ips").valueStream().anyMatch(fixed -> key.getValue().stream()
                        .anyMatch(pair -> switch (pair[0]) {
                            case "subnet_id", "ip_address" -> fixed.path(pair[0]).asText().equals(pair[1]);
                            case "ip_address_substr" -> fixed.path("ip_address").asText().contains(pair[1]);
                            default -> true;
                        })));
    }

    /** By id where nothing else is asked for, and those that are alike. */
    private static Comparator<ObjectNode> order(Query query) {
        Comparator<ObjectNode> order = (_, _) -> 0;
        for (int i = 0; i < query.all("sort_key").size(); i++) {
            var key = query.all("sort_key").get(i);
            Comparator<ObjectNode> by = Comparator.comparing(row -> low(row.path(key).asText("")));
            order = order.thenComparing(query.all("sort_dir").get(i).equals("desc") ? by.reversed() : by);
        }
        return order.thenComparing(row -> row.path("id").asText());
    }

    /**
     * A marker counts with a limit only, and must be something that the caller is shown, filtered away or not. Floating
     * IPs and security groups begin anew where it is not: whoever pages there while something goes may never end.
     */
    private void cut(Request request, Kind kind, List<ObjectNode> rows, int limit, boolean back) {
        var marker = request.query().last("marker").filter(text -> !text.isEmpty());
        var caller = request.caller().orElseThrow();
        boolean lenient = kind == Kind.FLOATINGIPS || kind == Kind.SECURITY_GROUPS;
        if (marker.isPresent() && (!lenient || shows(caller, kind, marker.get()))) {
            var order = order(request.query());
            var from = whole(caller, kind, find(caller, kind, marker.get()));
            rows.removeIf(row -> back ? order.compare(row, from) >= 0 : order.compare(row, from) <= 0);
        }
        int more = Math.max(0, rows.size() - limit);
        (back ? rows.subList(0, more) : rows.subList(rows.size() - more, rows.size())).clear();
    }

    /** A full page has a next one, even if that is empty; and each has a previous one, even the first. */
    private static void links(Request request, ArrayNode links,
            List<ObjectNode> rows, int limit, boolean back) {
        var query = request.query();
        var kept = new StringJoiner("&");
        query.names().stream().filter(name -> !Set.of("marker", "page_reverse").contains(name)).forEach(name ->
                query.all(name).forEach(text -> kept.add(Query.encode(name) + "=" + Query.encode(text))));
        var start = request.root() + request.path() + "?" + kept;
        if (rows.size() == limit || back) {
            links.addObject().put("rel", "next").put("href",
                    start + (rows.isEmpty() ? "" : "&marker=" + rows.getLast().path("id").asText()));
        }
        if (rows.size() == limit || !back) {
            links.addObject().put("rel", "previous").put("href", start + (rows.isEmpty() ? "" : "&marker="
                    + rows.getFirst().path("id").asText()) + "&page_reverse=True");
        }
    }
}
