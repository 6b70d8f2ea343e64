package osmcp.openstack.compute;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A virtual machine, as Nova shows it up to 2.96; the flavor is told whole since 2.47. */
public record Server(ObjectNode json) implements Kinds.Server {
    public static final Kind<Server> SERVERS = new Kind<>("server",
            Place.of("compute", "/servers", "server", "servers").detailed().everywhere("all_tenants").namedByPattern()
                    .narrowedByChanges().until(2, 96),
            new Owner.Stated("tenant_id"), Server::new);

    /** All that there are, as nova/api/openstack/common.py derives them from its states; any other is refused. */
    public static final List<String> STATUSES = List.of("ACTIVE", "BUILD", "DELETED", "ERROR", "HARD_REBOOT",
            "MIGRATING", "PASSWORD", "PAUSED", "REBOOT", "REBUILD", "RESCUE", "RESIZE", "REVERT_RESIZE", "SHELVED",
            "SHELVED_OFFLOADED", "SHUTOFF", "SOFT_DELETED", "SUSPENDED", "UNKNOWN", "VERIFY_RESIZE");

    @Override public Optional<String> task() { return given("OS-EXT-STS:task_state"); }

    /** Clouds that can restore deleted servers keep them for a while as soft-deleted. */
    @Override public boolean isGone() { return List.of("DELETED", "SOFT_DELETED").contains(status()); }

    /** The availability zone it is in, absent while it is nowhere. */
    public Optional<String> zone() { return given("OS-EXT-AZ:availability_zone"); }

    /** The compute node: told to admins only. */
    public Optional<String> host() { return given("OS-EXT-SRV-ATTR:host"); }

    /** Nova counts: 0 none, 1 running, 3 paused, 4 shut down, 6 crashed, 7 suspended. */
    public Optional<String> power() {
        return number("OS-EXT-STS:power_state").map(state -> switch (state) {
            case 0 -> "none";
            case 1 -> "running";
            case 3 -> "paused";
            case 4 -> "shut down";
            case 6 -> "crashed";
            case 7 -> "suspended";
            default -> "state " + state;
        });
    }

    /** The name that its flavor had when it was given to it; blank if Nova does not tell. */
    public String flavor() { return json.path("flavor").path("original_name").asText(""); }

    /** A size of its flavor, such as {@code vcpus}, {@code ram} or {@code disk}. */
    public Optional<Integer> flavorNumber(String key) {
        var number = json.path("flavor").path(key);
        return number.isInt() ? Optional.of(number.intValue()) : Optional.empty();
    }

    /** Empty for a server that was booted from a volume: Nova then sends text instead of an object. */
    public Optional<String> imageId() {
        return Optional.of(json.path("image").path("id").asText("")).filter(id -> !id.isEmpty());
    }

    /** Network and address, {@code private=10.0.0.7}, floating ones marked as such. */
    public List<String> addresses() {
        return json.path("addresses").properties().stream().flatMap(network -> network.getValue().valueStream()
                .map(address -> network.getKey() + "=" + address.path("addr").asText("")
                        + (address.path("OS-EXT-IPS:type").asText().equals("floating") ? " (floating)" : ""))).toList();
    }

    /** The names in one of its lists, such as {@code security_groups}, each once. */
    public List<String> names(String list) {
        return items(list).map(item -> item.path("name").asText("")).distinct().toList();
    }

    /** Its tags, which Nova tells since 2.26. */
    public List<String> tags() { return items("tags").map(JsonNode::asText).toList(); }

    /** The ids of its volumes. */
    public List<String> volumes() {
        return items("os-extended-volumes:volumes_attached").map(item -> item.path("id").asText("")).toList();
    }

    @Override public Optional<String> fault() {
        return Optional.of(json.path("fault").path("message").asText("")).filter(text -> !text.isEmpty());
    }

    /** The status that Nova would have answered with. */
    public Optional<Integer> faultCode() {
        return Optional.of(json.path("fault").path("code")).filter(JsonNode::isInt).map(JsonNode::intValue);
    }

    /** When that went wrong. */
    public Optional<String> faultCreated() {
        return Optional.of(json.path("fault").path("created").asText("")).filter(text -> !text.isEmpty());
    }

    /** Nova sends text, which is empty where there is none. */
    public boolean hasConfigDrive() { return text("config_drive").equalsIgnoreCase("true"); }
}
