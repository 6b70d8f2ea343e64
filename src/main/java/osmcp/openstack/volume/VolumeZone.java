package osmcp.openstack.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Where Cinder can put volumes. It has a name and no id. */
public record VolumeZone(ObjectNode json) implements Kinds.Zone {
    /** GET /os-availability-zone */
    public static final Kind<VolumeZone> VOLUME_ZONES = new Kind<>("volume availability zone",
            Place.of("block-storage", "/os-availability-zone", "", "availabilityZoneInfo").whole().until(3, 70),
            new Owner.OfCloud(), VolumeZone::new);

    @Override public String id() { return name(); }
    @Override public String name() { return text("zoneName"); }

    public boolean available() { return json.path("zoneState").path("available").asBoolean(); }
}
