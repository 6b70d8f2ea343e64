package osmcp.tool;

import module java.base;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import osmcp.json.*;

/**
 * Where a listing goes on: behind the last row shown, while the filters stay the same. Opaque to callers.
 *
 * @param filters a digest of tool and filters; against mistakes a short one will do
 * @param seal shows that this process made it. A place in one that it did not make is looked at first: services take
 *     another project's id for a place, and tell by that whether there is such a thing.
 */
record Cursor(String filters, String after, String seal) {
    private static final byte[] KEY = new byte[32];

    static {
        new SecureRandom().nextBytes(KEY);
    }

    /** One of our making. */
    static Cursor of(String filters, String after) { return new Cursor(filters, after, sealOf(filters, after)); }

    static Cursor parse(String text) {
        try {
            var json = Json.parse(Base64.getUrlDecoder().decode(text));
            var parts = Stream.of("filters", "after", "seal").map(key -> json.path(key).asText("")).toList();
            if (parts.stream().noneMatch(String::isBlank)) return new Cursor(parts.get(0), parts.get(1), parts.get(2));
        } catch (IllegalArgumentException | Json.Malformed e) {
            // told below, like a cursor of another's making
        }
        throw new BadInput("cursor must be the next_cursor of an earlier answer");
    }

    /** Whether this very process made it. */
    boolean ours() { return seal.equals(sealOf(filters, after)); }

    private static String sealOf(String filters, String after) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            var whole = mac.doFinal((filters + " " + after).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(Json.node(this)));
    }

    /** Of the bound arguments, so that spelling does not count. */
    static String digest(String tool, Record filters) { return Integer.toHexString((tool + filters).hashCode()); }
}
