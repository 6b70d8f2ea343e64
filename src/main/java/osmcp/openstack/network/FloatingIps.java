package osmcp.openstack.network;

import osmcp.openstack.*;

/** What Neutron does for floating IPs. */
public final class FloatingIps {
    private final Session session;

    /** For the project that is signed in to. */
    public FloatingIps(Session session) { this.session = session; }

    /**
     * PUT /v2.0/floatingips/{id}. Neutron moves one that leads elsewhere without a word, so nothing is sent if it was
     * changed since it was read.
     *
     * @param address which of the port's addresses
     */
    public void associate(Target<FloatingIp> floating, Target<Port> port, String address) {
        session.at(floating).ifUnchanged().put(Body.of("floatingip").ref("port_id", port)
                .put("fixed_ip_address", address), "");
    }

    /** PUT /v2.0/floatingips/{id}: it leads nowhere then, and stays the project's. */
    public void disassociate(Target<FloatingIp> floating) {
        session.at(floating).ifUnchanged().put(Body.of("floatingip").clear("port_id"), "");
    }
}
