package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** The compute service, 2.1 to 2.100: its versions, and the way to its parts. */
final class Nova extends Service {
    /** The latest microversion of 2025.1. */
    static final int LATEST = 100;

    private final NovaServers servers;
    private final NovaFlavors flavors;
    private final NovaBelow below;
    private final NovaVolumes volumes;
    private final NovaLists lists;
    private final NovaOthers others;

    Nova(FakeCloud cloud) {
        super(cloud, "compute", "/compute");
        servers = new NovaServers(this);
        flavors = new NovaFlavors(this);
        below = new NovaBelow(this, servers);
        volumes = new NovaVolumes(this, servers);
        lists = new NovaLists(this, servers);
        others = new NovaOthers(this, flavors);
    }

    /**
     * A call as the parts of Nova see it.
     *
     * @param base  with which links begin: the root, the version, and the project if the path has it
     * @param mark  the same without the version, for bookmarks
     * @param path  what comes behind it, cut at slashes
     * @param minor the microversion's second number
     */
    record Call(Request request, Caller caller, String base, String mark, List<String> path, int minor) {
        Query query() { return request.query(); }

        boolean from(int version) { return minor >= version; }
    }

    /** The call cannot be done; thrown from wherever that is found. */
    @SuppressWarnings("serial") // never serialized
    static final class Refused extends RuntimeException {
        final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    @Override Answer answer(Request request) {
        var first = request.segments().getFirst();
        boolean legacy = first.equals("v2");
        if (at(request, "/")) return document(request, "/");
        // any other path is answered 300, with itself appended to the links
        if (!legacy && !first.equals("v2.1")) return document(request, "*");
        var answer = request.path().matches("/v2(\\.1)?/?") ? document(request, "/" + first + "/")
                : request.caller().isEmpty() ? unauthorized() : null;
        if (answer == null || !legacy && answer.status() == 200) answer = versioned(request, answer, legacy);
        return identified(request, answer).with("x-compute-request-id", request.id());
    }

    /** Of the three spellings only the standard header with {@code compute} counts, then Nova's own older one. */
    private String asked(Request request) {
        var standard = Stream.of(request.header("OpenStack-API-Version").split(",")).map(String::strip)
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith("compute "))
                .map(text -> text.substring(8).strip()).reduce((a, b) -> b);
        return standard.orElse(request.headers().containsKey("X-OpenStack-Nova-API-Version")
                ? request.header("X-OpenStack-Nova-API-Version") : "2.1");
    }

    private Answer versioned(Request request, Answer document, boolean legacy) {
        var path = new ArrayList<>(request.segments().subList(1, request.segments().size()));
        if (document == null && !routed(request, path)) return notFound(request);
        var text = legacy ? "2.1" : asked(request);
        var version = text.equals("latest") ? Optional.of(new Micro(2, LATEST)) : Micro.parse(text);
        if (version.isEmpty()) {
            return error(request, 400, "API Version String " + text + " is of invalid format. Must be of format "
                    + "MajorNum.MinorNum.").typed("application/json; charset=UTF-8");
        }
        var micro = version.get();
        Answer answer;
        if (micro.major() != 2 || micro.minor() < 1 || micro.minor() > LATEST) {
            answer = error(request, 406, "Version " + text + " is not supported by the API. Minimum is 2.1 and maximum "
                    + "is 2." + LATEST + ".");
        } else {
            answer = document != null ? document : done(request, path, micro);
        }
        if (answer.status() >= 400) answer = answer.typed("application/json; charset=UTF-8");
        if (legacy) return answer;
        return answer.with("OpenStack-API-Version", "compute " + micro)
                .with("X-OpenStack-Nova-API-Version", micro.toString())
                .with("Vary", "OpenStack-API-Version").with("Vary", "X-OpenStack-Nova-API-Version");
    }

    /** Whether there is such a path; the project may stand before it, as older catalogues have it. */
    private static boolean routed(Request request, List<String> path) {
        int at = path.getFirst().matches("\\p{XDigit}{32}") ? 1 : 0;
        var rest = path.subList(at, path.size());
        if (rest.isEmpty() || rest.getLast().isEmpty()) return false;
        if (NovaOthers.routed(request.method(), rest) || NovaBelow.routed(request.method(), rest)) return true;
        var place = rest.getFirst() + " " + rest.size() + (rest.size() > 2 ? " " + rest.get(2) : "");
        return switch (request.method()) {
            case "GET" -> Set.of("servers 1", "servers 2", "flavors 1", "flavors 2", "os-keypairs 1",
                    "os-keypairs 2", "os-migrations 1", "servers 3 os-volume_attachments",
                    "servers 4 os-volume_attachments", "servers 3 migrations", "servers 4 migrations")
                    .contains(place);
            case "POST" -> Set.of("servers 3 action", "servers 3 os-volume_attachments").contains(place);
            case "DELETE" -> Set.of("servers 2", "servers 4 os-volume_attachments").contains(place);
            default -> false;
        };
    }

    /** Nova writes the project into all links if its id stands anywhere in the URL, be it as a filter's value. */
    private static boolean names(Request request, String project) {
        return !project.isEmpty() && (request.path() + "?" + request.query().text()).contains(project);
    }

    private Answer done(Request request, List<String> path, Micro micro) {
        var caller = request.caller().orElseThrow();
        var before = names(request, caller.projectId()) ? "/" + caller.projectId() : "";
        if (path.getFirst().matches("\\p{XDigit}{32}")) {
            var project = path.removeFirst();
            if (!project.equals(caller.projectId())) {
                return error(request, 400, "Malformed request URL: URL's project_id '" + project
                        + "' doesn't match Context's project_id '" + caller.projectId() + "'");
            }
        }
        var call = new Call(request, caller, request.root() + "/" + request.segments().getFirst() + before,
                request.root() + before, path, micro.minor());
        try {
            if (NovaOthers.routed(request.method(), path)) return others.answer(call);
            if (path.size() > 2 && path.get(2).equals("os-volume_attachments")) return volumes.answer(call);
            if (NovaBelow.routed(request.method(), path)) return below.answer(call);
            if (!request.method().equals("GET")) return below.act(call);
            return Answer.of(200, switch (path.getFirst()) {
                case "servers" -> path.size() > 2 ? lists.ofServer(call) : servers.answer(call);
                case "os-keypairs" -> lists.keypairs(call);
                case "os-migrations" -> lists.migrations(call);
                default -> flavors.answer(call);
            });
        } catch (Refused refusal) {
            return error(request, refusal.status, refusal.getMessage());
        }
    }

    /** The names are those of {@code nova/api/openstack/wsgi.py}, {@code Fault._fault_names}. */
    @Override Answer error(Request request, int status, String message) {
        var name = switch (status) {
            case 400 -> "badRequest";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 409 -> "conflictingRequest";
            case 413, 429 -> "overLimit";
            case 415 -> "badMediaType";
            case 501 -> "notImplemented";
            case 503 -> "serviceUnavailable";
            default -> "computeFault";
        };
        return Answer.of(status, object(name, Json.object().put("code", status).put("message", message)));
    }

    /** What is sent, if it is an object. */
    static ObjectNode body(Call call) { return json(call.request().text()); }

    /** With single quotes or double ones. */
    static ObjectNode json(String text) {
        try {
            var bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            if (Json.parse(bytes) instanceof ObjectNode node) return node;
        } catch (Json.Malformed e) {
            // told below
        }
        throw new Refused(400, "Malformed request body");
    }

    static void allow(Call call, String rule) {
        if (!call.caller().mayAct(rule)) {
            throw new Refused(403, "Policy doesn't allow " + rule + " to be performed.");
        }
    }

    /** Unknown parameters were dropped in silence up to 2.74, and are an error from 2.75 on. */
    static void known(Call call, Set<String> names, String words) {
        for (var name : call.query().names()) {
            if (call.from(75) && !names.contains(name)) throw new Refused(400, words.formatted(name));
        }
    }

    /** The page's size: at most 1,000, and that without a limit too. */
    static int limit(Call call) {
        var text = call.query().last("limit").orElse("1000");
        if (text.isEmpty()) throw invalid("limit", text, "should be non-empty");
        if (!text.matches("\\d*")) throw invalid("limit", text, "does not match '^[0-9]*$'");
        return (int) Math.min(1000, Long.parseLong(text));
    }

    static Refused invalid(String name, String value, String why) {
        return new Refused(400, "Invalid input for query parameters " + name + ". Value: " + value + ". '" + value
                + "' " + why);
    }

    /**
     * A page. The next link is there when the page is full, even if nothing follows. Its parameters are sorted by name
     * (a marker that was not asked for comes last), and of one that was given twice only the first is left: who follows
     * it loses his second sort key.
     */
    static ObjectNode page(Call call, String key, List<ObjectNode> rows, int limit, Set<String> kept) {
        var page = object(key, Json.node(rows));
        if (limit == 0 || rows.size() < limit) return page;
        var query = new StringJoiner("&");
        var marker = rows.getLast().path("id").asText();
        call.query().names().stream().sorted().filter(kept::contains).forEach(name -> query.add(name + "="
                + (name.equals("marker") ? marker : Query.encode(call.query().all(name).getFirst()))));
        if (!call.query().has("marker")) query.add("marker=" + marker);
        page.putArray(key + "_links").addObject().put("rel", "next")
                .put("href", call.base() + "/" + String.join("/", call.path()) + "?" + query);
        return page;
    }

    static void links(Call call, ObjectNode row, String collection) {
        var tail = "/" + collection + "/" + row.path("id").asText();
        var links = row.putArray("links");
        links.addObject().put("rel", "self").put("href", call.base() + tail);
        links.addObject().put("rel", "bookmark").put("href", call.mark() + tail);
    }

    /** A bookmark to something that the row speaks of. */
    static void bookmark(Call call, ObjectNode row, String collection) {
        row.putArray("links").addObject().put("rel", "bookmark")
                .put("href", call.mark() + "/" + collection + "/" + row.path("id").asText());
    }
}
