package osmcp.openstack.balancer;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A load balancer, which Octavia locks while it or anything below it is changed. */
public record LoadBalancer(ObjectNode json) implements Kinds.LoadBalancer {
    /** GET /v2/lbaas/loadbalancers; as with pools, a foreign id is not answered like one of nothing. */
    public static final Kind<LoadBalancer> LOAD_BALANCERS = new Kind<>("load balancer",
            Place.of("load-balancer", "/lbaas/loadbalancers", "loadbalancer", "loadbalancers").ours("project_id")
                    .named().lookedUpInList(),
            new Owner.Stated("project_id"), LoadBalancer::new);

    @Override public String status() { return text("provisioning_status"); }
    @Override public Optional<String> task() {
        return Optional.of(status()).filter(status -> status.startsWith("PENDING_"));
    }
}
