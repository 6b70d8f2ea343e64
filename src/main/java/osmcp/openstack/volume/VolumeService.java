package osmcp.openstack.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A daemon of Cinder's. GET /os-services, which policy shows to admins. It has no id. */
public record VolumeService(ObjectNode json) implements Kinds.ServiceState {
    public static final Kind<VolumeService> VOLUME_SERVICES = new Kind<>("volume service",
            Place.of("block-storage", "/os-services", "service", "services").whole().until(3, 70),
            new Owner.OfCloud(), VolumeService::new);
}
