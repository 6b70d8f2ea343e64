package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/**
 * What a new flavor is to be: sizes in MiB and GiB. Nova makes up the id where none is given.
 *
 * @param rxtxFactor a number, as text
 */
public record NewFlavor(String name, Optional<String> id, int vcpus, int ram, int disk, Optional<Integer> ephemeral,
        Optional<Integer> swap, Optional<String> rxtxFactor, Optional<Boolean> isPublic, Optional<String> description)
        implements NewRoot<Flavor> {
    @Override public Kind<Flavor> kind() { return Flavor.FLAVORS; }

    /** POST /flavors; the description since 2.55. */
    @Override public Body body() {
        return Body.of("flavor").put("name", name).put("id", id).put("vcpus", vcpus).put("ram", ram).put("disk", disk)
                .put("OS-FLV-EXT-DATA:ephemeral", ephemeral).put("swap", swap).put("rxtx_factor", rxtxFactor)
                .put("os-flavor-access:is_public", isPublic).put("description", description);
    }
}
