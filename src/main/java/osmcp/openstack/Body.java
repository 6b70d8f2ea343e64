package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/** What a change sends. Plain values are put; whatever has an id goes in as the proof that we may name it. */
public final class Body {
    private final String name;
    private final ObjectNode values = Json.object();
    private final ObjectNode beside = Json.object();

    private Body(String name) { this.name = name; }

    /** The values stand below a name; where there are none, null does, as Nova and Heat want an action. */
    public static Body of(String name) { return new Body(name); }

    /** The values stand by themselves: as a part of another body, or where a service wants no name around them. */
    public static Body plain() { return new Body(""); }

    /** An absent value is left out, so that the cloud's own default, or what it has already, holds. */
    public Body put(String key, Object value) {
        if (!(value instanceof Optional<?> maybe && maybe.isEmpty())) values.set(key, Json.node(value));
        return this;
    }

    /** The same for lists and maps: an empty one is as absent. */
    public Body some(String key, Object value) {
        var node = Json.node(value);
        return node.isEmpty() ? this : put(key, node);
    }

    /** A list of parts that have values of their own. */
    public Body parts(String key, List<Body> parts) { return put(key, parts.stream().map(Body::json).toList()); }

    /** Sends that there is to be none. */
    public Body clear(String key) {
        values.putNull(key);
        return this;
    }

    public Body ref(String key, Ref<?> thing) {
        values.put(key, thing.id());
        return this;
    }

    /** The same, left out where there is none. */
    public Body refIfAny(String key, Optional<? extends Ref<?>> thing) {
        thing.ifPresent(there -> ref(key, there));
        return this;
    }

    /** Names the project that is given something, by the caller's word: the one id that needs no proof. */
    public Body grantee(String key, String projectId) { return put(key, projectId); }

    /** Goes along under its own name, next to this one's. */
    public Body beside(Body other) {
        beside.setAll(other.json());
        return this;
    }

    ObjectNode json() {
        var inner = values.isEmpty() ? NullNode.instance : values;
        return name.isEmpty() ? values : Json.object().<ObjectNode>set(name, inner).setAll(beside);
    }
}
