package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/** What a change sends. Plain values are put; whatever has an id goes in as the proof that we may name it. */
public final class Body {
    private final String name;
    private final ObjectNode values = Json.object();

    private Body(String name) { this.name = name; }

    /** The values stand below a name; where there are none, null does, as Nova and Heat want an action. */
    public static Body of(String name) { return new Body(name); }

    /** An absent value is left out, so that the cloud's own default, or what it has already, holds. */
    public Body put(String key, Object value) {
        if (!(value instanceof Optional<?> maybe && maybe.isEmpty())) values.set(key, Json.node(value));
        return this;
    }

    /** Sends that there is to be none. */
    public Body clear(String key) {
        values.putNull(key);
        return this;
    }

    public Body ref(String key, Ref<?> thing) {
        values.put(key, thing.id());
        return this;
    }

    ObjectNode json() {
        return Json.object().set(name, values.isEmpty() ? NullNode.instance : values);
    }
}
