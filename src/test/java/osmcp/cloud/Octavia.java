package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** The load balancer service: lists and single ones of what it has, and the way to changes of members. */
final class Octavia extends Service {
    /** What one is called in an answer and in an error. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "loadbalancers", List.of("loadbalancer", "Load Balancer"), "listeners", List.of("listener", "Listener"),
            "pools", List.of("pool", "Pool"), "healthmonitors", List.of("healthmonitor", "Health Monitor"),
            "members", List.of("member", "Member"));
    private static final Set<String> NO_FILTERS =
            Set.of("limit", "marker", "sort", "sort_key", "sort_dir", "fields", "page_reverse");
    private static final Set<String> TAGS = Set.of("tags", "tags-any", "not-tags", "not-tags-any");

    private final OctaviaMembers members;

    Octavia(FakeCloud cloud) {
        super(cloud, "load-balancer", "/load-balancer");
        members = new OctaviaMembers(cloud);
    }

    /** The call cannot be done; thrown from wherever that is found. */
    @SuppressWarnings("serial") // never serialized
    static final class Refused extends RuntimeException {
        private final int status;
        private final boolean coded;

        /** @param coded in Pecan's shape, whose title is Bad Request whatever the status is, and not in WSME's */
        Refused(int status, String message, boolean coded) {
            super(message, null, false, false);
            this.status = status;
            this.coded = coded;
        }

        Refused(int status, String message) { this(status, message, false); }

        static Refused policy() { return new Refused(403, "Policy does not allow this request to be performed."); }
    }

    @Override synchronized Answer answer(Request request) {
        if (at(request, "/")) return identified(request, document(request, "/"));
        if (request.caller().isEmpty()) return unauthorized();
        if (request.path().matches("/v2(\\.0)?/?")) return identified(request, document(request, "/v2"));
        if (!request.path().matches("/v2(\\.0)?/lbaas(/.*)?")) return identified(request, lost(null));
        members.sweep();
        var path = new ArrayList<>(request.segments().subList(2, request.segments().size()));
        path.removeIf(String::isEmpty);
        try {
            return identified(request, routed(request, path));
        } catch (Refused refusal) {
            var text = refusal.getMessage();
            return identified(request, !refusal.coded ? error(request, refusal.status, text) : Answer.of(refusal.status,
                    Json.object().put("code", refusal.status).put("title", "Bad Request").put("description", text)));
        }
    }

    private static Answer lost(String description) {
        return Answer.of(404, Json.object().put("code", 404).put("title", title(404)).put("description", description));
    }

    @Override Answer error(Request request, int status, String message) {
        return Answer.of(status, Json.object().put("faultcode", status < 500 ? "Client" : "Server")
                .put("faultstring", message).putNull("debuginfo"));
    }

    private Answer routed(Request request, List<String> path) {
        boolean reads = request.method().equals("GET");
        if (path.isEmpty() && reads) return Answer.of(200, Json.node("v2"));
        if (Set.of(3, 4).contains(path.size()) && path.get(0).equals("pools") && path.get(2).equals("members")) {
            var pool = pool(request, path.get(1));
            if (!reads) return members.answer(request, pool, path.size() == 3 ? "" : path.get(3));
            if (path.size() == 3) return list(request, "members", pool.path("id").asText());
            var row = find(request, "members", path.get(3));
            if (!row.get("pool_id").equals(pool.get("id"))) throw missing("members", path.get(3));
            return one(request, "members", row);
        }
        var kind = path.getFirst();
        if (!reads || path.size() > 2 || !KINDS.containsKey(kind) || kind.equals("members")) return lost("");
        return path.size() == 1 ? list(request, kind, "") : one(request, kind, find(request, kind, path.get(1)));
    }

    private static Refused missing(String kind, String id) {
        return new Refused(404, KINDS.get(kind).get(1) + " " + id + " not found.");
    }

    /** What there is and is another's is not missing, but forbidden. */
    private ObjectNode find(Request request, String kind, String id) {
        var row = cloud.world().find(kind, id).orElseThrow(() -> missing(kind, id));
        if (!mine(request, row)) throw Refused.policy();
        return row;
    }

    private ObjectNode pool(Request request, String id) {
        var row = cloud.world().find("pools", id)
                .orElseThrow(() -> new Refused(404, "Pool " + id + " not found.", true));
        // of changes what is sent is looked at first
        if (request.method().equals("GET") && !mine(request, row)) throw Refused.policy();
        return row;
    }

    static boolean mine(Request request, ObjectNode row) {
        var caller = request.caller().orElseThrow();
        return caller.admin() || row.path("project_id").asText().equals(caller.projectId());
    }

    private Answer one(Request request, String kind, ObjectNode row) {
        return Answer.of(200, object(KINDS.get(kind).get(0), shown(request, kind, row)));
    }

    private Answer list(Request request, String kind, String pool) {
        var query = request.query();
        var order = order(query, kind);
        int limit = limit(query);
        var fields = query.names().stream().filter(name -> !NO_FILTERS.contains(name)).toList();
        for (var name : fields) {
            if (!TAGS.contains(name) && !filters(kind, name)) {
                throw new Refused(400, "One or more arguments are either duplicate or invalid");
            }
            // it takes a list for a row of the data base, and says so
            if (query.all(name).size() > 1 && !TAGS.contains(name)) {
                throw new Refused(500, "(pymysql.err.OperationalError) (4078, \"Illegal parameter data types varchar "
                        + "and row for operation '='\")");
            }
        }
        var project = query.last("project_id");
        if (pool.isEmpty() && project.isPresent() && !mine(request, Json.object().put("project_id", project.get()))) {
            throw Refused.policy();
        }
        var rows = new ArrayList<>(cloud.world().rows(kind).stream().map(World.Row::json)
                .filter(row -> pool.isEmpty() ? mine(request, row) : row.path("pool_id").asText().equals(pool))
                .filter(row -> cloud.ignoresFilters() || fields.stream().allMatch(name ->
                        matches(view(kind, row), row, name, query.last(name).orElseThrow()))).sorted(order).toList());
        query.last("marker").ifPresent(id -> {
            // of any project: who has it goes on from there
            var marker = cloud.world().find(kind, id)
                    .orElseThrow(() -> new Refused(400, "Supplied pagination marker '" + id + "' is not valid."));
            boolean back = query.last("page_reverse").orElse("").equals("True");
            rows.removeIf(row -> back ? order.compare(row, marker) >= 0 : order.compare(row, marker) <= 0);
        });
        if (limit > 0 && rows.size() > limit) rows.subList(limit, rows.size()).clear();
        var body = object(kind, Json.node(rows.stream().map(row -> shown(request, kind, row)).toList()));
        // of what was asked for the links keep the order alone: who follows them loses his filters
        var start = request.root() + request.path() + "?limit=" + (limit > 0 ? limit : "None")
                + query.last("sort").map(text -> "&sort=" + text).orElse("")
                + query.last("sort_key").map(text -> "&sort_key=" + text).orElse("") + "&marker=";
        var links = body.putArray(kind + "_links");
        if (!rows.isEmpty() && query.has("marker")) {
            links.addObject().put("rel", "previous")
                    .put("href", start + rows.getFirst().path("id").asText() + "&page_reverse=True");
        }
        if (!rows.isEmpty() && (limit == 0 || rows.size() == limit)) {
            links.addObject().put("rel", "next").put("href", start + rows.getLast().path("id").asText());
        }
        return Answer.of(200, body);
    }

    /** Zero for no limit, which is what is asked for by anything below one. */
    private static int limit(Query query) {
        var text = query.last("limit").orElse("1000");
        if (!text.matches("-?\\d{1,9}")) {
            throw new Refused(400, "Supplied pagination limit '" + text + "' is not valid.", true);
        }
        return Math.clamp(Integer.parseInt(text), 0, 1000);
    }

    private static boolean filters(String kind, String name) {
        var row = SeedBalancers.row(kind, "", "", 0);
        return row.path(name).isValueNode() && !name.equals("tenant_id")
                || Set.of("listeners", "pools").contains(kind) && name.equals("loadbalancer_id")
                || kind.equals("healthmonitors") && name.equals("pool_id");
    }

    private static boolean matches(ObjectNode view, ObjectNode row, String name, String text) {
        if (TAGS.contains(name)) {
            var tags = row.path("tags").valueStream().map(JsonNode::asText).toList();
            var asked = List.of(text.split(","));
            boolean found = name.endsWith("-any") ? asked.stream().anyMatch(tags::contains) : tags.containsAll(asked);
            return found != name.startsWith("not-");
        }
        var value = switch (name) {
            case "loadbalancer_id" -> row.path("loadbalancers").path(0).path("id");
            case "pool_id" -> row.has(name) ? row.path(name) : row.path("pools").path(0).path("id");
            default -> view.path(name);
        };
        if (value.isBoolean()) return value.asBoolean() == NovaServers.YES.contains(text.toLowerCase(Locale.ROOT));
        // MariaDB takes text that is no number for zero, and great letters for small ones
        if (value.isNumber()) return value.asText().equals(text.matches("\\d+") ? text : "0");
        return !value.isNull() && value.asText().equalsIgnoreCase(text);
    }

    /** Oldest first, unless keys are given. */
    private static Comparator<ObjectNode> order(Query query, String kind) {
        var keys = new ArrayList<String>();
        query.last("sort").ifPresentOrElse(text -> keys.addAll(List.of(text.split(","))), () -> {
            var ways = query.last("sort_dir").orElse("").split(",");
            query.last("sort_key").ifPresent(text -> {
                var names = text.split(",");
                for (int i = 0; i < names.length; i++) keys.add(names[i] + ":" + (i < ways.length ? ways[i] : ""));
            });
        });
        keys.addAll(List.of("created_at", "id"));
        return keys.stream().map(text -> text.split(":")).map(pair -> {
            var way = pair.length > 1 ? pair[1] : "asc";
            if (!way.matches("|asc|desc")) {
                throw new Refused(400, "Supplied sort direction '" + way + "' is not valid.", true);
            }
            if (!SeedBalancers.row(kind, "", "", 0).path(pair[0]).isValueNode()) {
                throw new Refused(400, "Supplied sort key '" + pair[0] + "' is not valid.");
            }
            Comparator<ObjectNode> by = Comparator.comparing(row -> row.path(pair[0]), (a, b) -> a.isNumber()
                    ? Double.compare(a.asDouble(), b.asDouble()) : a.asText().compareToIgnoreCase(b.asText()));
            return way.equals("desc") ? by.reversed() : by;
        }).reduce(Comparator::thenComparing).orElseThrow();
    }

    private ObjectNode shown(Request request, String kind, ObjectNode row) {
        var view = view(kind, row);
        return request.query().has("fields") ? view.retain(request.query().all("fields")) : view;
    }

    /** With what is known from elsewhere: what is below it, and how that is. */
    private ObjectNode view(String kind, ObjectNode row) {
        var view = row.deepCopy();
        var id = row.path("id").asText();
        if (kind.equals("members")) view.remove("pool_id");
        if (kind.equals("pools")) {
            var below = rows("members", member -> member.path("pool_id").asText().equals(id));
            if (below.stream().anyMatch(member -> member.path("operating_status").asText().equals("ERROR"))) {
                view.put("operating_status", "DEGRADED");
            }
            view.set("members", ids(below));
            monitor(cloud, row).ifPresent(monitor -> view.set("healthmonitor_id", monitor.get("id")));
        }
        if (kind.equals("loadbalancers")) {
            for (var part : List.of("listeners", "pools")) {
                var below = rows(part, one -> one.path("loadbalancers").path(0).path("id").asText().equals(id));
                view.set(part, ids(below));
                if (below.stream().map(one -> view(part, one).path("operating_status").asText())
                        .anyMatch("DEGRADED"::equals)) view.put("operating_status", "DEGRADED");
            }
        }
        return view;
    }

    static Optional<ObjectNode> monitor(FakeCloud cloud, ObjectNode pool) {
        return cloud.world().rows("healthmonitors").stream().map(World.Row::json)
                .filter(monitor -> monitor.path("pools").path(0).path("id").equals(pool.get("id"))).findFirst();
    }

    private List<ObjectNode> rows(String kind, Predicate<ObjectNode> which) {
        return cloud.world().rows(kind).stream().map(World.Row::json).filter(which).toList();
    }

    private static JsonNode ids(List<ObjectNode> rows) {
        var ids = Json.array();
        rows.stream().map(row -> row.path("id").asText()).sorted().forEach(id -> ids.addObject().put("id", id));
        return ids;
    }
}
