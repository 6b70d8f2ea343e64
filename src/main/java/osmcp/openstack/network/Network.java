package osmcp.openstack.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A virtual layer 2 network. */
public record Network(ObjectNode json) implements Kinds.Network {
    /** GET /v2.0/networks. An admin is shown all projects', and has to ask for the own, shared, external. */
    public static final Kind<Network> NETWORKS = new Kind<>("network",
            Place.of("network", "/networks", "network", "networks").named().narrowedByIds().ours("project_id")
                    .shared("shared=true", "router:external=true"),
            new Owner.Stated("project_id").shared((row, _) -> row.path("shared").asBoolean()
                    || row.path("router:external").asBoolean()), Network::new);

    /** Whether all projects may use it. */
    public boolean isShared() { return json.path("shared").asBoolean(); }
    /** Whether it leads out of the cloud, and floating IPs are of it. */
    public boolean isExternal() { return json.path("router:external").asBoolean(); }
}
