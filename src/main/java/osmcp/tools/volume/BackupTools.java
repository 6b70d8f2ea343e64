package osmcp.tools.volume;

import static osmcp.openstack.volume.Backup.BACKUPS;
import static osmcp.openstack.volume.Volume.VOLUMES;
import static osmcp.tool.Toolset.VOLUME;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.Ref;
import osmcp.openstack.volume.Backup;
import osmcp.tool.*;

/** Backups of volumes. */
public final class BackupTools {
    private BackupTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(
            @Doc List<String> names,
            @Doc("name or id") Optional<String> volume,
            @Doc Optional<String> status) {}

    /** {@code hasDependents}: incremental ones build on it. */
    record Row(String id, String name, String status, Optional<Integer> sizeGb, Optional<String> volumeId,
            boolean incremental, Optional<String> created, Optional<String> failReason,
            @Doc(detail = true) Optional<Boolean> hasDependents,
            @Doc(detail = true) Optional<String> description,
            @Doc(detail = true) Optional<String> snapshotId,
            @Doc(detail = true) Optional<String> dataTimestamp,
            @Doc(detail = true) Optional<Integer> objectCount,
            @Doc(detail = true) Optional<String> container,
            @Doc(detail = true) Optional<String> zone,
            @Doc(detail = true) Map<String, String> metadata,
            @Doc(detail = true) Optional<String> updated) {
        static Row of(Backup backup) {
            return new Row(backup.id(), backup.name(), backup.status(), backup.number("size"),
                    backup.given("volume_id"), backup.truth("is_incremental").orElse(false),
                    backup.given("created_at"), backup.given("fail_reason"), backup.truth("has_dependent_backups"),
                    backup.given("description"), backup.given("snapshot_id"), backup.given("data_timestamp"),
                    backup.number("object_count"), backup.given("container"), backup.given("availability_zone"),
                    backup.texts("metadata"), backup.given("updated_at"));
        }
    }

    static final Tool LIST = Tool.list(VOLUME, "get_volume_backups", """
            List backups of the project's volumes, with size, status and whether they are incremental.
            """, Query.class, Row.class,
            (in, cloud) -> {
                var volume = in.volume().map(text -> cloud.see(VOLUMES, text)).map(Ref::id);
                return cloud.list(BACKUPS).only(in.names())
                        .narrow("volume_id", volume).narrow("status", in.status().map(String::toLowerCase))
                        .where(volume, (backup, id) -> backup.text("volume_id").equals(id))
                        .where(in.status(), (backup, word) -> backup.status().equalsIgnoreCase(word));
            },
            (page, _) -> page.map(Row::of));
}
