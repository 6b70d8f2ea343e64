package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A machine that servers run on, by the UUID that Placement has for it too. Policy shows them to admins. */
public record Hypervisor(ObjectNode json) implements Kinds.Hypervisor {
    /**
     * GET /os-hypervisors/detail, with UUIDs since 2.53. Asked for in 2.87 at the latest: 2.88 took away what a host
     * has and how much of it is used (Wallaby; nova/api/openstack/compute/hypervisors.py).
     */
    public static final Kind<Hypervisor> HYPERVISORS = new Kind<>("hypervisor",
            Place.of("compute", "/os-hypervisors", "hypervisor", "hypervisors").detailed().from(2, 53).until(2, 87),
            new Owner.OfCloud(), Hypervisor::new);

    @Override public String name() { return text("hypervisor_hostname"); }

    /** The host by the name that Nova's own service there has. */
    public String host() { return json.path("service").path("host").asText(""); }

    /** Why no new servers are put there; blank where that is not so, or nobody wrote it. */
    public String disabledReason() { return json.path("service").path("disabled_reason").asText(""); }
}
