package osmcp.openstack.volume;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A block device, as Cinder shows it up to 3.70. */
public record Volume(ObjectNode json) implements Kinds.Volume {
    public static final Kind<Volume> VOLUMES = new Kind<>("volume",
            Place.of("block-storage", "/volumes", "volume", "volumes").detailed().everywhere("all_tenants").named()
                    .until(3, 70),
            new Owner.Stated("os-vol-tenant-attr:tenant_id"), Volume::new);

    /** Cinder's words for what goes on are the statuses themselves. */
    @Override public Optional<String> task() {
        return Optional.of(status()).filter(status -> status.endsWith("ing") || status.equals("reserved"));
    }
}
