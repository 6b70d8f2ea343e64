package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A move of a server to another host, under way or past. Policy shows them to admins. */
public record Migration(ObjectNode json) implements Kinds.Migration {
    /** GET /os-migrations, in pages with UUIDs since 2.59, with the project since 2.80. */
    public static final Kind<Migration> MIGRATIONS = new Kind<>("migration",
            Place.of("compute", "/os-migrations", "migration", "migrations").from(2, 59).until(2, 96),
            new Owner.Stated("project_id"), Migration::new);

    /** What listings take for a marker; its number is what other calls want. */
    @Override public String id() { return text("uuid"); }
}
