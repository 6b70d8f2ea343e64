package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A daemon of Nova's. GET /os-services, which policy shows to admins; ids are UUIDs since 2.53. */
public record ComputeService(ObjectNode json) implements Kinds.ServiceState {
    /** Nova has no GET for one of them, and refuses to be asked for an id since 2.75. */
    public static final Kind<ComputeService> COMPUTE_SERVICES = new Kind<>("compute service",
            Place.of("compute", "/os-services", "service", "services").whole().soughtInList().from(2, 53).until(2, 96),
            new Owner.OfCloud(), ComputeService::new);

    /** Where it runs; each host has one of a sort. */
    @Override public String name() { return text("host"); }

    /** Whether it takes new servers, and whether it lives: {@code enabled, up}. */
    @Override public String status() {
        return text("status") + ", " + (isForcedDown() ? "forced " : "") + text("state");
    }

    /** Whether it takes new servers. */
    public boolean isEnabled() { return text("status").equals("enabled"); }

    /** Whether an administrator declared it dead. */
    public boolean isForcedDown() { return truth("forced_down").orElse(false); }
}
