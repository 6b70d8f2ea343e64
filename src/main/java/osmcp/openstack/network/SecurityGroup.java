package osmcp.openstack.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Rules for what may reach a port. */
public record SecurityGroup(ObjectNode json) implements Kinds.SecurityGroup {
    /** GET /v2.0/security-groups. Those that another project shares say so since 2023.1, and may be used. */
    public static final Kind<SecurityGroup> SECURITY_GROUPS = new Kind<>("security group",
            Place.of("network", "/security-groups", "security_group", "security_groups").named().narrowedByIds()
                    .ours("project_id").shared("shared=true").takesAnyMarker(),
            new Owner.Stated("project_id").shared((row, _) -> row.path("shared").asBoolean()), SecurityGroup::new);
}
