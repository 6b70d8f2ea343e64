package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** What a project may have of Nova's things, and what it has: two calls that tell much the same in other names. */
final class NovaQuotas {
    private static final String UNKNOWN = "Additional properties are not allowed ('%s' was unexpected)";
    private static final Set<String> NETWORK =
            Set.of("fixed_ips", "floating_ips", "security_groups", "security_group_rules");
    /** GET /limits: what it calls a limit, in its order. */
    private static final Map<String, String> MOST = names("maxTotalInstances instances maxTotalCores cores "
            + "maxTotalRAMSize ram maxServerMeta metadata_items maxImageMeta metadata_items "
            + "maxPersonality injected_files maxPersonalitySize injected_file_content_bytes "
            + "maxTotalKeypairs key_pairs maxServerGroups server_groups maxServerGroupMembers server_group_members "
            + "maxTotalFloatingIps floating_ips maxSecurityGroups security_groups "
            + "maxSecurityGroupRules security_group_rules");
    private static final Map<String, String> USED = names("totalRAMUsed ram totalCoresUsed cores "
            + "totalInstancesUsed instances totalFloatingIpsUsed floating_ips totalSecurityGroupsUsed security_groups "
            + "totalServerGroupsUsed server_groups");

    private final Nova nova;

    NovaQuotas(Nova nova) { this.nova = nova; }

    private static Map<String, String> names(String text) {
        var words = text.split(" ");
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) names.put(words[i], words[i + 1]);
        return names;
    }

    /**
     * GET /os-quota-sets/{project}, /detail, /defaults. The defaults are told to anybody of any project, even one that
     * does not exist: only an administrator's token can look it up.
     */
    ObjectNode sets(Call call) {
        Nova.known(call, Set.of("user_id"), UNKNOWN);
        var project = call.path().get(1);
        var what = call.path().size() > 2 ? call.path().get(2) : "show";
        if (!what.equals("defaults") && !project.equals(call.caller().projectId())) {
            Nova.allow(call, "os_compute_api:os-quota-sets:" + what);
        }
        if (call.caller().admin() && People.projects().stream().noneMatch(one -> one.id().equals(project))) {
            throw new Refused(400, "Project ID " + project + " is not a valid project.");
        }
        var set = Json.object().put("id", project);
        var used = used(project, call.query().last("user_id"));
        for (var name : Quotas.names("compute")) {
            if (!known(call, name)) continue;
            int limit = what.equals("defaults") ? Quotas.standard("compute", name) : limit(project, name);
            if (what.equals("detail")) {
                set.putObject(name).put("limit", limit).put("in_use", used.getOrDefault(name, 0)).put("reserved", 0);
            } else {
                set.put(name, limit);
            }
        }
        return Service.object("quota_set", set);
    }

    private int limit(String project, String name) {
        return Quotas.limit(nova.cloud.world(), "compute", project, name);
    }

    /** Networks' things were told up to 2.35, injected files up to 2.56. */
    private static boolean known(Call call, String name) {
        return (!call.from(36) || !NETWORK.contains(name)) && (!call.from(57) || !name.startsWith("injected_file"));
    }

    /** Key pairs and members of groups are not counted here: a project has none, only users and groups have. */
    private Map<String, Integer> used(String project, Optional<String> user) {
        Predicate<ObjectNode> his = row -> user.map(id -> row.path("user_id").asText().equals(id)).orElse(true);
        var load = Load.of(nova.cloud.world(), row -> row.path("tenant_id").asText().equals(project)
                && his.test(row));
        long groups = nova.cloud.world().rows("server_groups").stream()
                .filter(row -> row.project().equals(project) && his.test(row.json())).count();
        return Map.of("instances", load.servers(), "cores", load.vcpus(), "ram", load.ram(),
                "server_groups", (int) groups);
    }

    /** GET /limits: another project's for administrators, who are told zeros of one that does not exist. */
    ObjectNode limits(Call call) {
        Nova.known(call, Set.of("tenant_id"), UNKNOWN);
        var project = call.query().last("tenant_id").orElse(call.caller().projectId());
        if (!project.equals(call.caller().projectId())) Nova.allow(call, "os_compute_api:limits:other_project");
        var used = used(project, Optional.empty());
        var limits = Json.object();
        limits.putArray("rate");
        var absolute = limits.putObject("absolute");
        MOST.forEach((shown, name) -> {
            if (known(call, name) && (!shown.equals("maxImageMeta") || !call.from(39))) {
                absolute.put(shown, limit(project, name));
            }
        });
        USED.forEach((shown, name) -> {
            if (known(call, name)) absolute.put(shown, used.getOrDefault(name, 0));
        });
        return Service.object("limits", limits);
    }
}
