package osmcp.tool;

import module java.base;
import osmcp.json.*;

/**
 * Where a listing goes on: behind the last row shown, while the filters stay the same. Opaque to callers.
 *
 * @param filters a digest of tool and filters; against mistakes a short one will do
 */
record Cursor(String filters, String after) {
    static Cursor parse(String text) {
        try {
            var json = Json.parse(Base64.getUrlDecoder().decode(text));
            if (json.path("filters").isTextual() && json.path("after").isTextual()) {
                return new Cursor(json.path("filters").asText(), json.path("after").asText());
            }
        } catch (IllegalArgumentException | Json.Malformed e) {
            // told below, like a cursor of another's making
        }
        throw new BadInput("cursor must be the next_cursor of an earlier answer");
    }

    @Override public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(Json.node(this)));
    }

    /** Of the bound arguments, so that spelling does not count. */
    static String digest(String tool, Record filters) { return Integer.toHexString((tool + filters).hashCode()); }
}
