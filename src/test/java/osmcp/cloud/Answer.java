package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/**
 * What a service answers.
 *
 * @param json the body as a tree, from which the ids are taken that a caller was shown; null if it is none
 */
record Answer(int status, Map<String, List<String>> headers, byte[] body, JsonNode json) {
    static Answer of(int status, JsonNode json) {
        return new Answer(status, Map.of(), Json.bytes(json), json).with("Content-Type", "application/json");
    }

    static Answer of(int status, String type, String text) {
        return new Answer(status, Map.of(), text.getBytes(StandardCharsets.UTF_8), null).with("Content-Type", type);
    }

    /** With one more header; one that is there already is sent twice, as Nova does with Vary. */
    Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.merge(name, List.of(value), (a, b) -> Stream.of(a, b).flatMap(List::stream).toList());
        return new Answer(status, more, body, json);
    }

    /** With another type than JSON's plain one. */
    Answer typed(String type) {
        var more = new LinkedHashMap<>(headers);
        more.put("Content-Type", List.of(type));
        return new Answer(status, more, body, json);
    }

    Answer withBody(byte[] other) { return new Answer(status, headers, other, null); }
}
