package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * Server groups, which are their project's; names may be the same. Up to 2.63 the policy is a list of one, and there
 * are no rules; bodies in that form are not simulated.
 */
final class NovaGroups {
    private static final String RULE = "os_compute_api:os-server-groups:";
    private static final List<String> POLICIES =
            List.of("anti-affinity", "affinity", "soft-anti-affinity", "soft-affinity");

    private final Nova nova;

    NovaGroups(Nova nova) { this.nova = nova; }

    Answer answer(Call call) {
        boolean one = call.path().size() == 2;
        return switch (call.request().method()) {
            case "POST" -> create(call);
            case "DELETE" -> {
                find(call);
                Nova.allow(call, RULE + "delete");
                nova.cloud.world().remove("server_groups", call.path().get(1));
                yield Answer.of(204, "application/json", "");
            }
            default -> Answer.of(200, one ? Service.object("server_group", view(call, find(call))) : list(call));
        };
    }

    private ObjectNode find(Call call) {
        var id = call.path().get(1);
        return nova.cloud.world().find("server_groups", id)
                .filter(row -> call.caller().admin() || own(call, row))
                .orElseThrow(() -> new Refused(404, "Instance group " + id + " could not be found."));
    }

    private static boolean own(Call call, ObjectNode row) {
        return row.path("project_id").asText().equals(call.caller().projectId());
    }

    /**
     * In pages by number, without links. A limit of 0 is none. That somebody asks for all projects counts for
     * administrators alone, whatever the value: even {@code all_projects=false}.
     */
    private ObjectNode list(Call call) {
        Nova.known(call, Set.of("limit", "offset", "all_projects"),
                "Additional properties are not allowed ('%s' was unexpected)");
        int limit = Nova.limit(call);
        var from = call.query().last("offset").orElse("0");
        if (from.isEmpty()) throw Nova.invalid("offset", from, "should be non-empty");
        if (!from.matches("[0-9]*")) throw Nova.invalid("offset", from, "does not match '^[0-9]*$'");
        boolean all = call.query().has("all_projects") && call.caller().admin();
        var rows = Json.array();
        nova.cloud.world().rows("server_groups").stream().map(World.Row::json).filter(row -> all || own(call, row))
                .skip(Long.parseLong(from)).limit(limit == 0 ? 1000 : limit).forEach(row -> rows.add(view(call, row)));
        return Service.object("server_groups", rows);
    }

    /** The members are those servers that are there; none that was deleted. */
    private ObjectNode view(Call call, ObjectNode row) {
        var shown = row.deepCopy();
        var members = Json.array();
        nova.cloud.world().rows("servers").stream().map(World.Row::json)
                .filter(server -> !server.path("status").asText().equals("DELETED"))
                .filter(server -> server.path("server_groups").valueStream().anyMatch(row.get("id")::equals))
                .forEach(server -> members.add(server.get("id")));
        shown.set("members", members);
        if (!call.from(64)) {
            shown.putArray("policies").add(shown.remove("policy"));
            shown.putObject("metadata");
            shown.remove("rules");
        }
        if (!call.from(13)) shown.remove(List.of("project_id", "user_id"));
        return shown;
    }

    private Answer create(Call call) {
        var body = NovaSchema.inner(call, "server_group", List.of("name", "policy"),
                Set.of("name", "policy", "rules"));
        var name = NovaSchema.name(body, "name");
        var policy = NovaSchema.oneOf(body, "policy", POLICIES);
        var rules = Json.object();
        if (body.has("rules")) {
            var given = NovaBodies.object("rules", body.get("rules"), Set.of(), Set.of("max_server_per_host"),
                    " is not of type 'object'");
            if (given.has("max_server_per_host")) {
                rules.put("max_server_per_host", NovaSchema.number(given, "max_server_per_host", 1, "^[0-9]*$"));
            }
        }
        Nova.allow(call, RULE + "create");
        var world = nova.cloud.world();
        var caller = call.caller();
        long used = world.rows("server_groups").stream().filter(row -> row.project().equals(caller.projectId()))
                .count();
        if (Quotas.exceeded(world, "compute", caller.projectId(), "server_groups", (int) used, 1)) {
            throw new Refused(403, "Quota exceeded, too many server groups.");
        }
        if (!rules.isEmpty() && !policy.equals("anti-affinity")) {
            throw new Refused(400, "Only anti-affinity policy supports rules.");
        }
        var row = row(UUID.randomUUID().toString(), name, policy, caller.projectId(), caller.userId());
        row.set("rules", rules);
        world.put("server_groups", row.path("id").asText(), caller.projectId(), () -> row);
        return Answer.of(200, Service.object("server_group", view(call, row)));
    }

    private static ObjectNode row(String id, String name, String policy, String project, String user) {
        var row = Json.object().put("id", id).put("name", name).put("policy", policy);
        row.putObject("rules");
        row.putArray("members");
        return row.put("project_id", project).put("user_id", user);
    }

    /** The two that {@code populate} makes in both projects. */
    static void seed(World world) {
        for (var group : List.of("apart soft-anti-affinity", "together affinity")) {
            var words = group.split(" ");
            for (var project : List.of("demo", "other")) {
                var owner = World.plainId(project, "project", project);
                var row = row(World.id(project, "server group", words[0]), words[0], words[1], owner,
                        World.plainId(project, "user", project));
                world.put("server_groups", row.path("id").asText(), owner, () -> row);
            }
        }
    }
}
