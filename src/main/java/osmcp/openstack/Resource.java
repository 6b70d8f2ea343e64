package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something a cloud holds, read straight from the JSON it was sent as: what no accessor names is still there. */
public sealed interface Resource permits Kinds.Server, Kinds.Flavor, Kinds.Image, Kinds.ServerGroup,
        Kinds.SecurityGroup, Kinds.FloatingIp, Kinds.Keypair, Kinds.Migration, Kinds.Attachment, Kinds.Volume,
        Kinds.Backup, Kinds.Group, Kinds.Network, Kinds.Subnet, Kinds.Port, Kinds.Stack, Kinds.LoadBalancer,
        Kinds.Pool, Kinds.Member, Kinds.ServerAction, Kinds.Hypervisor, Kinds.ResourceProvider, Kinds.Zone,
        Kinds.ServiceState {
    ObjectNode json();

    default String id() { return text("id"); }
    default String name() { return text("name"); }
    /** The cloud's own word for its state; empty for kinds that have none. */
    default String status() { return text("status"); }

    /** What is being done to it just now, in the cloud's word; absent when it rests. */
    default Optional<String> task() { return Optional.empty(); }
    /** Whether its state is one of having failed. */
    default boolean isBroken() { return status().contains("ERROR") || status().contains("error"); }
    /** Why it has failed, in the cloud's words, if it says so. */
    default Optional<String> fault() { return Optional.empty(); }
    /** Whether it is deleted, and shown all the same. */
    default boolean isGone() { return status().equals("DELETED"); }

    /** The text under a key, or empty where there is none. */
    default String text(String key) { return json().path(key).asText(""); }
    /** The same, absent where it is empty or null. */
    default Optional<String> given(String key) {
        var value = json().path(key);
        return value.isNull() || value.asText("").isEmpty() ? Optional.empty() : Optional.of(value.asText());
    }
    /** The number under a key, absent where there is none. */
    default Optional<Integer> number(String key) {
        var value = json().path(key);
        return value.isInt() ? Optional.of(value.intValue()) : Optional.empty();
    }
    default Optional<Boolean> truth(String key) {
        var value = json().path(key);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }
    /** The texts by key in the object under a key. */
    default Map<String, String> texts(String key) {
        var map = new LinkedHashMap<String, String>();
        json().path(key).properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText("")));
        return map;
    }
    /** The items of the list under a key. */
    default Stream<JsonNode> items(String key) { return json().path(key).valueStream(); }
}
