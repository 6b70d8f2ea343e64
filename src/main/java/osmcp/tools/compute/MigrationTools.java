package osmcp.tools.compute;

import static osmcp.openstack.compute.Migration.MIGRATIONS;
import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.tool.Toolset.COMPUTE;
import static osmcp.tools.compute.ServerChoice.BY_FILTERS;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.*;
import osmcp.openstack.compute.Servers.Order;
import osmcp.tool.*;

/** Migrations of servers between hosts: an administrator's sight, of all projects. */
public final class MigrationTools {
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private MigrationTools() {}

    public static List<Tool> all() { return List.of(LIST, SET); }

    record Query(
            @Doc("name or id") Optional<String> server,
            @Doc Optional<String> status,
            @Doc("source or destination") Optional<String> host,
            @Doc("live-migration, migration, resize or evacuation") Optional<String> type) {}

    record Row(String id, Optional<Integer> number, String server, String status, String type,
            Optional<String> sourceHost, Optional<String> destinationHost, Optional<String> created,
            @Doc(detail = true) Optional<String> updated,
            @Doc(detail = true) Optional<String> projectId,
            @Doc(detail = true) Optional<String> userId,
            @Doc(detail = true) Optional<Integer> oldFlavorNumber,
            @Doc(detail = true) Optional<Integer> newFlavorNumber) {
        static Row of(Migration move) {
            return new Row(move.id(), move.number("id"), move.text("instance_uuid"), move.status(),
                    move.text("migration_type"), move.given("source_compute"), move.given("dest_compute"),
                    move.given("created_at"), move.given("updated_at"), move.given("project_id"),
                    move.given("user_id"), move.number("old_instance_type_id"), move.number("new_instance_type_id"));
        }
    }

    static final Tool LIST = Tool.list(COMPUTE, "get_server_migrations", """
            List migrations of instances between hosts, under way and past, in all projects.
            """, Query.class, Row.class,
            (in, cloud) -> {
                var server = in.server().map(text -> id(text, cloud));
                return cloud.list(MIGRATIONS)
                        .narrow("instance_uuid", server).narrow("status", in.status()).narrow("host", in.host())
                        .narrow("migration_type", in.type())
                        .where(server, (move, id) -> move.text("instance_uuid").equals(id))
                        .where(in.status(), (move, word) -> move.status().equalsIgnoreCase(word))
                        .where(in.host(), (move, host) -> move.text("source_compute").equals(host)
                                || move.text("dest_compute").equals(host))
                        .where(in.type(), (move, type) -> move.text("migration_type").equals(type));
            },
            (page, _) -> page.map(Row::of)).cloud();

    /** In the view of the whole cloud a name may be that of several projects' servers: an id needs no look-up. */
    private static String id(String nameOrId, Cloud cloud) {
        return UUID.matcher(nameOrId).matches() ? nameOrId.toLowerCase(Locale.ROOT)
                : cloud.see(SERVERS, nameOrId).id();
    }

    enum Block { AUTO, TRUE, FALSE }

    record Cold(@Doc Optional<String> host) {}

    record Live(@Doc Optional<String> host, @Doc(or = "auto") Block blockMigration) {}

    record Evacuate(@Doc Optional<String> host, @Doc(secret = true) Optional<String> adminPass) {}

    record Running(@Doc(value = "else the one under way", one = true) Optional<String> migrationId) {
        Running {
            if (migrationId.filter(text -> !text.matches("\\d{1,10}")).isPresent()) {
                throw new IllegalArgumentException("migration_id must be a number, not " + migrationId.get());
            }
        }

        /** That of this server: there is one at a time. */
        Target<ServerMigration> of(Target<Server> server, WritableCloud cloud) {
            var number = migrationId.orElseGet(() -> cloud.migrations().running(server).stream().map(Resource::id)
                    .findFirst().orElseThrow(() -> new ToolFailure("no live migration of it is under way; "
                            + "one that has just begun shows a moment later")));
            return cloud.claim(cloud.migrations().running(server, number));
        }
    }

    private static Action.Draft<Server, WritableCloud> on(String... words) { return Action.of(BY_FILTERS, words); }

    static final Tool SET = Tool.write(COMPUTE, "set_server_migration", """
            Migrate instances: cold (then confirm or revert) or live, or evacuate them from a host that is down.
            """, "get_server_migrations",
            on("migrate", "cold_migrate").aims("VERIFY_RESIZE").from("ACTIVE", "SHUTOFF").takes(60)
                    .run(Cold.class, (in, cloud) -> server -> cloud.migrations().migrate(server, in.host())),
            on("live_migrate", "live").aims("on another host", ServerStates::isOnAnotherHost)
                    .hidden(ServerStates::hidesHost).from("ACTIVE", "PAUSED").takes(60)
                    .run(Live.class, (in, cloud) -> server -> cloud.migrations().migrateLive(server, in.host(),
                            in.blockMigration().name().toLowerCase(Locale.ROOT))),
            // its disks are built anew where they were not shared; its new host is told only some moments later
            on("evacuate").destroys().aims("on another host", ServerStates::isRunningOrStopped).takes(90)
                    .run(Evacuate.class, (in, cloud) -> server ->
                            cloud.migrations().evacuate(server, in.host(), in.adminPass())),
            on("confirm", "confirm_resize").aims("ACTIVE", ServerStates::isRunningOrStopped).hidden(_ -> true)
                    .from("VERIFY_RESIZE").takes(10)
                    .run((server, cloud) -> cloud.servers().order(server, Order.CONFIRM_RESIZE)),
            // what was written since is lost
            on("revert", "revert_resize").destroys().aims("ACTIVE", ServerStates::isRunningOrStopped)
                    .from("VERIFY_RESIZE").takes(60)
                    .run((server, cloud) -> cloud.servers().order(server, Order.REVERT_RESIZE)),
            on("abort").aims("on its old host", ServerStates::isOnItsOldHost).hidden(ServerStates::hidesHost).takes(20)
                    .run(Running.class, (in, cloud) -> server -> cloud.migrations().abort(in.of(server, cloud))),
            on("force_complete").aims("on another host", ServerStates::isOnAnotherHost).hidden(ServerStates::hidesHost)
                    .takes(20).run(Running.class,
                            (in, cloud) -> server -> cloud.migrations().complete(in.of(server, cloud)))).privileged();
}
