package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A size of server, as Nova shows it up to 2.96; it tells extra specs since 2.61. */
public record Flavor(ObjectNode json) implements Kinds.Flavor {
    /** In the view of the whole cloud with those that are for some projects only. */
    public static final Kind<Flavor> FLAVORS = new Kind<>("flavor",
            Place.of("compute", "/flavors", "flavor", "flavors").detailed().everywhere("is_public", "None")
                    .until(2, 96),
            new Owner.OfCloud(), Flavor::new);

    /** Sizes as Nova has them: in MiB and GiB, and 0 where there is none. */
    public int vcpus() { return json.path("vcpus").asInt(); }
    public int ramMb() { return json.path("ram").asInt(); }
    public int diskGb() { return json.path("disk").asInt(); }
    public int ephemeralGb() { return json.path("OS-FLV-EXT-DATA:ephemeral").asInt(); }
    /** Nova sends text where there is no swap, in old versions of the API. */
    public int swapMb() { return json.path("swap").asInt(); }
    /** Whether every project may use it. */
    public boolean isPublic() { return json.path("os-flavor-access:is_public").asBoolean(true); }
}
