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

    private static final Set<String> AT_WORK = Set.of("reserved", "backing-up", "restoring-backup");

    /** In how many servers it is. */
    public int attachments() { return json.path("attachments").size(); }

    /** Cinder's words for what goes on are the statuses themselves. */
    @Override public Optional<String> task() {
        return Optional.of(status()).filter(status -> !status.startsWith("error")
                && (status.endsWith("ing") || AT_WORK.contains(status)));
    }
}
