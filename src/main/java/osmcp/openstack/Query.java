package osmcp.openstack;

import module java.base;

/** The part of an address behind the question mark. */
public record Query(List<String> parts) {
    /** So long may all values of one key be: web servers cut lines at 4,096, and much stands before it. */
    static final int LONGEST = 2_000;

    static final Query NONE = new Query(List.of());

    Query plus(String key, String value) {
        return new Query(Stream.concat(parts.stream(), Stream.of(key + "=" + encode(value))).toList());
    }

    /** What goes behind a path. */
    @Override public String toString() { return parts.isEmpty() ? "" : "?" + String.join("&", parts); }

    /** As one segment or one value. URLEncoder means forms, where a space is a plus. */
    static String encode(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }

    /** Cuts values so that each piece, encoded and with something between its values, stays within a query. */
    public static List<List<String>> pieces(Collection<String> values) {
        var pieces = new ArrayList<List<String>>();
        int length = LONGEST;
        for (var value : values) {
            length += encode(value).length() + 3;
            if (length > LONGEST) {
                pieces.add(new ArrayList<>());
                length = encode(value).length() + 3;
            }
            pieces.getLast().add(value);
        }
        return pieces;
    }
}
