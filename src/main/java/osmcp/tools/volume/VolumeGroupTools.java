package osmcp.tools.volume;

import static osmcp.openstack.volume.VolumeGroup.GROUPS;
import static osmcp.tool.Toolset.VOLUME;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Doc;
import osmcp.openstack.volume.VolumeGroup;
import osmcp.tool.*;

/** Groups of volumes. */
public final class VolumeGroupTools {
    private VolumeGroupTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(@Doc List<String> names, @Doc Optional<String> status) {}

    record Row(String id, String name, String status, List<String> volumes, Optional<String> created,
            @Doc(detail = true) Optional<String> description,
            @Doc(detail = true) Optional<String> groupTypeId,
            @Doc(detail = true) List<String> volumeTypeIds,
            @Doc(detail = true) Optional<String> zone,
            @Doc(detail = true) Optional<String> replicationStatus,
            @Doc(detail = true) Optional<String> groupSnapshotId,
            @Doc(detail = true) Optional<String> sourceGroupId) {
        static Row of(VolumeGroup group) {
            return new Row(group.id(), group.name(), group.status(),
                    group.items("volumes").map(JsonNode::asText).toList(), group.given("created_at"),
                    group.given("description"), group.given("group_type"),
                    group.items("volume_types").map(JsonNode::asText).toList(), group.given("availability_zone"),
                    group.given("replication_status"), group.given("group_snapshot_id"),
                    group.given("source_group_id"));
        }
    }

    static final Tool LIST = Tool.list(VOLUME, "get_volume_groups", """
            List the project's volume groups (volumes that are snapshot and replicated together) with their volumes.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(GROUPS).only(in.names()).narrow("list_volume", Optional.of("true"))
                    .where(in.status(), (group, word) -> group.status().equalsIgnoreCase(word)),
            (page, _) -> page.map(Row::of));
}
