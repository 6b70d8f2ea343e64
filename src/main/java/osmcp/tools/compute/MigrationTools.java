package osmcp.tools.compute;

import static osmcp.openstack.compute.Migration.MIGRATIONS;
import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.Ref;
import osmcp.openstack.compute.Migration;
import osmcp.tool.*;

/** Migrations of servers between hosts: an administrator's sight, of all projects. */
public final class MigrationTools {
    private MigrationTools() {}

    public static List<Tool> all() { return List.of(LIST); }

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
                var server = in.server().map(text -> cloud.see(SERVERS, text)).map(Ref::id);
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
}
