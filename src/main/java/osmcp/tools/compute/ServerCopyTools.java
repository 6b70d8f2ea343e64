package osmcp.tools.compute;

import static osmcp.tool.Toolset.COMPUTE;
import static osmcp.tools.compute.ServerChoice.BY_FILTERS;
import static osmcp.tools.compute.ServerChoice.BY_NAME;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.Target;
import osmcp.openstack.compute.Server;
import osmcp.tool.*;

/** Images of servers that are kept in turn, and what is left of their memory when they hang. */
public final class ServerCopyTools {
    private ServerCopyTools() {}

    /** Nova takes an image away again that fails, and the server shows nothing of it. */
    static void made(WritableCloud cloud, Target<Server> server, String image) {
        cloud.tell(server, "image_id", image);
        cloud.note("whether an image came about, its own status tells: active once it is whole");
    }

    public static List<Tool> all() { return List.of(BACKUP, DUMP); }

    /** @param rotation has no fallback: a small one that nobody said would take away what others keep */
    record Backup(
            @Doc("kept of this type; older ones are deleted") int rotation,
            @Doc(or = "daily") String backupType,
            @Doc(one = true) Optional<String> backupName,
            @Doc Map<String, String> metadata) {
        Backup { // Nova takes 0, and then keeps not even the new one
            if (rotation < 1) throw new IllegalArgumentException("rotation must be at least 1, not " + rotation);
        }

        Consumer<Target<Server>> on(WritableCloud cloud) {
            return server -> made(cloud, server, cloud.servers().createBackup(server,
                    backupName.orElse(server.value().name()), backupType, rotation, metadata));
        }
    }

    static final Tool BACKUP = Tool.write(COMPUTE, "set_server_backup", """
            Back up an instance to an image and rotate its backups of that type.
            """, "get_instance",
            // older backups go
            Action.of(BY_FILTERS, "create", "backup").destroys().aims("at rest", ServerStates::isAsBefore)
                    .from("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED").takes(120)
                    .run(Backup.class, Backup::on));

    static final Tool DUMP = Tool.write(COMPUTE, "set_server_dump", """
            Crash an instance's kernel for a memory dump, if its guest is set up for that.
            """, "get_instance",
            // the guest crashes
            Action.of(BY_NAME, "create", "dump").destroys().from("ACTIVE", "PAUSED", "RESCUE", "ERROR").takes(10)
                    .run((server, cloud) -> cloud.servers().crashDump(server)));
}
