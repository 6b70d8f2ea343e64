package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.compute.Server;
import osmcp.openstack.compute.Servers.Field;
import osmcp.openstack.compute.Servers.Search;
import osmcp.tool.*;

/** Servers: finding them, with all that is to be seen of each. */
public final class ServerTools {
    private ServerTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(
            @Doc List<String> names,
            @Doc List<String> ids,
            @Doc Optional<String> nameContains,
            @Doc Optional<String> status,
            @Doc Optional<String> flavorContains,
            @Doc Optional<String> imageContains,
            @Doc Optional<String> tag,
            @Doc Optional<String> searchTerm,
            @Doc(or = "name") List<Field> searchIn,
            @Doc(or = "false") boolean caseSensitive) {
        Query {
            ServerChoice.check(status);
            if (searchIn.isEmpty()) searchIn = List.of(Field.NAME);
        }

        ServerChoice.Filters filters() {
            return new ServerChoice.Filters(nameContains, status, flavorContains, imageContains, tag);
        }

        List<String> named() { return Stream.concat(names.stream(), ids.stream()).toList(); }

        Optional<Search> search(Cloud cloud) {
            boolean byImage = searchIn.contains(Field.IMAGE) || searchIn.contains(Field.ALL);
            return searchTerm.map(text -> new Search(text, searchIn, caseSensitive, byImage
                    ? cloud.part("names of images", cloud.images()::names).orElse(Map.of()) : Map.of()));
        }
    }

    record Row(String id, String name, String status, Optional<String> taskState, String flavor, Optional<String> image,
            List<String> addresses, Optional<String> fault,
            @Doc(detail = true) Optional<Integer> faultCode,
            @Doc(detail = true) Optional<String> faultCreated,
            @Doc(detail = true) Optional<String> powerState,
            @Doc(detail = true) Optional<String> vmState,
            @Doc(detail = true) Optional<Integer> progress,
            @Doc(detail = true) Optional<String> availabilityZone,
            @Doc(detail = true) Optional<String> pinnedZone,
            @Doc(detail = true) Optional<String> host,
            @Doc(detail = true) Optional<String> hypervisor,
            @Doc(detail = true) Optional<String> hostname,
            @Doc(detail = true) Optional<Integer> vcpus,
            @Doc(detail = true) Optional<Integer> ramMb,
            @Doc(detail = true) Optional<Integer> diskGb,
            @Doc(detail = true) Optional<String> imageId,
            @Doc(detail = true) Optional<String> keyName,
            @Doc(detail = true) boolean configDrive,
            @Doc(detail = true) List<String> securityGroups,
            @Doc(detail = true) List<String> volumes,
            @Doc(detail = true) Optional<String> description,
            @Doc(detail = true) Map<String, String> metadata,
            @Doc(detail = true) List<String> tags,
            @Doc(detail = true) Optional<Boolean> locked,
            @Doc(detail = true) Optional<String> lockedReason,
            @Doc(detail = true) String userId,
            @Doc(detail = true) Optional<String> created,
            @Doc(detail = true) Optional<String> updated,
            @Doc(detail = true) Optional<String> launched,
            @Doc(detail = true) Optional<String> terminated) {
        static Row of(Server server, Map<String, String> images) {
            return new Row(server.id(), server.name(), server.status(), server.task(), server.flavor(),
                    server.imageId().map(id -> images.getOrDefault(id, id)), server.addresses(), server.fault(),
                    server.faultCode(), server.faultCreated(), server.power(), server.given("OS-EXT-STS:vm_state"),
                    server.number("progress"), server.zone(), server.given("pinned_availability_zone"), server.host(),
                    server.given("OS-EXT-SRV-ATTR:hypervisor_hostname"), server.given("OS-EXT-SRV-ATTR:hostname"),
                    server.flavorNumber("vcpus"), server.flavorNumber("ram"), server.flavorNumber("disk"),
                    server.imageId(), server.given("key_name"), server.hasConfigDrive(),
                    server.names("security_groups"), server.volumes(), server.given("description"),
                    server.texts("metadata"), server.tags(), server.truth("locked"), server.given("locked_reason"),
                    server.text("user_id"), server.given("created"), server.given("updated"),
                    server.given("OS-SRV-USG:launched_at"), server.given("OS-SRV-USG:terminated_at"));
        }
    }

    static final Tool LIST = Tool.walk(COMPUTE, "get_instance", """
            List the project's instances (servers, VMs), or find some by name, id, status or a search text.
            """, Query.class, Row.class,
            (in, cloud) -> in.filters().of(cloud, in.search(cloud)).only(in.named()),
            (page, cloud) -> {
                var images = cloud.wants("image") ? imageNames(page.values(), cloud) : Map.<String, String>of();
                return page.map(server -> Row.of(server, images));
            });

    private static Map<String, String> imageNames(Stream<Server> servers, Cloud cloud) {
        var ids = servers.flatMap(server -> server.imageId().stream()).distinct().toList();
        return cloud.part("names of images", () -> cloud.images().names(ids)).orElse(Map.of());
    }
}
