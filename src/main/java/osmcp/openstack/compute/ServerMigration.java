package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A live migration that is under way, below the server that moves; of others Nova tells nothing there. */
public record ServerMigration(ObjectNode json) implements Kinds.Migration {
    /** GET /servers/{id}/migrations, since 2.23. Its id is a number. */
    public static final Kind<ServerMigration> SERVER_MIGRATIONS = new Kind<>("running migration",
            Place.of("compute", "/migrations", "migration", "migrations").below().whole().from(2, 23).until(2, 96),
            new Owner.PartOf(Server.SERVERS, "server_uuid"), ServerMigration::new);
}
