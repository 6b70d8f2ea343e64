package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.openstack.volume.Volume.VOLUMES;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.volume.Volume;
import osmcp.tool.*;

/** Volumes in servers. Two things of two services are changed at once, so both are claimed. */
public final class ServerVolumeTools {
    private ServerVolumeTools() {}

    public static List<Tool> all() { return List.of(SET); }

    record Into(
            @Doc("name or id") String server,
            @Doc Optional<String> device,
            @Doc Optional<String> tag,
            @Doc Optional<Boolean> deleteOnTermination) {}

    record From(@Doc("name or id") String server) {}

    private static final Choice<Volume, WritableCloud> CHOICE = Choice.byStatus(VOLUMES);

    static final Tool SET = Tool.write(COMPUTE, "set_server_volume", """
            Attach volumes (names) to an instance, or detach them.
            """, "get_instance",
            Action.of(CHOICE, "attach", "add")
                    // one that may be in several servers is in-use before and after
                    .aims("in-use", (before, now) -> now.attachments() > before.attachments())
                    .from("available").takes(10)
                    .run(Into.class, (in, cloud) -> {
                        var server = cloud.claim(SERVERS, in.server());
                        return volume -> cloud.servers().attach(server, volume, in.device(), in.tag(),
                                in.deleteOnTermination());
                    }),
            Action.of(CHOICE, "detach", "remove")
                    .aims("available", (before, now) -> now.attachments() < before.attachments())
                    .from("in-use").takes(10)
                    .run(From.class, (in, cloud) -> {
                        var server = cloud.claim(SERVERS, in.server());
                        return volume -> cloud.servers().detach(server,
                                cloud.claim(cloud.servers().attachment(server, volume)));
                    }));
}
