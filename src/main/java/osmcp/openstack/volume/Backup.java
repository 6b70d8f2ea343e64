package osmcp.openstack.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A copy of a volume in the backup store. */
public record Backup(ObjectNode json) implements Kinds.Backup {
    /** GET /backups/detail; whose it is an admin is told since 3.18, and a member never. */
    public static final Kind<Backup> BACKUPS = new Kind<>("backup",
            Place.of("block-storage", "/backups", "backup", "backups").detailed().everywhere("all_tenants").named()
                    .from(3, 18).until(3, 70),
            new Owner.StatedToAdmins("os-backup-project-attr:project_id"), Backup::new);
}
