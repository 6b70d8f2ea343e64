package osmcp.openstack.placement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** What servers' parts are taken from: for most, a hypervisor, under the same UUID. Policy shows them to admins. */
public record ResourceProvider(ObjectNode json) implements Kinds.ResourceProvider {
    /** GET /resource_providers, in one piece. */
    public static final Kind<ResourceProvider> RESOURCE_PROVIDERS = new Kind<>("resource provider",
            Place.bare("placement", "/resource_providers", "resource_providers").whole().until(1, 39),
            new Owner.OfCloud(), ResourceProvider::new);

    @Override public String id() { return text("uuid"); }
}
