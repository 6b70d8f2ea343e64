package osmcp.tools.compute;

import static osmcp.openstack.compute.Flavor.FLAVORS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.compute.Flavor;
import osmcp.tool.*;

/** Flavors: which sizes of server there are. */
public final class FlavorTools {
    private FlavorTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(
            @Doc(or = "0", min = 0) int minVcpus,
            @Doc(or = "0", min = 0) int minRamMb,
            @Doc(or = "0", min = 0) int minDiskGb) {
        boolean fits(Flavor flavor) {
            return flavor.vcpus() >= minVcpus && flavor.ramMb() >= minRamMb && flavor.diskGb() >= minDiskGb;
        }
    }

    record Row(String id, String name, int vcpus, int ramMb, int diskGb, Optional<Map<String, String>> extraSpecs,
            @Doc(detail = true) int ephemeralGb,
            @Doc(detail = true) int swapMb,
            @Doc(detail = true) boolean isPublic,
            @Doc(detail = true) Optional<String> description) {
        static Row of(Flavor flavor) {
            return new Row(flavor.id(), flavor.name(), flavor.vcpus(), flavor.ramMb(), flavor.diskGb(),
                    Optional.of(flavor.texts("extra_specs")).filter(specs -> !specs.isEmpty()), flavor.ephemeralGb(),
                    flavor.swapMb(), flavor.isPublic(), flavor.given("description"));
        }
    }

    static final Tool LIST = Tool.list(COMPUTE, "get_flavor_list", """
            List the flavors (sizes of servers: vCPUs, memory, disk, extra specs) that the project may use.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(FLAVORS).where(Optional.of(in), (flavor, query) -> query.fits(flavor)),
            (page, _) -> page.map(Row::of));
}
