package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.openstack.compute.ServerGroup.SERVER_GROUPS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.compute.*;
import osmcp.tool.*;

/** Groups of servers that are kept together or apart. */
public final class ServerGroupTools {
    private ServerGroupTools() {}

    public static List<Tool> all() { return List.of(LIST, SET); }

    record Query(
            @Doc List<String> names,
            @Doc Optional<String> policy) {}

    /** @param memberNames of members that are there still */
    record Row(String id, String name, String policy, Map<String, String> rules, List<String> members,
            @Doc(detail = true) Optional<List<String>> memberNames,
            @Doc(detail = true) Optional<String> userId) {
        static Row of(ServerGroup group, Optional<Map<String, String>> names) {
            return new Row(group.id(), group.name(), group.text("policy"), group.texts("rules"), group.members(),
                    names.map(all -> group.members().stream().filter(all::containsKey).map(all::get).toList()),
                    group.given("user_id"));
        }
    }

    static final Tool LIST = Tool.list(COMPUTE, "get_server_groups", """
            List the server groups (affinity, anti-affinity) of the project with policy, rules and members.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(SERVER_GROUPS).only(in.names())
                    .where(in.policy(), (group, word) -> group.text("policy").equalsIgnoreCase(word)),
            (page, cloud) -> {
                var names = memberNames(page.values(), cloud);
                return page.map(group -> Row.of(group, names));
            });

    private static Optional<Map<String, String>> memberNames(Stream<ServerGroup> groups, Cloud cloud) {
        if (!cloud.wants("member_names")) return Optional.empty();
        var ids = groups.flatMap(group -> group.members().stream()).collect(Collectors.toSet());
        if (ids.isEmpty()) return Optional.of(Map.of());
        return cloud.part("names of members", () -> cloud.list(SERVERS)
                .where(Optional.of(ids), (server, all) -> all.contains(server.id())).stream()
                .collect(Collectors.toMap(Server::id, Server::name)));
    }

    enum Policy {
        AFFINITY, ANTI_AFFINITY, SOFT_AFFINITY, SOFT_ANTI_AFFINITY;

        @Override public String toString() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }
    }

    record Create(
            @Doc Policy policy,
            @Doc("for anti-affinity") Optional<Integer> maxServerPerHost) {}

    private static final Choice<ServerGroup, WritableCloud> CHOICE = Choice.of(SERVER_GROUPS);

    static final Tool SET = Tool.write(COMPUTE, "set_server_group", """
            Create or delete server groups, which keep instances on the same host or apart.
            """, "get_server_groups",
            Action.of(CHOICE, "create", "add").takes(2).make(Create.class, (in, cloud) -> name ->
                    cloud.create(new NewServerGroup(name, in.policy().toString(), in.maxServerPerHost()))),
            Action.of(CHOICE, "delete", "remove").deletes().takes(2).run((group, cloud) -> cloud.delete(group)));
}
