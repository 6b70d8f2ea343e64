package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Neutron.Refused;
import osmcp.json.Json;

/** Neutron's zones, which it makes out of its agents, and its quotas. */
final class NeutronQuotas {
    private static final Set<String> FILTERS = Set.of("name", "resource", "state");
    private static final Set<String> PAGING =
            Set.of("limit", "marker", "page_reverse", "sort_key", "sort_dir", "fields");
    /** Of which the world has rows; of the others {@code populate} makes one in each project. */
    private static final Map<String, String> ROWS = Map.of("network", "networks", "subnet", "subnets", "port", "ports",
            "floatingip", "floatingips", "security_group", "security_groups", "rbac_policy", "rbac");
    private static final Set<String> LONE = Set.of("subnetpool", "router", "trunk");

    private final FakeCloud cloud;

    NeutronQuotas(FakeCloud cloud) { this.cloud = cloud; }

    /** Whether it is answered here: GET /availability_zones, /quotas and what is below. */
    static boolean routed(Request request) {
        var path = request.segments();
        return request.method().equals("GET") && path.size() > 1
                && List.of("availability_zones", "quotas").contains(plain(path.get(1)));
    }

    private static String plain(String segment) { return segment.replaceFirst("\\.json$", ""); }

    Answer answer(Request request) {
        var path = request.segments().stream().skip(1).map(NeutronQuotas::plain).toList();
        return path.getFirst().equals("quotas") ? quotas(request, path) : zones(request, path);
    }

    /** Where the one L3 agent is; paging, order and fields change nothing. One alone fails. */
    private static Answer zones(Request request, List<String> path) {
        if (path.size() > 1) {
            throw new Refused(500, "HTTPInternalServerError",
                    "Request Failed: internal server error while processing your request.");
        }
        var query = request.query();
        var unknown = query.names().stream().filter(name -> !FILTERS.contains(name) && !PAGING.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new Refused(400, "HTTPBadRequest", unknown.stream().collect(Collectors.joining("', '", "['", "']"))
                    + " is invalid attribute for filtering");
        }
        var zone = Json.object().put("state", "available").put("name", "nova").put("resource", "router");
        var rows = Json.array();
        if (query.names().stream().filter(FILTERS::contains)
                .allMatch(name -> query.all(name).contains(zone.path(name).asText()))) rows.add(zone);
        return Answer.of(200, Service.object("availability_zones", rows));
    }

    /**
     * GET /quotas/{project}, /details, /default. Another project's are for administrators, who are told the defaults of
     * one that does not exist; the list has those projects alone for which something was set.
     */
    private Answer quotas(Request request, List<String> path) {
        var caller = request.caller().orElseThrow();
        if (path.size() > 3 || path.size() == 3 && !List.of("details", "default").contains(path.get(2))) {
            throw new Refused(404, "HTTPNotFound", "The resource could not be found.");
        }
        var project = path.size() > 1 ? path.get(1) : "";
        if (project.equals("tenant") || project.equals("project")) { // who one is
            return Answer.of(200, Service.object(project, Json.object().put(project + "_id", caller.projectId())));
        }
        boolean detailed = path.size() == 3 && path.get(2).equals("details");
        if (!project.equals(caller.projectId()) && !caller.mayAct("get_quota")) {
            throw detailed ? new Refused(403, "AdminRequired", "User does not have admin privileges: Only admin is "
                    + "authorized to access quotas for another project.")
                    : new Refused(403, "PolicyNotAuthorized", "rule:get_quota is disallowed by policy");
        }
        if (project.isEmpty()) return Answer.of(200, Service.object("quotas", Json.array()));
        boolean standard = path.size() == 3 && !detailed;
        var quota = Json.object();
        for (var name : Quotas.names("network")) {
            int limit = standard ? Quotas.standard("network", name)
                    : Quotas.limit(cloud.world(), "network", project, name);
            if (detailed) {
                quota.putObject(name).put("limit", limit).put("used", used(project, name)).put("reserved", 0);
            } else {
                quota.put(name, limit);
            }
        }
        return Answer.of(200, Service.object("quota", quota));
    }

    private long used(String project, String name) {
        if (name.equals("security_group_rule")) {
            return rows("security_groups", project).mapToLong(row -> row.path("security_group_rules").size()).sum();
        }
        if (LONE.contains(name)) return rows("networks", project).findAny().isPresent() ? 1 : 0;
        return rows(ROWS.get(name), project).count();
    }

    private Stream<ObjectNode> rows(String kind, String project) {
        return cloud.world().rows(kind).stream().filter(row -> row.project().equals(project)).map(World.Row::json);
    }
}
