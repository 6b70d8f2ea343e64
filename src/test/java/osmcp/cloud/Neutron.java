package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.NeutronLists.Kind;
import osmcp.json.Json;

/** The network service: its agents, and the way to networks, subnets, ports, floating IPs and security groups. */
final class Neutron extends Service {
    private static final JsonNode AGENTS = Fixture.read("agents.json");
    private static final Set<String> AGENT_FILTERS = Set.of("id", "agent_type", "binary", "topic", "host",
            "admin_state_up", "created_at", "started_at", "heartbeat_timestamp", "description", "resources_synced",
            "availability_zone", "alive", "configurations");
    private static final Set<String> PAGING =
            Set.of("limit", "marker", "page_reverse", "sort_key", "sort_dir", "fields");

    private final NeutronLists lists;
    private final NeutronChanges changes;
    private final NeutronPorts ports;
    private final NeutronFloating floating;

    Neutron(FakeCloud cloud) {
        super(cloud, "network", "/networking");
        lists = new NeutronLists(cloud);
        ports = new NeutronPorts(cloud, lists);
        floating = new NeutronFloating(cloud, lists);
        changes = new NeutronChanges(cloud, lists, floating);
    }

    /** The call cannot be done; thrown from wherever that is found. */
    @SuppressWarnings("serial") // never serialized
    static final class Refused extends RuntimeException {
        final int status;
        final String type;

        Refused(int status, String type, String message) {
            super(message, null, false, false);
            this.status = status;
            this.type = type;
        }
    }

    @Override synchronized Answer answer(Request request) {
        if (at(request, "/")) return document(request, "/");
        var path = request.segments();
        if (!path.getFirst().equals("v2.0")) return pecan(request);
        if (request.caller().isEmpty()) return identified(request, unauthorized());
        if (at(request, "/v2.0/")) return identified(request, document(request, "/v2.0/"));
        var kind = Stream.of(Kind.values()).filter(one -> path.size() > 1 && path.size() <= 3
                && path.get(1).replace(".json", "").replace('-', '_').equals(one.many())).findFirst();
        if (kind.isPresent()) {
            return identified(request, done(request, kind.get(), path.size() == 3 ? path.get(2) : ""));
        }
        if (NeutronQuotas.routed(request)) return identified(request, quotas(request));
        boolean known = request.method().equals("GET") && path.size() > 1 && path.size() <= 3
                && path.get(1).replace(".json", "").equals("agents");
        return identified(request, !known ? lost() : path.size() == 3 && !path.get(2).isEmpty()
                ? agent(request, path.get(2)) : agents(request));
    }

    private Answer quotas(Request request) {
        try {
            return new NeutronQuotas(cloud).answer(request);
        } catch (Refused refusal) {
            return named(refusal.status, refusal.type, refusal.getMessage());
        }
    }

    /** Without an id a change names the one that Python calls None. */
    private Answer done(Request request, Kind kind, String id) {
        var named = id.isEmpty() ? "None" : id;
        try {
            return switch (request.method()) {
                case "GET" -> id.isEmpty() ? lists.list(request, kind) : lists.one(request, kind, id);
                case "POST" -> switch (kind) {
                    case FLOATINGIPS -> floating.create(request);
                    case SECURITY_GROUPS -> lost();
                    default -> changes.create(request, kind);
                };
                case "PUT" -> switch (kind) {
                    case SUBNETS -> changes.update(request, named);
                    case PORTS -> ports.update(request, named);
                    case FLOATINGIPS -> floating.update(request, named);
                    case NETWORKS, SECURITY_GROUPS -> lost();
                };
                case "DELETE" -> switch (kind) {
                    case FLOATINGIPS -> floating.delete(request, named);
                    case SECURITY_GROUPS -> lost();
                    default -> changes.delete(request, kind, named);
                };
                default -> named(405, "HTTPMethodNotAllowed", "The server could not comply with the request since it "
                        + "is either malformed or otherwise incorrect.");
            };
        } catch (Refused refusal) {
            return named(refusal.status, refusal.type, refusal.getMessage());
        }
    }

    private Answer lost() { return named(404, "HTTPNotFound", "The resource could not be found."); }

    static Answer named(int status, String type, String message) {
        return Answer.of(status, object("NeutronError",
                Json.object().put("type", type).put("message", message).put("detail", "")));
    }

    /** The types of 400 and 404 are recorded; the others stand for whatever exception of Neutron's it might be. */
    @Override Answer error(Request request, int status, String message) {
        return named(status, switch (status) {
            case 400 -> "HTTPBadRequest";
            case 403 -> "PolicyNotAuthorized";
            case 404 -> "HTTPNotFound";
            case 409 -> "OverQuota";
            default -> "HTTPInternalServerError";
        }, message);
    }

    /** The list is not paged: limit, marker and order change nothing. Whom the policy shows none gets an empty one. */
    private Answer agents(Request request) {
        var query = request.query();
        var unknown = query.names().stream().filter(name -> !AGENT_FILTERS.contains(name) && !PAGING.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            return error(request, 400, unknown.stream().collect(Collectors.joining("', '", "['", "']"))
                    + " is invalid attribute for filtering");
        }
        var rows = Json.array();
        if (request.caller().orElseThrow().mayAct("get_agent")) {
            all().filter(agent -> query.names().stream().filter(AGENT_FILTERS::contains)
                            .allMatch(name -> query.all(name).contains(agent.path(name).asText())))
                    .forEach(agent -> rows.add(query.has("fields") ? agent.retain(query.all("fields")) : agent));
        }
        return Answer.of(200, object("agents", rows));
    }

    /** Both are 404, but in other words: so who may not see agents learns which ids there are. */
    private Answer agent(Request request, String id) {
        boolean mayAct = request.caller().orElseThrow().mayAct("get_agent");
        return all().filter(agent -> agent.path("id").asText().equals(id)).findFirst()
                .map(agent -> mayAct ? Answer.of(200, object("agent", agent)) : lost())
                .orElseGet(() -> named(404, "AgentNotFound", "Agent " + id + " could not be found."));
    }

    private static Stream<ObjectNode> all() {
        var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
        return Fixture.fill(AGENTS, Map.of("now", now)).valueStream().map(ObjectNode.class::cast);
    }
}
