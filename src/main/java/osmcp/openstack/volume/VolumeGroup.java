package osmcp.openstack.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Volumes that are snapshot and replicated together. */
public record VolumeGroup(ObjectNode json) implements Kinds.Group {
    /** GET /groups/detail; whose it is an admin is told since 3.58, and a member never. Volumes are told since 3.25. */
    public static final Kind<VolumeGroup> GROUPS = new Kind<>("volume group",
            Place.of("block-storage", "/groups", "group", "groups").detailed().everywhere("all_tenants")
                    .from(3, 58).until(3, 70),
            new Owner.StatedToAdmins("project_id"), VolumeGroup::new);
}
