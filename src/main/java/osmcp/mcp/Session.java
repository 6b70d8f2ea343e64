package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * What a handshake agreed on.
 *
 * @param version the protocol's; blank before a handshake
 * @param capabilities the client's
 */
public record Session(String version, ObjectNode capabilities) {
    static final Session NONE = new Session("", Json.object());

    /** The text that {@link #parse} makes the same of. */
    @Override public String toString() {
        var json = Json.object().put("version", version);
        json.set("capabilities", capabilities);
        return Json.text(json);
    }

    /** @throws IllegalArgumentException it is no session's text */
    public static Session parse(String text) {
        try {
            var json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            return new Session(json.path("version").asText(""), (ObjectNode) json.path("capabilities"));
        } catch (Json.Malformed | ClassCastException e) {
            throw new IllegalArgumentException("no session", e);
        }
    }
}
