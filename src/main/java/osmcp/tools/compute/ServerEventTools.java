package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.openstack.compute.ServerAction.SERVER_ACTIONS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.*;
import osmcp.openstack.compute.ServerAction.Step;
import osmcp.tool.*;

/** What was done to a server. The steps of each action cost a request, so they are told of few. */
public final class ServerEventTools {
    private static final int MOST = 10;

    private ServerEventTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(
            @Doc("name or id") String server,
            @Doc Optional<String> requestId) {}

    record Row(String action, String requestId, Optional<String> start, Optional<String> message,
            Optional<List<Step>> steps,
            @Doc(detail = true) Optional<String> updated,
            @Doc(detail = true) Optional<String> userId) {
        static Row of(ServerAction action, Map<String, List<Step>> steps) {
            return new Row(action.text("action"), action.id(), action.given("start_time"), action.given("message"),
                    Optional.ofNullable(steps.get(action.id())), action.given("updated_at"), action.given("user_id"));
        }
    }

    static final Tool LIST = Tool.list(COMPUTE, "get_server_events", """
            List what was done to an instance (its actions, events, history), newest first, with the steps and errors of
            what failed; detailed tells the steps of all.
            """, Query.class, Row.class,
            (in, cloud) -> {
                var server = cloud.see(SERVERS, in.server());
                server.value().fault().ifPresent(fault -> cloud.note("the instance is in " + server.value().status()
                        + ": " + fault));
                return cloud.below(server, SERVER_ACTIONS).only(in.requestId().stream().toList());
            },
            (page, cloud) -> {
                var steps = steps(page, cloud);
                return page.map(action -> Row.of(action, steps));
            });

    /** Those of what failed and of a lone action, or of all where details are wanted; of few in any case. */
    private static Map<String, List<Step>> steps(Many.Slice<ServerAction> page, Cloud cloud) {
        if (!cloud.wants("steps")) return Map.of();
        boolean alone = page.refs().size() == 1;
        boolean all = alone || cloud.wants("updated");
        var asked = page.refs().stream().filter(action -> all || action.value().failed()).toList();
        if (asked.size() > MOST) {
            cloud.note("steps are told of " + MOST + " actions; for those of another, ask for its request_id");
        }
        var told = cloud.part("steps", () -> Together.all(asked.stream().limit(MOST)
                .<Callable<ServerAction>>map(action -> () -> cloud.whole(action)).toList())).orElse(List.of());
        if (told.stream().anyMatch(action -> action.failed() && !action.tellsWhy())) {
            cloud.note("why a step failed, the cloud's policy does not tell this account");
        }
        return told.stream().collect(Collectors.toMap(ServerAction::id, action -> alone ? action.steps()
                : action.steps().stream().map(Step::brief).toList()));
    }
}
