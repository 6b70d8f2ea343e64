package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A daemon of Nova's. GET /os-services, which policy shows to admins; ids are UUIDs since 2.53. */
public record ComputeService(ObjectNode json) implements Kinds.ServiceState {
    public static final Kind<ComputeService> COMPUTE_SERVICES = new Kind<>("compute service",
            Place.of("compute", "/os-services", "service", "services").whole().until(2, 96),
            new Owner.OfCloud(), ComputeService::new);
}
