package osmcp.openstack.balancer;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** One server in a pool: an address and a port. */
public record Member(ObjectNode json) implements Kinds.Member {
    /** GET /v2/lbaas/pools/{pool}/members */
    public static final Kind<Member> MEMBERS = new Kind<>("member",
            Place.of("load-balancer", "/members", "member", "members").below().ours("project_id").named()
                    .lookedUpInList(),
            new Owner.Stated("project_id"), Member::new);

    /** How far the last change has come; whether it answers its health monitor is another matter. */
    @Override public String status() { return text("provisioning_status"); }
    @Override public Optional<String> task() {
        return Optional.of(status()).filter(status -> status.startsWith("PENDING_"));
    }
}
