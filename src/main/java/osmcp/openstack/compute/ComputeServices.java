package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/** What Nova does with the daemons that run servers. Ids in the path, and this body, are since 2.53. */
public final class ComputeServices {
    private static final String COMPUTE = "nova-compute";

    private final Session session;

    /** For the project that is signed in to. */
    public ComputeServices(Session session) { this.session = session; }

    /** GET /os-services?binary=nova-compute: the only ones that can be changed, one for each host. */
    public Many<ComputeService> computes() {
        return session.list(ComputeService.COMPUTE_SERVICES).narrow("binary", Optional.of(COMPUTE))
                .where(Optional.of(COMPUTE), (service, binary) -> service.text("binary").equals(binary));
    }

    /** PUT /os-services/{id}: new servers may be placed there. */
    public void enable(Target<ComputeService> service) { put(service, Body.plain().put("status", "enabled")); }

    /** PUT /os-services/{id}: no new servers are placed there; those that it has go on. */
    public void disable(Target<ComputeService> service, Optional<String> reason) {
        put(service, Body.plain().put("status", "disabled").put("disabled_reason", reason));
    }

    /** PUT /os-services/{id}: says that the host is dead, so that its servers can be evacuated at once; or no more. */
    public void force(Target<ComputeService> service, boolean down) {
        put(service, Body.plain().put("forced_down", down));
    }

    private void put(Target<ComputeService> service, Body body) { session.at(service).put(body, ""); }
}
