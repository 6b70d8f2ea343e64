package osmcp.tools.compute;

import static osmcp.openstack.compute.Flavor.FLAVORS;
import static osmcp.openstack.compute.Keypair.KEYPAIRS;
import static osmcp.openstack.image.Image.IMAGES;
import static osmcp.tool.Toolset.COMPUTE;
import static osmcp.tools.compute.ServerChoice.BY_FILTERS;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Server;
import osmcp.openstack.compute.Servers.Order;
import osmcp.openstack.image.Image;
import osmcp.tool.*;

/** The life of servers: from their creation to their end. */
public final class ServerLifeTools {
    private ServerLifeTools() {}

    public static List<Tool> all() { return List.of(SET); }

    enum Reboot { SOFT, HARD }

    record How(@Doc(or = "soft") Reboot type) {}

    record Resize(@Doc String flavor) {}

    record Rebuild(@Doc Optional<String> image, @Doc(secret = true) Optional<String> adminPass,
            @Doc Optional<String> keyName, @Doc(secret = true) Optional<String> userData,
            @Doc Map<String, String> metadata) {
        /** Of its own image, if none is named. */
        Consumer<Target<Server>> on(WritableCloud cloud) {
            var other = image.map(text -> cloud.see(IMAGES, text));
            var key = keyName.map(text -> cloud.see(KEYPAIRS, text));
            return server -> cloud.servers().rebuild(server, other.orElseGet(() -> own(server.value(), cloud)),
                    adminPass, key, userData, metadata);
        }
    }

    private static Ref<Image> own(Server server, WritableCloud cloud) {
        return cloud.see(IMAGES, server.imageId().orElseThrow(() -> new ToolFailure(
                "it was booted from a volume and has no image of its own; say image")));
    }

    record Rescue(@Doc Optional<String> image, @Doc(secret = true) Optional<String> adminPass) {}

    record Unshelve(@Doc Optional<String> availabilityZone) {}

    record Snapshot(@Doc(value = "by default the instance's name", one = true) Optional<String> imageName,
            @Doc Map<String, String> metadata) {
        Consumer<Target<Server>> on(WritableCloud cloud) {
            return server -> ServerCopyTools.made(cloud, server, cloud.servers().createImage(server,
                    imageName.orElse(server.value().name()), metadata));
        }
    }

    record Lock(@Doc Optional<String> reason) {}

    record Rename(@Doc(one = true) Optional<String> newName, @Doc Optional<String> description) {
        Rename {
            if (newName.isEmpty() && description.isEmpty()) {
                throw new IllegalArgumentException("say what to change: new_name or description");
            }
        }
    }

    private static Action.Draft<Server, WritableCloud> on(String... words) { return Action.of(BY_FILTERS, words); }

    private static Action order(Order order, Action.Draft<Server, WritableCloud> draft) {
        return draft.run((server, cloud) -> cloud.servers().order(server, order));
    }

    static final Tool SET = Tool.write(COMPUTE, "set_instance", """
            Create instances (servers, VMs) and change them: power, size, disk, life and name.
            """, "get_instance",
            Action.of(BY_FILTERS, "create", "launch").aims("ACTIVE").takes(60).makeEach(ServerCreation.class,
                    ServerCreation::makings),
            order(Order.START, on("start", "boot", "power_on").aims("ACTIVE").from("SHUTOFF").takes(20)),
            order(Order.STOP, on("stop", "shutdown", "power_off").aims("SHUTOFF").from("ACTIVE", "ERROR").takes(30)),
            on("reboot", "restart").aims("ACTIVE").from("ACTIVE").takes(30)
                    .run(How.class, (in, cloud) -> server -> cloud.servers().reboot(server, in.type() == Reboot.HARD)),
            order(Order.PAUSE, on("pause").aims("PAUSED").from("ACTIVE").takes(5)),
            order(Order.UNPAUSE, on("unpause").aims("ACTIVE").from("PAUSED").takes(5)),
            order(Order.SUSPEND, on("suspend").aims("SUSPENDED").from("ACTIVE").takes(30)),
            order(Order.RESUME, on("resume").aims("ACTIVE").from("SUSPENDED").takes(20)),
            order(Order.SHELVE, on("shelve").aims("SHELVED_OFFLOADED", ServerStates::isShelved)
                    .from("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED").takes(90)),
            order(Order.OFFLOAD, on("shelve_offload", "offload").aims("SHELVED_OFFLOADED").from("SHELVED").takes(20)),
            on("unshelve").aims("ACTIVE").from("SHELVED", "SHELVED_OFFLOADED").takes(60).run(Unshelve.class,
                    (in, cloud) -> {
                        var zone = in.availabilityZone().map(text -> ServerCreation.zone(text, cloud));
                        return server -> cloud.servers().unshelve(server, zone);
                    }),
            on("resize").aims("VERIFY_RESIZE").from("ACTIVE", "SHUTOFF").takes(120).run(Resize.class, (in, cloud) -> {
                var flavor = cloud.see(FLAVORS, in.flavor());
                return server -> cloud.servers().resize(server, flavor);
            }),
            order(Order.CONFIRM_RESIZE, on("confirm_resize", "resize_confirm")
                    .aims("ACTIVE", ServerStates::isRunningOrStopped).hidden(_ -> true).from("VERIFY_RESIZE")
                    .takes(10)),
            // what was written since the resize is gone
            order(Order.REVERT_RESIZE, on("revert_resize", "resize_revert").destroys()
                    .aims("ACTIVE", ServerStates::isRunningOrStopped).from("VERIFY_RESIZE").takes(60)),
            on("rescue").aims("RESCUE").from("ACTIVE", "SHUTOFF", "ERROR").takes(60).run(Rescue.class, (in, cloud) -> {
                var image = in.image().map(text -> cloud.see(IMAGES, text));
                return server -> cloud.servers().rescue(server, image, in.adminPass());
            }),
            order(Order.UNRESCUE, on("unrescue").aims("ACTIVE").from("RESCUE").takes(30)),
            on("rebuild").destroys().aims("ACTIVE", ServerStates::isRunningOrStopped).from("ACTIVE", "SHUTOFF", "ERROR")
                    .takes(90).run(Rebuild.class, Rebuild::on),
            on("snapshot", "create_image", "image_create").aims("at rest", ServerStates::isAsBefore)
                    .from("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED").takes(120)
                    .run(Snapshot.class, Snapshot::on),
            on("lock").aims("locked", (_, now) -> now.truth("locked").orElse(false)).takes(1)
                    .run(Lock.class, (in, cloud) -> server -> cloud.servers().lock(server, in.reason())),
            order(Order.UNLOCK, on("unlock").aims("unlocked", (_, now) -> !now.truth("locked").orElse(false)).takes(1)),
            on("rename", "update").takes(1).run(Rename.class, (in, cloud) -> server ->
                    cloud.servers().update(server, in.newName(), in.description(), Optional.empty())),
            on("delete", "terminate").deletes().takes(20).run((server, cloud) -> cloud.delete(server)),
            order(Order.FORCE_DELETE, on("force_delete").deletes().takes(20)));
}
