package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * The placement service, 1.0 to 1.39: each compute host is a resource provider, with the id of its hypervisor. Only
 * administrators see providers; a project's usages it may see itself. Nothing is changed here.
 */
final class Placement extends Service {
    private static final int LATEST = 39;
    /** The filters in the order in which an error shows them, and since when they are. */
    private static final SequencedMap<String, Integer> FILTERS = new LinkedHashMap<>();

    static {
        FILTERS.put("name", 0);
        FILTERS.put("uuid", 0);
        FILTERS.put("member_of", 3);
        FILTERS.put("resources", 4);
        FILTERS.put("in_tree", 14);
        FILTERS.put("required", 18);
    }

    Placement(FakeCloud cloud) { super(cloud, "placement", "/placement"); }

    /** The call cannot be done. What no handler says itself is answered without a Vary header. */
    @SuppressWarnings("serial") // never serialized
    private static final class Refused extends RuntimeException {
        private final int status;
        private final boolean handled;

        Refused(int status, String message) { this(status, message, true); }

        Refused(int status, String message, boolean handled) {
            super(message, null, false, false);
            this.status = status;
            this.handled = handled;
        }
    }

    /** The header wants {@code placement}; without it, and with another service's version, 1.0 is answered. */
    @Override Answer answer(Request request) {
        if (request.caller().isEmpty() && !at(request, "/")) return identified(request, unauthorized());
        var text = Stream.of(request.header("OpenStack-API-Version").split(",")).map(String::strip)
                .filter(word -> word.startsWith("placement ")).map(word -> word.substring(10).strip())
                .reduce((a, b) -> b).orElse("1.0");
        var version = text.equals("latest") ? Optional.of(new Micro(1, LATEST)) : Micro.parse(text);
        if (version.isEmpty() || version.get().major() != 1 || version.get().minor() > LATEST) {
            return identified(request, bad(request, text, version.isPresent()));
        }
        int minor = version.get().minor();
        Answer answer;
        boolean varies = true;
        try {
            answer = at(request, "/") ? document(request, "/") : Answer.of(200, body(request, minor));
            if (minor >= 15) answer = fresh(answer);
        } catch (Refused refusal) {
            answer = failed(request, refusal.status, refusal.getMessage(), minor);
            varies = refusal.handled;
        }
        answer = identified(request, answer.with("openstack-api-version", "placement 1." + minor));
        return varies ? answer.with("vary", "openstack-api-version") : answer;
    }

    private static Answer fresh(Answer answer) {
        return answer.with("Cache-Control", "no-cache").with("Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }

    private static Answer bad(Request request, String text, boolean unknown) {
        var error = Json.object().put("status", unknown ? 406 : 400);
        if (unknown) {
            error.put("title", "Not Acceptable").put("detail", "The resource could not be generated that was "
                    + "acceptable to your browser (content of type application/json. \n\n Invalid microversion: "
                    + "Unacceptable version header: " + text);
        } else {
            error.put("title", "Bad Request").put("detail", explained(400) + "\n\n Invalid microversion: invalid "
                    + "version string: " + text + "; invalid literal for int() with base 10: '" + text + "'  ");
        }
        error.put("request_id", request.id());
        if (unknown) error.put("max_version", "1." + LATEST).put("min_version", "1.0");
        var body = Json.object();
        body.putArray("errors").add(error);
        return Answer.of(error.path("status").asInt(), body);
    }

    private ObjectNode body(Request request, int minor) {
        var path = request.segments();
        var place = path.getFirst() + " " + path.size() + (path.size() > 2 ? " " + path.get(2) : "");
        if (!request.method().equals("GET")) throw new IllegalStateException("not simulated: " + request.method());
        return switch (place) {
            case "resource_providers 1" -> list(request, minor);
            case "resource_providers 2" -> {
                if (path.get(1).isEmpty()) throw lost(false);
                allow(request, "placement:resource_providers:show");
                yield view(find(path.get(1), 0), minor);
            }
            case "resource_providers 3 inventories" -> {
                allow(request, "placement:resource_providers:inventories:list");
                yield generation(find(path.get(1), 1), Service.object("inventories", inventories()), true);
            }
            case "resource_providers 4 inventories" -> inventory(request, path);
            case "resource_providers 3 usages" -> {
                allow(request, "placement:resource_providers:usages");
                var provider = find(path.get(1), 2);
                yield generation(provider, Service.object("usages",
                        used(Load.host(cloud.world(), provider.path("host").asText()))), true);
            }
            case "resource_providers 3 aggregates" -> {
                if (minor < 1) throw lost(true);
                allow(request, "placement:resource_providers:aggregates:list");
                var provider = find(path.get(1), 0);
                var none = Service.object("aggregates", Json.array());
                yield minor < 19 ? none : generation(provider, none, false);
            }
            case "usages 1" -> usages(request, minor);
            default -> throw lost(false);
        };
    }

    private static Refused lost(boolean handled) { return new Refused(404, "", handled); }

    private static void allow(Request request, String rule) {
        if (!request.caller().orElseThrow().mayAct(rule)) {
            throw new Refused(403, "Policy does not allow " + rule + " to be performed.", false);
        }
    }

    /** Says the same in as many ways as there are handlers. */
    private ObjectNode find(String id, int twice) {
        return NovaComputes.all(cloud.world()).stream()
                .filter(row -> NovaComputes.node(row.path("host").asText()).equals(id)).findFirst().orElseThrow(() -> {
                    var words = "No resource provider with uuid " + id + " found";
                    return twice == 0 ? new Refused(404, words, false)
                            : new Refused(404, words + (twice == 1 ? " : " : ": ") + words);
                });
    }

    /** Filters are not looked at before who asks. Those by resources, traits and aggregates are not simulated. */
    private ObjectNode list(Request request, int minor) {
        allow(request, "placement:resource_providers:list");
        var query = request.query();
        for (var name : query.names()) {
            if (FILTERS.getOrDefault(name, LATEST + 1) > minor) throw unknown(name, query, minor);
        }
        for (var name : List.of("uuid", "in_tree")) {
            var value = query.last(name).orElse("");
            if (query.has(name) && !value.matches("\\p{XDigit}{8}-?(\\p{XDigit}{4}-?){3}\\p{XDigit}{12}")) {
                throw new Refused(400, "Invalid query string parameters: '" + value + "' is not a 'uuid'  Failed "
                        + "validating 'format' in schema['properties']['" + name
                        + "']:     {'type': 'string', 'format': 'uuid'}  On instance['" + name + "']:     '" + value
                        + "'");
            }
        }
        if (query.has("resources") || query.has("required") || query.has("member_of")) {
            throw new IllegalStateException("not simulated: " + query.text());
        }
        var rows = Json.array();
        NovaComputes.all(cloud.world()).stream().map(row -> view(row, minor))
                .filter(row -> query.last("name").filter(name -> !name.isEmpty())
                        .map(row.path("name").asText()::equals).orElse(true))
                .filter(row -> Stream.of("uuid", "in_tree").allMatch(name -> query.last(name)
                        .map(row.path("uuid").asText()::equals).orElse(true))).forEach(rows::add);
        return object("resource_providers", rows);
    }

    private static Refused unknown(String name, Query query, int minor) {
        var known = FILTERS.entrySet().stream().filter(filter -> filter.getValue() <= minor).map(Map.Entry::getKey)
                .map(key -> "'" + key + "': {'type': 'string'"
                        + (Set.of("uuid", "in_tree").contains(key) ? ", 'format': 'uuid'}" : "}"))
                .collect(Collectors.joining("," + " ".repeat(21)));
        var given = query.names().stream().map(key -> "'" + key + "': '" + query.last(key).orElse("") + "'")
                .collect(Collectors.joining(", "));
        return new Refused(400, "Invalid query string parameters: Additional properties are not allowed ('" + name
                + "' was unexpected)  Failed validating 'additionalProperties' in schema:     {'type': 'object',      "
                + "'properties': {" + known + "},      'additionalProperties': False}  On instance:     {" + given
                + "}");
    }

    private static ObjectNode view(ObjectNode service, int minor) {
        var host = service.path("host").asText();
        var id = NovaComputes.node(host);
        var row = Json.object().put("uuid", id).put("name", host).put("generation", 1);
        var links = row.putArray("links");
        links.addObject().put("rel", "self").put("href", "/resource_providers/" + id);
        var below = new ArrayList<>(List.of("inventories", "usages"));
        if (minor >= 1) below.add("aggregates");
        if (minor >= 6) below.add("traits");
        if (minor >= 11) below.add("allocations");
        below.forEach(what -> links.addObject().put("rel", what)
                .put("href", "/resource_providers/" + id + "/" + what));
        if (minor >= 14) row.putNull("parent_provider_uuid").put("root_provider_uuid", id);
        return row;
    }

    private static ObjectNode generation(ObjectNode provider, ObjectNode body, boolean first) {
        var number = Json.object().put("resource_provider_generation", 1);
        return first ? number.setAll(body) : body.setAll(number);
    }

    private static ObjectNode inventories() {
        var all = Json.object();
        for (var line : List.of("VCPU 1000 0 4.0", "MEMORY_MB 800000 512 1.0", "DISK_GB 600000 0 1.0")) {
            var words = line.split(" ");
            int total = Integer.parseInt(words[1]);
            all.putObject(words[0]).put("total", total).put("reserved", Integer.parseInt(words[2]))
                    .put("min_unit", 1).put("max_unit", total).put("step_size", 1)
                    .put("allocation_ratio", Double.parseDouble(words[3]));
        }
        return all;
    }

    private ObjectNode inventory(Request request, List<String> path) {
        allow(request, "placement:resource_providers:inventories:show");
        var provider = find(path.get(1), 1);
        if (inventories().get(path.get(3)) instanceof ObjectNode one) return generation(provider, one, false);
        throw new Refused(404, "No inventory of class " + path.get(3) + " for " + path.get(1));
    }

    private static ObjectNode used(Load load) {
        return Json.object().put("VCPU", load.vcpus()).put("MEMORY_MB", load.ram()).put("DISK_GB", load.disk());
    }

    /** Of a project, since 1.9; by type of consumer, which nobody says, since 1.38. Those without a host take none. */
    private ObjectNode usages(Request request, int minor) {
        if (minor < 9) throw lost(true);
        var project = request.query().last("project_id").orElse("");
        if (!project.equals(request.caller().orElseThrow().projectId())) allow(request, "placement:usages");
        var load = Load.of(cloud.world(), row -> row.path("tenant_id").asText().equals(project)
                && row.path("OS-EXT-SRV-ATTR:host").isTextual());
        var usages = load.servers() == 0 ? Json.object() : used(load);
        if (minor < 38 || usages.isEmpty()) return object("usages", usages);
        return object("usages", object("unknown", usages.put("consumer_count", load.servers())));
    }

    @Override Answer error(Request request, int status, String message) { return failed(request, status, message, 0); }

    /** A code is told since 1.23. */
    private static Answer failed(Request request, int status, String message, int minor) {
        var body = Json.object();
        var error = body.putArray("errors").addObject().put("status", status).put("title", title(status))
                .put("detail", explained(status) + "\n\n " + message + "  ");
        if (minor >= 23) error.put("code", "placement.undefined_code");
        error.put("request_id", request.id());
        return Answer.of(status, body);
    }

    private static String explained(int status) {
        return switch (status) {
            case 400 -> "The server could not comply with the request since it is either malformed or otherwise "
                    + "incorrect.";
            case 403 -> "Access was denied to this resource.";
            case 404 -> "The resource could not be found.";
            default -> title(status);
        };
    }
}
