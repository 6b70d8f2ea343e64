package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.openstack.volume.Volume.VOLUMES;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.Together;
import osmcp.openstack.compute.Attachment;
import osmcp.openstack.volume.Volume;
import osmcp.tool.*;

/** Volumes in servers. Two things of two services are changed at once, so both are claimed. */
public final class ServerVolumeTools {
    private ServerVolumeTools() {}

    public static List<Tool> all() { return List.of(LIST, SET); }

    record Query(@Doc("name or id") String server) {}

    /** What Cinder tells of a volume is absent where it has none of that id for the project. */
    record Row(String id, Optional<String> name, Optional<String> device, Optional<Integer> sizeGb,
            Optional<String> status, Optional<String> type, Optional<Boolean> bootable, Optional<Boolean> encrypted,
            Optional<Boolean> deleteOnTermination, Optional<String> tag, Optional<String> attachmentId) {
        static Row of(Attachment attachment, Optional<Volume> volume) {
            return new Row(attachment.id(), volume.flatMap(one -> one.given("name")), attachment.given("device"),
                    volume.flatMap(one -> one.number("size")), volume.map(Volume::status),
                    volume.flatMap(one -> one.given("volume_type")),
                    volume.map(one -> one.text("bootable").equals("true")),
                    volume.flatMap(one -> one.truth("encrypted")),
                    attachment.truth("delete_on_termination"), attachment.given("tag"),
                    attachment.given("attachment_id"));
        }
    }

    record Inside(String server, String name, int count, List<Row> volumes, Optional<List<String>> notes) {}

    static final Tool LIST = Tool.read(COMPUTE, "get_server_volumes", """
            List the volumes (disks) that are attached to an instance, with device, size, type and status.
            """, Query.class, Inside.class, (in, cloud) -> {
                var server = cloud.see(SERVERS, in.server());
                return Together.both(() -> cloud.servers().attachments(server),
                        () -> volumes(server.value().volumes(), cloud),
                        (all, volumes) -> new Inside(server.id(), server.value().name(), all.size(),
                                all.stream().map(one -> Row.of(one, Optional.ofNullable(volumes.get(one.id()))))
                                        .toList(), cloud.notes()));
            });

    /** All at once: Cinder can be asked for one id or for all. */
    private static Map<String, Volume> volumes(List<String> ids, Cloud cloud) {
        if (ids.isEmpty()) return Map.of();
        return cloud.part("what Cinder knows of them", () -> cloud.list(VOLUMES)
                .where(Optional.of(ids), (volume, some) -> some.contains(volume.id())).stream()
                .collect(Collectors.toMap(Volume::id, Function.identity()))).orElse(Map.of());
    }

    record Into(
            @Doc("name or id") String server,
            @Doc Optional<String> device,
            @Doc Optional<String> tag,
            @Doc Optional<Boolean> deleteOnTermination) {}

    record From(@Doc("name or id") String server) {}

    private static final Choice<Volume, WritableCloud> CHOICE = Choice.byStatus(VOLUMES);

    static final Tool SET = Tool.write(COMPUTE, "set_server_volume", """
            Attach volumes (names) to an instance, or detach them.
            """, "get_server_volumes",
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
