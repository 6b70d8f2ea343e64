package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/**
 * The orchestration service: stacks, to look at, to suspend, resume and check, and to delete. One that is deleted can
 * still be looked at by name and id, for ever; only lists are without it.
 */
final class Heat extends Service {
    private static final List<String> LISTED = List.of("id", "links", "project", "stack_name", "description",
            "stack_status", "stack_status_reason", "creation_time", "updated_time", "deletion_time", "stack_owner",
            "parent", "stack_user_project_id", "tags");
    private static final Map<String, String> FIELD = Map.of("id", "id", "name", "stack_name", "stack_name",
            "stack_name", "stack_status", "stack_status", "tenant", "project", "username", "stack_owner", "owner_id",
            "parent");
    private static final List<String> SORTED = List.of("stack_name", "stack_status", "creation_time", "updated_time");

    Heat(FakeCloud cloud) { super(cloud, "orchestration", "/heat-api"); }

    /** The call cannot be done; thrown from wherever that is found. */
    @SuppressWarnings("serial") // never serialized
    private static final class Refused extends RuntimeException {
        private final int status;
        private final String type;

        private Refused(int status, String type, String message) {
            super(message, null, false, false);
            this.status = status;
            this.type = type;
        }
    }

    @Override synchronized Answer answer(Request request) {
        if (at(request, "/")) return identified(request, document(request, "/"));
        var path = request.segments();
        boolean version = path.getFirst().equals("v1");
        if (request.caller().isEmpty() && version) return identified(request, unauthorized());
        boolean known = version && path.size() > 2 && path.get(2).equals("stacks") && !path.getLast().isEmpty();
        if (!known) return identified(request, notFound(request));
        var caller = request.caller().orElseThrow();
        try {
            if (!caller.admin() && !path.get(1).equals(caller.projectId())) {
                throw new Refused(403, "HTTPForbidden", "Access was denied to this resource.");
            }
            return identified(request, routed(request, path.subList(3, path.size())));
        } catch (Refused refusal) {
            return identified(request, said(refusal.status, refusal.type, refusal.getMessage()));
        }
    }

    private Answer routed(Request request, List<String> path) {
        var call = request.method() + " " + path.size() + (path.isEmpty() ? "" : " " + path.getLast());
        if (call.equals("GET 0") || call.equals("GET 1 detail")) return list(request);
        if (path.size() == 1 && !request.method().equals("POST") || call.equals("POST 2 actions")) {
            return redirect(request, path);
        }
        if (call.equals("POST 3 actions")) return act(request, path);
        if (path.size() != 2 || request.method().equals("POST")) return notFound(request);
        return switch (request.method()) {
            case "GET" -> Answer.of(200, object("stack", whole(request, find(request, path, true))));
            case "DELETE" -> delete(request, path);
            default -> notFound(request);
        };
    }

    @Override Answer error(Request request, int status, String message) {
        return said(status, "HTTP" + title(status).replace(" ", ""), message);
    }

    private static Answer said(int status, String type, String message) {
        var words = switch (status) {
            case 400 -> "The server could not comply with the request since it is either malformed or otherwise "
                    + "incorrect.";
            case 403 -> "Access was denied to this resource.";
            case 404 -> "The resource could not be found.";
            case 409 -> "There was a conflict when trying to complete your request.";
            default -> message;
        };
        var body = Json.object().put("code", status).put("title", title(status)).put("explanation", words);
        var error = body.putObject("error").put("type", type).putNull("traceback");
        if (message != null) error.put("message", message);
        return Answer.of(status, body);
    }

    /** An administrator is shown those of all projects, and only he is told whose they are. */
    private Answer list(Request request) {
        var caller = request.caller().orElseThrow();
        var query = request.query();
        boolean nested = yes(query, "show_nested");
        boolean deleted = yes(query, "show_deleted");
        boolean count = yes(query, "with_count");
        yes(query, "show_hidden");
        if (yes(query, "global_tenant")) throw forbidden("stacks:global_index");
        int limit = limit(query);
        var rows = new ArrayList<>(cloud.world().rows("stacks").reversed().stream().map(World.Row::json)
                .filter(row -> caller.admin() || owned(caller, row))
                .filter(row -> nested || row.path("parent").isNull()).filter(row -> deleted || !gone(row))
                .filter(row -> cloud.ignoresFilters() || matches(row, query)).sorted(order(query)).toList());
        int all = rows.size();
        // a marker of nothing is passed over: the first page comes again
        query.last("marker").map(id -> rows.stream().map(row -> row.path("id").asText()).toList().indexOf(id))
                .ifPresent(at -> rows.subList(0, at + 1).clear());
        rows.subList(Math.min(limit, rows.size()), rows.size()).clear();
        var body = object("stacks", Json.node(rows.stream().map(row -> brief(request, row)).toList()));
        if (count) body.put("count", all);
        if (limit > 0 && rows.size() == limit) {
            var kept = new StringJoiner("&");
            query.names().stream().filter(name -> !name.equals("marker")).forEach(name ->
                    query.all(name).forEach(text -> kept.add(name + "=" + Query.encode(text))));
            kept.add("marker=" + rows.getLast().path("id").asText());
            body.putArray("links").addObject().put("rel", "next").put("href",
                    request.root() + request.path() + "?" + kept);
        }
        return Answer.of(200, body);
    }

    private static boolean yes(Query query, String name) {
        var text = query.last(name).orElse("false");
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) return text.equalsIgnoreCase("true");
        throw bad("Unrecognized value \"" + text + "\" for \"" + name + "\", acceptable values are: true, false.");
    }

    private static int limit(Query query) {
        var text = query.last("limit").orElse("");
        if (text.isEmpty()) return Integer.MAX_VALUE;
        if (!text.matches("-?\\d{1,9}")) throw bad("Only integer is acceptable by 'limit'.");
        if (text.startsWith("-")) {
            throw bad("Value '" + text + "' is invalid for 'limit' which only accepts non-negative integer.");
        }
        return Integer.parseInt(text);
    }

    private static Refused bad(String message) { return new Refused(400, "HTTPBadRequest", message); }

    private static Refused forbidden(String rule) {
        return new Refused(403, "Forbidden", "You are not authorized to use " + rule + ".");
    }

    /** Values of one name are alternatives, and empty ones none. What is no filter changes nothing. */
    private static boolean matches(ObjectNode row, Query query) {
        return query.names().stream().allMatch(name -> {
            var asked = query.all(name).stream().filter(text -> !text.isEmpty()).toList();
            if (asked.isEmpty()) return true;
            var status = row.path("stack_status").asText();
            return switch (name) {
                case "status" -> asked.contains(status) || asked.contains(last(status));
                case "action" -> asked.contains(first(status));
                case "tags", "tags_any", "not_tags", "not_tags_any" -> tagged(row, name, asked.getLast().split(","));
                default -> !FIELD.containsKey(name) || asked.stream()
                        .anyMatch(text -> text.equalsIgnoreCase(row.path(FIELD.get(name)).asText()));
            };
        });
    }

    private static boolean tagged(ObjectNode row, String name, String... asked) {
        var tags = row.path("tags").valueStream().map(JsonNode::asText).toList();
        boolean found = name.endsWith("_any") ? Stream.of(asked).anyMatch(tags::contains)
                : tags.containsAll(List.of(asked));
        return found != name.startsWith("not_");
    }

    private static String first(String status) { return status.substring(0, status.indexOf('_')); }

    private static String last(String status) { return status.substring(status.lastIndexOf('_') + 1); }

    /** Newest first. A key that is none changes nothing; with one that is, they ascend. */
    private static Comparator<ObjectNode> order(Query query) {
        var way = query.last("sort_dir").orElse("");
        if (!way.matches("|asc|desc")) throw new Refused(400, "ValueError", null);
        var key = query.last("sort_keys").filter(SORTED::contains);
        Comparator<ObjectNode> order = Comparator.comparing(row -> row.path(key.orElse("creation_time")).asText());
        return way.equals("desc") || way.isEmpty() && key.isEmpty() ? order.reversed() : order;
    }

    private static boolean owned(Caller caller, ObjectNode row) {
        return row.path("project").asText().equals(caller.projectId());
    }

    private static boolean gone(ObjectNode row) { return !row.path("deletion_time").isNull(); }

    private static String url(Request request, ObjectNode row) {
        return request.root() + "/v1/" + row.path("project").asText() + "/stacks/" + row.path("stack_name").asText()
                + "/" + row.path("id").asText();
    }

    /** In a list the description is empty, always. */
    private static ObjectNode brief(Request request, ObjectNode row) {
        var brief = whole(request, row).put("description", "").retain(LISTED);
        if (request.caller().orElseThrow().admin()) brief.set("project", row.get("project"));
        if (gone(row) || row.path("tags").isNull()) brief.putNull("tags");
        return brief;
    }

    private static ObjectNode whole(Request request, ObjectNode row) {
        var whole = row.deepCopy();
        whole.remove(List.of("name", "project"));
        whole.putArray("links").addObject().put("href", url(request, row)).put("rel", "self");
        if (whole.path("tags").isNull()) whole.putArray("tags");
        if (row.path("stack_status").asText().equals("DELETE_COMPLETE")) whole.remove("outputs");
        return whole;
    }

    private ObjectNode find(Request request, List<String> path, boolean deleted) {
        var caller = request.caller().orElseThrow();
        return cloud.world().find("stacks", path.get(1)).filter(row -> caller.admin() || owned(caller, row))
                .filter(row -> row.path("stack_name").asText().equals(path.get(0))).filter(row -> deleted || !gone(row))
                .orElseThrow(() -> lost(path.get(0)));
    }

    private static Refused lost(String name) {
        return new Refused(404, "EntityNotFound", "The Stack (" + name + ") could not be found.");
    }

    /** From an id, of what is deleted too, and for an administrator of any project; from a name, of this project. */
    private Answer redirect(Request request, List<String> path) {
        var caller = request.caller().orElseThrow();
        var named = path.getFirst();
        var row = cloud.world().find("stacks", named).filter(one -> caller.admin() || owned(caller, one))
                .or(() -> cloud.world().rows("stacks").stream().map(World.Row::json).filter(one -> owned(caller, one)
                        && !gone(one) && one.path("stack_name").asText().equals(named)).findFirst())
                .orElseThrow(() -> lost(named));
        var to = url(request, row) + (path.size() > 1 ? "/" + path.getLast() : "");
        return Answer.of(302, Json.object().put("message", "The resource was found at <a href=\"" + to + "\">" + to
                + "</a>;\nyou should be redirected automatically.\n\n").put("code", "302 Found").put("title", "Found"))
                .with("Location", to);
    }

    private Answer act(Request request, List<String> path) {
        JsonNode body = Json.object();
        try {
            if (request.body().length > 0) body = Json.parse(request.body());
        } catch (Json.Malformed e) {
            throw bad("Expecting property name enclosed in double quotes: line 1 column 2 (char 1)");
        }
        if (body.isEmpty()) throw bad("No action specified");
        if (body.size() > 1) throw bad("Multiple actions specified");
        var action = body.properties().iterator().next().getKey();
        if (!Set.of("suspend", "resume", "check").contains(action)) {
            throw bad("Invalid action " + action + " specified");
        }
        if (!request.caller().orElseThrow().mayAct("actions:" + action)) throw forbidden("actions:" + action);
        begin(find(request, path, false), action.toUpperCase(Locale.ROOT));
        return Answer.of(200, NullNode.instance);
    }

    /** While it is being created others may begin, and fail; while something else is done they may not. */
    private void begin(ObjectNode row, String action) {
        var status = row.path("stack_status").asText();
        if (status.equals(action + "_COMPLETE") && !action.equals("CHECK")) return;
        if (last(status).equals("PROGRESS") && !first(status).equals("CREATE")) {
            throw new Refused(409, "ActionInProgress", "Stack " + row.path("stack_name").asText()
                    + " already has an action (" + first(status) + ") in progress.");
        }
        boolean able = switch (action) {
            case "SUSPEND" -> first(status).equals("SUSPEND") || last(status).equals("COMPLETE");
            case "RESUME" -> List.of("SUSPEND", "RESUME").contains(first(status));
            default -> true;
        };
        var state = "('" + first(status) + "', '" + status.substring(status.indexOf('_') + 1) + "')";
        put(row, action + "_IN_PROGRESS", "Stack " + action + " started");
        later(row, action + "_IN_PROGRESS", able ? action + "_COMPLETE" : action + "_FAILED", able
                ? "Stack " + action + " completed successfully" + (action.equals("CHECK")
                        ? ". 'CHECK' not fully supported (see resources)" : "")
                : "Resource " + action + " failed: Error: resources.net: State " + state + " invalid for "
                        + action.toLowerCase(Locale.ROOT));
    }

    private static void put(ObjectNode row, String status, String reason) {
        row.put("stack_status", status).put("stack_status_reason", reason);
    }

    private void later(ObjectNode row, String from, String status, String reason) {
        cloud.world().later("stacks", row.path("id").asText(), cloud.pace(), one -> {
            if (!one.path("stack_status").asText().equals(from)) return;
            put(one, status, reason);
            if (status.equals("DELETE_COMPLETE")) one.put("deletion_time", now());
        });
    }

    private Answer delete(Request request, List<String> path) {
        if (!request.caller().orElseThrow().mayAct("stacks:delete")) throw forbidden("stacks:delete");
        var row = find(request, path, false);
        if (!row.path("stack_status").asText().equals("DELETE_IN_PROGRESS")) {
            put(row, "DELETE_IN_PROGRESS", "Stack DELETE started");
            row.put("updated_time", now());
            later(row, "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "Stack DELETE completed successfully");
        }
        return new Answer(204, Map.of(), new byte[0], null);
    }

    private static String now() { return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(); }
}
