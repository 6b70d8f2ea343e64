package osmcp.live;

import static osmcp.live.Step.*;

import module java.base;
import osmcp.live.Table.Row;

/**
 * What the openstack command line does with servers, and what it takes to make one: a row for each command. Those that
 * are counted are what users of the command line look for; the others are what the tools can do besides.
 */
final class ComputeRows {
    /** So many are counted. */
    static final int COUNTED = 47;

    private static final String SERVER = "/servers/#server-1";

    private ComputeRows() {}

    static List<Row> all() {
        return Stream.of(reads(), life(), size(), disk(), ComputePartRows.all(), HostRows.all(), ends())
                .flatMap(List::stream).toList();
    }

    static Row row(String command, Step... steps) { return new Row("openstack " + command, true, List.of(steps)); }

    static Row also(String command, Step... steps) { return new Row("openstack " + command, false, List.of(steps)); }

    /** Of one server, whose status is to be seen afterwards. */
    private static Step life(String action, String more, String status) {
        return set("set_instance", action, "$server-1", more)
                .sees("compute", SERVER, "/server/status", status);
    }

    private static Step life(String action, String status) { return life(action, "", status); }

    private static List<Row> reads() {
        return List.of(
                row("server list",
                        call("get_instance", "{'limit': 1, 'search_term': '$mark'}").needs("server-1", "server-2")
                                .says("a page of one, and more", a -> a.path("count").asInt() == 1
                                        && a.path("has_more").asBoolean() && a.has("next_cursor")),
                        call("get_instance", "{'search_term': '$mark', 'status': 'active'}")
                                .agrees("/items", "compute", "/servers?name=$mark&status=ACTIVE", "/servers")),
                row("server show", call("get_instance", "{'names': '$server-1', 'detailed': true}")
                        .says("/items/0/id", "#server-1").says("/items/0/status", "ACTIVE")
                        .says("/items/0/flavor", "$flavor").says("/items/0/image_id", "#image")),
                row("flavor list", call("get_flavor_list", "{'limit': 200}")
                        .agrees("/items", "compute", "/flavors?limit=200", "/flavors")),
                row("keypair list", call("get_keypair_list", "{'names': '$key'}").says("/items/0/name", "$key")
                        .says("whose they are", a -> a.path("notes").size() == 1)),
                row("server group list", call("get_server_groups", "{'names': '$group'}")
                        .says("/items/0/id", "#group").says("/items/0/policy", "anti-affinity")),
                row("availability zone list", call("get_availability_zones", "{}")
                        .tells("/compute", "$zone").tells("/compute", "available")),
                row("hypervisor list", call("get_hypervisor_details", "{'detailed': true}")
                        .says("room on each that is there", a -> a.path("items").valueStream()
                                .allMatch(host -> host.at("/capacity/VCPU/total").asInt() > 0))
                        .agrees("/items", "compute", "/os-hypervisors", "/hypervisors")),
                also("quota show --usage", call("get_quota", "{}")
                        .says("compute, network and volume", a -> a.at("/compute/instances").has("in_use")
                                && a.at("/network/port").has("limit") && a.at("/volume/volumes").has("limit"))),
                also("usage show", call("get_usage_statistics", "{'detailed': true}").needs("server-1")
                        .says("servers", a -> a.path("servers").asInt() > 0 && a.path("longest").size() > 0)));
    }

    private static List<Row> life() {
        return List.of(
                row("server create", call("set_instance", "{'action': 'create', 'names': '$mark-made', "
                        + "'flavor': '$flavor', 'image': '#image', 'networks': '$lan=10.123.1.50', 'key_name': '$key', "
                        + "'security_groups': '$firewall', 'availability_zone': '$zone', 'server_group': '$group', "
                        + "'user_data': 'echo', 'metadata': {'use': 'test'}, 'tags': 'live', 'config_drive': true, "
                        + "'description': 'made by a test', 'wait_seconds': 45}").done(1)
                        .keeps("made", "/items/0/id")
                        .sees("compute", "/servers/#made", "/server/status", "ACTIVE")
                        .sees("compute", "/servers/#made", "/server/key_name", "$key")
                        .sees("compute", "/servers/#made", "/server/metadata/use", "test")
                        .sees("compute", "/servers/#made", "/server/tags/0", "live")
                        .sees("compute", "/servers/#made", "/server/description", "made by a test")
                        .sees("compute", "/servers/#made", "/server/config_drive", "True")
                        .sees("compute", "/servers/#made", "/server/security_groups/0/name", "$firewall")
                        .holds("compute", "/servers/#made", "/server/addresses", "10.123.1.50")
                        .holds("compute", "/os-server-groups/#group", "/server_group/members", "#made")),
                also("server create --port", call("set_instance", "{'action': 'create', 'names': '$mark-plugged', "
                        + "'flavor': '$flavor', 'image': '#image', 'ports': '$port', 'wait_seconds': 45}").done(1)
                        .keeps("plugged", "/items/0/id")
                        .sees("network", "/ports/#port", "/port/device_id", "#plugged")),
                also("server create --volume", call("set_instance", "{'action': 'create', 'names': '$mark-booted', "
                        + "'flavor': '$flavor', 'boot_volume': '$bootable', 'networks': 'none', "
                        + "'wait_seconds': 45}").done(1).keeps("booted", "/items/0/id")
                        .sees("block-storage", "/volumes/#bootable", "/volume/attachments/0/server_id", "#booted")),
                also("server create --boot-from-volume", call("set_instance", "{'action': 'create', "
                        + "'names': '$mark-new', 'flavor': '$flavor', 'image': '#image', 'volume_size': 1, "
                        + "'delete_on_termination': true, 'networks': 'none', 'wait_seconds': 45}").done(1)
                        .keeps("new", "/items/0/id")
                        .counts("compute", "/servers/#new/os-volume_attachments", "/volumeAttachments", 1)),
                also("server create --max", call("set_instance", "{'action': 'create', 'names': '$mark-many', "
                        + "'flavor': '$flavor', 'image': '#image', 'count': 2, 'networks': 'none', "
                        + "'wait_seconds': 45}").done(2)
                        .counts("compute", "/servers?name=$mark-many-[12]", "/servers", 2)),
                row("server start/stop/reboot",
                        call("set_instance", "{'action': 'stop', 'names': '$server-1', 'dry_run': true}")
                                .says("one planned", a -> a.path("planned").asInt() == 1)
                                .sees("compute", SERVER, "/server/status", "ACTIVE"),
                        set("set_instance", "stop", "$server-1,$server-2", "")
                                .sees("compute", "/servers/#server-2", "/server/status", "SHUTOFF"),
                        call("set_instance", "{'action': 'stop', 'names': '$server-1'}").says("so it is already", a ->
                                a.at("/items/0/error").asText().contains("SHUTOFF already")),
                        call("set_instance", "{'action': 'start', 'name_contains': '$mark', 'status': 'shutoff', "
                                + "'wait_seconds': 45}").done(2)
                                .sees("compute", "/servers/#server-2", "/server/status", "ACTIVE"),
                        life("reboot", "ACTIVE"), life("reboot", "'type': 'hard'", "ACTIVE")),
                row("server pause/unpause", life("pause", "PAUSED"), life("unpause", "ACTIVE")),
                row("server suspend/resume", life("suspend", "SUSPENDED"), life("resume", "ACTIVE")),
                row("server shelve/unshelve",
                        set("set_instance", "shelve", "$server-1", "")
                                .sees("compute", SERVER, "/server/status", "SHELVED_OFFLOADED"),
                        life("unshelve", "ACTIVE")),
                also("server unshelve --availability-zone", // where it has to stay
                        set("set_instance", "shelve", "$server-5", "")
                                .sees("compute", "/servers/#server-5", "/server/status", "SHELVED_OFFLOADED"),
                        set("set_instance", "unshelve", "$server-5", "'availability_zone': '$zone'")
                                .sees("compute", "/servers/#server-5", "/server/status", "ACTIVE")
                                .sees("compute", "/servers/#server-5", "/server/OS-EXT-AZ:availability_zone",
                                        "$zone")),
                also("server shelve --offload", // which most clouds do at once
                        set("set_instance", "shelve", "$server-5", ""),
                        set("set_instance", "shelve_offload", "$server-5", "")
                                .sees("compute", "/servers/#server-5", "/server/status", "SHELVED_OFFLOADED")
                                .unless("answered 409.*shelved_offloaded")),
                row("server lock/unlock",
                        set("set_instance", "lock", "$server-1", "").sees("compute", SERVER, "/server/locked", "true"),
                        set("set_instance", "unlock", "$server-1", "")
                                .sees("compute", SERVER, "/server/locked", "false")),
                also("server lock --reason",
                        set("set_instance", "lock", "$server-1", "'reason': 'a test'")
                                .sees("compute 2.73", SERVER, "/server/locked_reason", "a test"),
                        set("set_instance", "unlock", "$server-1", "")),
                row("server event list", call("get_server_events", "{'server': '$server-1', 'limit': 100}")
                        .says("what was done", a -> a.path("items").valueStream()
                                .anyMatch(event -> event.path("action").asText().equals("lock")))
                        .agrees("/items", "compute", SERVER + "/os-instance-actions", "/instanceActions")));
    }

    private static List<Row> size() {
        var resize = life("resize", "'flavor': '$larger'", "VERIFY_RESIZE")
                .unless("No valid host|requires a different host");
        return List.of(
                row("server resize", resize),
                row("server resize confirm", life("confirm_resize", "ACTIVE")
                        .sees("compute", SERVER, "/server/flavor/id", "#larger")),
                row("server resize revert",
                        set("set_instance", "resize", "$server-2", "'flavor': '$larger'"),
                        set("set_instance", "revert_resize", "$server-2", "")
                                .sees("compute", "/servers/#server-2", "/server/flavor/id", "#flavor")));
    }

    private static List<Row> disk() {
        return List.of(
                row("server image create", set("set_instance", "snapshot", "$server-1", "'image_name': '$mark-image'")
                        .keeps("snapshot", "/items/0/told/image_id")
                        .sees("image", "/images/#snapshot", "/name", "$mark-image")
                        .sees("image", "/images/#snapshot", "/status", "active")),
                row("server backup create",
                        set("set_server_backup", "create", "$server-1", "'rotation': 1, 'backup_name': '$mark-first'")
                                .sees("image", "/images?name=$mark-first", "/images/0/status", "active"),
                        set("set_server_backup", "create", "$server-1", "'rotation': 1, 'backup_name': '$mark-next', "
                                + "'metadata': {'use': 'test'}").keeps("backed", "/items/0/told/image_id")
                                .sees("image", "/images/#backed", "/status", "active")
                                .sees("image", "/images/#backed", "/use", "test")
                                .counts("image", "/images?name=$mark-first", "/images", 0)),
                row("server rescue/unrescue", life("rescue", "RESCUE"), life("unrescue", "ACTIVE")),
                also("server rescue --image", life("rescue", "'image': '#image', 'admin_pass': 'Test-1-word'",
                        "RESCUE"), life("unrescue", "ACTIVE")),
                row("server rebuild", life("rebuild", "ACTIVE")),
                also("server rebuild --image", set("set_instance", "rebuild", "$server-1", "'image': '#snapshot', "
                        + "'key_name': '$key', 'user_data': 'echo', 'metadata': {'built': 'anew'}")
                        .sees("compute", SERVER, "/server/image/id", "#snapshot")
                        .sees("compute 2.54", SERVER, "/server/key_name", "$key")
                        .sees("compute", SERVER, "/server/metadata/built", "anew")),
                also("server rebuild (two)", set("set_instance", "rebuild", "$server-1,$server-2",
                        "'image': '#image'").shownFirst()
                        .sees("compute", SERVER, "/server/image/id", "#image")),
                row("server dump create", set("set_server_dump", "create", "$server-1", "")
                        .holds("compute", SERVER + "/os-instance-actions", "/instanceActions", "trigger_crash_dump")),
                also("console log show", call("get_server_console", "{'server': '$server-1', 'lines': 5}")
                        .says("lines", a -> a.path("log").asText().lines().count() > 0)),
                also("console url show", call("get_server_console", "{'server': '$server-1', 'what': 'url'}")
                        .says("an address", a -> a.path("url").asText().startsWith("http"))));
    }

    /** What is taken away last. */
    private static List<Row> ends() {
        return List.of(
                also("server set --name",
                        set("set_instance", "rename", "#server-1", "'new_name': '$mark-other', 'description': 'other'")
                                .sees("compute", SERVER, "/server/name", "$mark-other")
                                .sees("compute", SERVER, "/server/description", "other"),
                        set("set_instance", "rename", "#server-1", "'new_name': '$server-1'")
                                .sees("compute", SERVER, "/server/name", "$server-1")),
                also("server delete --force", set("set_instance", "force_delete", "$server-2", "")
                        .gone("compute", "/servers/#server-2")),
                row("server delete",
                        set("set_instance", "delete", "$server-1", "").says("/items/0/state", "gone")
                                .gone("compute", SERVER),
                        set("set_instance", "delete", "$server-3,$server-4", "").shownFirst()
                                .gone("compute", "/servers/#server-3").gone("compute", "/servers/#server-4"),
                        call("set_instance", "{'action': 'delete', 'name_contains': '$mark-many', "
                                + "'wait_seconds': 45}").shownFirst().done(2)
                                .counts("compute", "/servers?name=$mark-many", "/servers", 0)));
    }
}
