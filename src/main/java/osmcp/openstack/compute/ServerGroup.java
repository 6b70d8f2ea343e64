package osmcp.openstack.compute;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Servers that Nova keeps on one host, or on different ones; policy and rules as they are told since 2.64. */
public record ServerGroup(ObjectNode json) implements Kinds.ServerGroup {
    /**
     * GET /os-server-groups, which says whose they are since 2.13. It knows offsets and no markers; up to a thousand
     * come in one piece, more than quotas allow a project.
     */
    public static final Kind<ServerGroup> SERVER_GROUPS = new Kind<>("server group",
            Place.of("compute", "/os-server-groups", "server_group", "server_groups").whole().everywhere("all_projects")
                    .from(2, 64).until(2, 96),
            new Owner.Stated("project_id"), ServerGroup::new);

    /** The ids of its servers. */
    public List<String> members() { return items("members").map(JsonNode::asText).toList(); }
}
