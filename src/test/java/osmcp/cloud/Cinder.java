package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** The block storage service, 3.0 to 3.71: its services, and the way to its rows. */
final class Cinder extends Service {
    private static final int LATEST = 71;
    private static final JsonNode SERVICES = Fixture.read("volume-services.json");

    private final CinderChanges changes;

    Cinder(FakeCloud cloud) {
        super(cloud, "block-storage", "/volume");
        changes = new CinderChanges(cloud);
    }

    /**
     * A call as the parts of Cinder see it.
     *
     * @param base  with which links begin: the root, the version, and the project if the path has it
     * @param path  what comes behind it, cut at slashes
     * @param minor the microversion's second number
     */
    record Call(Request request, Caller caller, String base, List<String> path, int minor) {
        Query query() { return request.query(); }

        boolean from(int version) { return minor >= version; }
    }

    @Override Answer answer(Request request) {
        if (at(request, "/")) return versioned(request, _ -> document(request, "/"));
        var path = request.segments();
        if (!path.getFirst().equals("v3")) return identified(request, notFound(request));
        if (request.caller().isEmpty()) return identified(request, unauthorized());
        if (path.size() == 1) {
            return identified(request, Answer.of(302, "text/plain; charset=utf8", "")
                    .with("Location", request.root() + "/v3/"));
        }
        if (at(request, "/v3/")) {
            return versioned(request, _ -> {
                var versions = document(request, "/");
                return new Answer(200, versions.headers(), versions.body(), versions.json());
            });
        }
        // the project may be left out of the path, and "nope" for one is no route at all
        boolean project = path.get(1).matches("\\p{XDigit}{32}");
        var rest = path.subList(project ? 2 : 1, path.size());
        var place = rest.isEmpty() || rest.getLast().isEmpty() ? "" : rest.getFirst() + " " + rest.size();
        boolean known = switch (request.method()) {
            case "GET" -> place.equals("os-services 1") || !place.isEmpty() && CinderQuotas.routed(rest)
                    || CinderRows.ALL.containsKey(place.replaceFirst(" [12]$", ""));
            case "POST" -> place.equals("volumes 1");
            case "DELETE" -> place.equals("volumes 2");
            default -> false;
        };
        if (!known) return identified(request, notFound(request));
        var base = request.root() + "/v3" + (project ? "/" + path.get(1) : "");
        return versioned(request, minor -> {
            if (project && !path.get(1).equals(request.caller().get().projectId())) {
                return error(request, 400, "Malformed request url");
            }
            if (place.equals("os-services 1")) return services(request, minor);
            try {
                var call = new Call(request, request.caller().get(), base, rest, minor);
                return switch (request.method()) {
                    case "POST" -> changes.create(call);
                    case "DELETE" -> changes.delete(call);
                    default -> Answer.of(200, CinderQuotas.routed(rest) ? CinderQuotas.answer(cloud, call)
                            : CinderRows.ALL.get(rest.getFirst()).answer(cloud, call));
                };
            } catch (Nova.Refused refusal) {
                return error(request, refusal.status, refusal.getMessage());
            }
        });
    }

    /** The header wants {@code volume}: with {@code block-storage}, as the service is called today, it is refused. */
    private Answer versioned(Request request, IntFunction<Answer> then) {
        var header = request.header("OpenStack-API-Version");
        var text = header.isEmpty() ? "3.0" : header.replaceFirst("^volume +", "");
        Answer answer;
        Optional<Micro> version = text.equals("latest") ? Optional.of(new Micro(3, LATEST)) : Micro.parse(text);
        if (!header.isEmpty() && text.equals(header)) {
            answer = error(request, 400, "The server could not comply with the request since it is either malformed or "
                    + "otherwise incorrect.");
        } else if (version.isEmpty()) {
            answer = error(request, 400, "API Version String " + text + " is of invalid format. Must be of format "
                    + "MajorNum.MinorNum.");
        } else {
            var micro = version.get();
            boolean good = micro.major() == 3 && micro.minor() <= LATEST;
            answer = good ? then.apply(micro.minor()) : error(request, 406, "Version " + micro + " is not supported by "
                    + "the API. Minimum is 3.0 and maximum is 3." + LATEST + ".");
            if (micro.major() == 3) {
                answer = answer.with("OpenStack-API-Version", "volume " + micro).with("Vary", "OpenStack-API-Version");
            }
        }
        return identified(request, answer).with("x-compute-request-id", request.id());
    }

    /** As in Nova: {@code cinder/api/openstack/wsgi.py}, {@code Fault._fault_names}. */
    @Override Answer error(Request request, int status, String message) {
        var name = switch (status) {
            case 400 -> "badRequest";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 409 -> "conflictingRequest";
            case 413 -> "overLimit"; // 429 has no name here, other than in Nova
            case 415 -> "badMediaType";
            case 501 -> "notImplemented";
            case 503 -> "serviceUnavailable";
            default -> "computeFault";
        };
        return Answer.of(status, object(name, Json.object().put("code", status).put("message", message)));
    }

    /** {@code cluster} came with 3.7, {@code backend_state} with 3.49 (cinder/api/microversions.py). */
    private Answer services(Request request, int minor) {
        var rule = "volume_extension:services:index";
        if (!request.caller().orElseThrow().mayAct(rule)) {
            return error(request, 403, "Policy doesn't allow " + rule + " to be performed.");
        }
        var rows = Json.array();
        var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + ".000000";
        for (var recorded : Fixture.fill(SERVICES, Map.of("now", now))) {
            var row = (ObjectNode) recorded;
            if (minor < 7) row.remove("cluster");
            if (minor < 49) row.remove("backend_state");
            boolean wanted = Stream.of("binary", "host").allMatch(key -> request.query().last(key)
                    .map(value -> value.equals(row.path(key).asText())).orElse(true));
            if (wanted) rows.add(row);
        }
        return Answer.of(200, object("services", rows));
    }
}
