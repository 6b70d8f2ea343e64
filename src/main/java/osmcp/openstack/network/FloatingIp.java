package osmcp.openstack.network;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** An address of an external network, which can lead to an address inside. It has no name but itself. */
public record FloatingIp(ObjectNode json) implements Kinds.FloatingIp {
    /** GET /v2.0/floatingips; an admin is shown all projects'. */
    public static final Kind<FloatingIp> FLOATING_IPS = new Kind<>("floating IP",
            Place.of("network", "/floatingips", "floatingip", "floatingips").named("floating_ip_address")
                    .narrowedByIds().ours("project_id"),
            new Owner.Stated("project_id"), FloatingIp::new);

    @Override public String name() { return text("floating_ip_address"); }

    /** The port that it leads to, absent where it leads nowhere. */
    public Optional<String> port() { return given("port_id"); }

    /** The address of that port that it leads to. */
    public String fixedAddress() { return text("fixed_ip_address"); }

    /** The id of what that port is in; told since Rocky. */
    public Optional<String> device() {
        return Optional.of(json.path("port_details").path("device_id").asText("")).filter(text -> !text.isEmpty());
    }
}
