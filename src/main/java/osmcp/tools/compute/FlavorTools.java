package osmcp.tools.compute;

import static osmcp.openstack.compute.Flavor.FLAVORS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.*;
import osmcp.tool.*;

/** Flavors: which sizes of server there are. */
public final class FlavorTools {
    private FlavorTools() {}

    public static List<Tool> all() { return List.of(LIST, SET); }

    record Query(
            @Doc List<String> names,
            @Doc("false: all private ones, for administrators") Optional<Boolean> isPublic,
            @Doc(or = "0", min = 0) int minVcpus,
            @Doc(or = "0", min = 0) int minRamMb,
            @Doc(or = "0", min = 0) int minDiskGb) {
        /** Whoever names some is shown private ones too, if policy lets them: Nova lists the public ones by itself. */
        Optional<String> asked() {
            return isPublic.map(String::valueOf).or(() -> Optional.of("None").filter(_ -> !names.isEmpty()));
        }

        boolean fits(Flavor flavor) {
            return flavor.vcpus() >= minVcpus && flavor.ramMb() >= minRamMb && flavor.diskGb() >= minDiskGb;
        }
    }

    record Row(String id, String name, int vcpus, int ramMb, int diskGb, Optional<Map<String, String>> extraSpecs,
            @Doc(detail = true) int ephemeralGb,
            @Doc(detail = true) int swapMb,
            @Doc(detail = true) boolean isPublic,
            @Doc(detail = true) Optional<String> description,
            @Doc(detail = true) Optional<Boolean> disabled) {
        static Row of(Flavor flavor) {
            return new Row(flavor.id(), flavor.name(), flavor.vcpus(), flavor.ramMb(), flavor.diskGb(),
                    Optional.of(flavor.texts("extra_specs")).filter(specs -> !specs.isEmpty()), flavor.ephemeralGb(),
                    flavor.swapMb(), flavor.isPublic(), flavor.given("description"),
                    flavor.truth("OS-FLV-DISABLED:disabled").filter(yes -> yes));
        }
    }

    static final Tool LIST = Tool.list(COMPUTE, "get_flavor_list", """
            List the flavors (sizes of servers: vCPUs, memory, disk, extra specs) that the project may use.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(FLAVORS).only(in.names())
                    .narrow("is_public", in.asked())
                    .where(in.isPublic(), (flavor, yes) -> flavor.isPublic() == yes)
                    .where(Optional.of(in), (flavor, query) -> query.fits(flavor)),
            (page, _) -> page.map(Row::of));

    /** @param flavorId else Nova makes one up */
    record Create(
            @Doc(min = 1) int vcpus,
            @Doc(value = "MiB", min = 1) int ram,
            @Doc(value = "GiB", min = 0) int disk,
            @Doc(value = "GiB", min = 0) Optional<Integer> ephemeral,
            @Doc(value = "MiB", min = 0) Optional<Integer> swap,
            @Doc Optional<String> rxtxFactor,
            @Doc Optional<Boolean> isPublic,
            @Doc(one = true) Optional<String> flavorId,
            @Doc Optional<String> description,
            @Doc Map<String, String> properties) {
        /** Extra specs take a request of their own. */
        Target<Flavor> make(String name, WritableCloud cloud) {
            var flavor = cloud.create(new NewFlavor(name, flavorId, vcpus, ram, disk, ephemeral, swap, rxtxFactor,
                    isPublic, description));
            if (properties.isEmpty()) return flavor;
            try {
                cloud.flavors().setSpecs(flavor, properties);
                return flavor;
            } catch (CloudException e) {
                throw new ToolFailure("the flavor is made, with the id " + flavor.id() + ", and has no properties: "
                        + e.getMessage());
            }
        }
    }

    record Change(@Doc Map<String, String> properties, @Doc Optional<String> description) {
        Change {
            if (properties.isEmpty() && description.isEmpty()) {
                throw new IllegalArgumentException("say what to set: properties or description");
            }
        }

        void on(Target<Flavor> flavor, WritableCloud cloud) {
            var steps = new Steps(flavor, cloud);
            description.ifPresent(text -> steps.take("description", () -> cloud.flavors().describe(flavor, text)));
            if (!properties.isEmpty()) {
                steps.take("properties", () -> cloud.flavors().setSpecs(flavor, properties));
            }
        }
    }

    record Unset(@Doc(min = 1) List<String> keys) {
        Unset {
            keys.forEach(Key::new);
        }

        void from(Target<Flavor> flavor, WritableCloud cloud) {
            var steps = new Steps(flavor, cloud);
            var there = flavor.value().texts("extra_specs").keySet();
            keys.stream().distinct().forEach(key ->
                    steps.takeIf(there.contains(key), key, () -> cloud.flavors().unsetSpec(flavor, key)));
        }
    }

    record Access(@Doc("id; or this project's name") String project) {
        /** Of other projects nobody but Keystone knows names. */
        String id(Cloud cloud) {
            var we = cloud.signedIn();
            return project.equals(we.project()) ? we.projectId() : project;
        }
    }

    private static final Choice<Flavor, WritableCloud> CHOICE = Choice.of(FLAVORS);

    static final Tool SET = Tool.write(COMPUTE, "set_flavor", """
            Create or delete flavors, set extra specs (properties) or let projects use private ones.
            """, "get_flavor_list",
            Action.of(CHOICE, "create", "add").takes(2)
                    .make(Create.class, (in, cloud) -> name -> in.make(name, cloud)),
            Action.of(CHOICE, "set", "update", "set_extra_specs").takes(2)
                    .run(Change.class, (in, cloud) -> flavor -> in.on(flavor, cloud)),
            Action.of(CHOICE, "unset", "unset_extra_specs").takes(2)
                    .run(Unset.class, (in, cloud) -> flavor -> in.from(flavor, cloud)),
            Action.of(CHOICE, "add_access").takes(2).run(Access.class, (in, cloud) -> flavor ->
                    cloud.flavors().addAccess(flavor, in.id(cloud))),
            Action.of(CHOICE, "remove_access").takes(2).run(Access.class, (in, cloud) -> flavor ->
                    cloud.flavors().removeAccess(flavor, in.id(cloud))),
            Action.of(CHOICE, "delete", "remove").deletes().takes(2)
                    .run((flavor, cloud) -> cloud.delete(flavor))).cloud();
}
