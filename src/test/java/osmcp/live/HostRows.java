package osmcp.live;

import static osmcp.live.ComputeRows.*;
import static osmcp.live.Step.*;

import module java.base;
import osmcp.live.Table.Row;

/** What the openstack command line does for administrators: flavors, moves between hosts, and the hosts themselves. */
final class HostRows {
    private static final String SERVER = "/servers/#server-2";

    private HostRows() {}

    static List<Row> all() { return Stream.of(flavors(), moves(), hosts()).flatMap(List::stream).toList(); }

    private static Step move(String action, String more, String status) {
        return set("set_server_migration", action, "$server-2", more)
                .sees("compute", SERVER, "/server/status", status).unless("No valid host");
    }

    /** Of a migration that is under way: many end before it comes, and some hypervisors do not heed it. */
    private static Step order(String action) {
        return call("set_server_migration", "{'action': '" + action + "', 'names': '$server-2', 'wait_seconds': 20}")
                .done(1).again().unless("no live migration of it is under way|did not carry it out|"
                        + "Cannot (abort|force complete)");
    }

    /** Does not wait for its end. */
    private static Step begin() {
        return call("set_server_migration", "{'action': 'live_migrate', 'names': '$server-2', "
                + "'block_migration': 'auto'}").says("taken", a -> a.path("done").asInt() == 1);
    }

    private static List<Row> moves() {
        return List.of(
                row("server migrate", move("migrate", "", "VERIFY_RESIZE"), move("revert", "", "ACTIVE")),
                row("server migration list", call("get_server_migrations", "{'server': '$server-2'}")
                        .says("at least one", a -> a.path("count").asInt() > 0)
                        .says("/items/0/server", "#server-2")
                        .agrees("/items", "compute 2.59", "/os-migrations?instance_uuid=#server-2", "/migrations")),
                row("server migration show", call("get_server_migrations",
                        "{'server': '$server-2', 'status': 'reverted', 'detailed': true}")
                        .says("one", a -> a.path("items").size() > 0).says("/items/0/server", "#server-2")
                        .says("/items/0/status", "reverted").says("/items/0/project_id", "#project")),
                row("server migration confirm", // a resize is a migration that members may ask for
                        set("set_instance", "resize", "$server-2", "'flavor': '$larger'"),
                        move("confirm", "", "ACTIVE").sees("compute", SERVER, "/server/flavor/id", "#larger")),
                also("server migrate --live-migration",
                        call("set_server_migration", "{'action': 'live_migrate', 'names': '$server-2', "
                                + "'wait_seconds': 45}").done(1).sees("compute", SERVER, "/server/status", "ACTIVE")),
                row("server migration abort", begin(), order("abort").holds("compute 2.59",
                        "/os-migrations?instance_uuid=#server-2", "/migrations", "cancelled")),
                row("server migration force complete", begin(), order("force_complete")),
                row("server evacuate", // only from a host that is down
                        set("set_server_migration", "evacuate", "$server-2", "").unless("is still in use")));
    }

    private static List<Row> flavors() {
        return List.of(
                row("flavor create/delete",
                        set("set_flavor", "create", "$mark-f1,$mark-f2", "'vcpus': 1, 'ram': 64, 'disk': 1, "
                                + "'ephemeral': 1, 'swap': 32, 'is_public': false, 'description': 'of a test'")
                                .keeps("size", "/items/0/id")
                                .sees("compute", "/flavors/#size", "/flavor/ram", "64")
                                .sees("compute", "/flavors/#size", "/flavor/swap", "32")
                                .sees("compute 2.55", "/flavors/#size", "/flavor/description", "of a test")
                                .sees("compute", "/flavors/#size", "/flavor/os-flavor-access:is_public", "false"),
                        set("set_flavor", "delete", "$mark-f1,$mark-f2", "").shownFirst()
                                .gone("compute", "/flavors/#size")),
                also("flavor set/unset",
                        set("set_flavor", "create", "$mark-f3", "'vcpus': 1, 'ram': 64, 'disk': 1, "
                                + "'flavor_id': '$mark-f3-id', 'is_public': false, 'properties': {'a:first': '1'}")
                                .says("/items/0/id", "$mark-f3-id")
                                .sees("compute", "/flavors/$mark-f3-id/os-extra_specs", "/extra_specs/a:first", "1"),
                        set("set_flavor", "set", "$mark-f3", "'properties': {'a:next': '2'}, 'description': 'told'")
                                .sees("compute", "/flavors/$mark-f3-id/os-extra_specs", "/extra_specs/a:next", "2")
                                .sees("compute 2.55", "/flavors/$mark-f3-id", "/flavor/description", "told"),
                        set("set_flavor", "unset", "$mark-f3", "'keys': 'a:first'")
                                .lacks("compute", "/flavors/$mark-f3-id/os-extra_specs", "/extra_specs", "a:first")
                                .sees("compute", "/flavors/$mark-f3-id/os-extra_specs", "/extra_specs/a:next", "2"),
                        set("set_flavor", "delete", "$mark-f3", "").gone("compute", "/flavors/$mark-f3-id")),
                also("flavor set/unset --project",
                        set("set_flavor", "create", "$mark-f4", "'vcpus': 1, 'ram': 64, 'disk': 1, "
                                + "'flavor_id': '$mark-f4-id', 'is_public': false"),
                        set("set_flavor", "add_access", "$mark-f4", "'project': '#project'")
                                .holds("compute", "/flavors/$mark-f4-id/os-flavor-access", "/flavor_access",
                                        "#project"),
                        set("set_flavor", "remove_access", "$mark-f4", "'project': '#project'")
                                .lacks("compute", "/flavors/$mark-f4-id/os-flavor-access", "/flavor_access",
                                        "#project"),
                        set("set_flavor", "delete", "$mark-f4", "").gone("compute", "/flavors/$mark-f4-id")));
    }

    /** Of a host in use, what changes nothing is done; what would stop others is planned only. */
    private static List<Row> hosts() {
        var hosts = "/os-services?host=$host&binary=nova-compute";
        return List.of(
                also("compute service set --enable/--up",
                        set("set_compute_agents", "enable", "$host", "")
                                .holds("compute 2.53", hosts, "/services/0/status", "enabled"),
                        set("set_compute_agents", "force_up", "$host", "")
                                .sees("compute 2.53", hosts, "/services/0/forced_down", "false")),
                also("compute service set --disable (planned)", plan("disable", "'reason': 'a test', ")),
                also("compute service set --down (planned)", plan("force_down", "")));
    }

    private static Step plan(String action, String more) {
        var hosts = "/os-services?host=$host&binary=nova-compute";
        return call("set_compute_agents", "{'action': '" + action + "', 'names': '$host', " + more
                + "'dry_run': true}").says("one planned", a -> a.path("planned").asInt() == 1)
                .sees("compute 2.53", hosts, "/services/0/status", "enabled")
                .sees("compute 2.53", hosts, "/services/0/forced_down", "false");
    }
}
