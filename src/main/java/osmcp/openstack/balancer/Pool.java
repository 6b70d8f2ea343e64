package osmcp.openstack.balancer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Servers that a load balancer spreads connections over. */
public record Pool(ObjectNode json) implements Kinds.Pool {
    /** GET /v2/lbaas/pools. An admin is shown all projects'; a foreign id is not answered like one of nothing. */
    public static final Kind<Pool> POOLS = new Kind<>("pool",
            Place.of("load-balancer", "/lbaas/pools", "pool", "pools").ours("project_id").named().lookedUpInList(),
            new Owner.Stated("project_id"), Pool::new);

    @Override public String status() { return text("provisioning_status"); }

    /** Which of Octavia's locks its members are under. */
    Change.Locked<LoadBalancer> lock() {
        return new Change.Locked<>(LoadBalancer.LOAD_BALANCERS,
                json.path("loadbalancers").path(0).path("id").asText(""));
    }
}
