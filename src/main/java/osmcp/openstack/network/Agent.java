package osmcp.openstack.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** An agent of Neutron's. GET /agents, which policy empties for members instead of refusing it. */
public record Agent(ObjectNode json) implements Kinds.ServiceState {
    public static final Kind<Agent> AGENTS = new Kind<>("network agent",
            Place.of("network", "/agents", "agent", "agents").whole(), new Owner.OfCloud(), Agent::new);

    /** Whether Neutron has heard of it lately. */
    public boolean alive() { return json.path("alive").asBoolean(); }
    /** Whether an operator has left it in use. */
    public boolean enabled() { return json.path("admin_state_up").asBoolean(); }
}
