package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * How much of something a project may have.
 *
 * @param most −1 where there is no limit
 * @param used absent where nobody counts, or tells
 * @param reserved promised to what is being made just now
 */
public record Limit(long most, Optional<Long> used, long reserved) {
    /**
     * The limits in a service's answer, by what they limit: each an object, or a bare number where use is not told.
     *
     * @param use what the service calls what is used
     */
    public static SortedMap<String, Limit> all(JsonNode answer, String use) {
        var all = new TreeMap<String, Limit>();
        answer.properties().forEach(entry -> {
            var value = entry.getValue();
            if (value.isNumber()) all.put(entry.getKey(), new Limit(value.asLong(), Optional.empty(), 0));
            if (!value.path("limit").isNumber()) return; // the project's id stands among them
            all.put(entry.getKey(), new Limit(value.path("limit").asLong(), Optional.of(value.path(use).asLong()),
                    value.path("reserved").asLong()));
        });
        return all;
    }

    /** The same with nothing told of its use. */
    public Limit uncounted() { return new Limit(most, Optional.empty(), 0); }
}
