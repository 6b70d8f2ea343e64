package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * What a handshake agreed on.
 *
 * @param version the protocol's; blank before a handshake
 * @param client its program
 * @param capabilities the client's
 */
public record Session(String version, String client, ObjectNode capabilities) {
    static final Session NONE = new Session("", "", Json.object());
    private static final int LONGEST_NAME = 60;

    /** A program as it introduces itself, in a few characters: it may have to travel in a header. */
    static String client(JsonNode info) {
        var text = (info.path("name").asText("") + " " + info.path("version").asText("")).strip();
        return text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }

    /** The text that {@link #parse} makes the same of. */
    @Override public String toString() {
        var json = Json.object().put("version", version).put("client", client);
        json.set("capabilities", capabilities);
        return Json.text(json);
    }

    /** @throws IllegalArgumentException it is no session's text */
    public static Session parse(String text) {
        try {
            var json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            return new Session(json.path("version").asText(""), json.path("client").asText(""),
                    (ObjectNode) json.path("capabilities"));
        } catch (Json.Malformed | ClassCastException e) {
            throw new IllegalArgumentException("no session", e);
        }
    }
}
