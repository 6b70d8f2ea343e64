package osmcp.openstack;

import module java.base;

/** The part of an address behind the question mark. */
public record Query(List<String> parts) {
    /** So long may all values of one key be: web servers cut lines at 4,096, and much stands before it. */
    static final int LONGEST = 2_000;

    static final Query NONE = new Query(List.of());

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}-?(\\p{XDigit}{4}-?){3}\\p{XDigit}{12}");

    /** Whether a text looks like a UUID, with or without dashes. Such a text is only ever an id. */
    static boolean isId(String text) { return ID.matcher(text).matches(); }

    Query plus(String key, String value) {
        return new Query(Stream.concat(parts.stream(), Stream.of(key + "=" + encode(value))).toList());
    }

    Query plus(Query more) { return new Query(Stream.of(parts, more.parts).flatMap(List::stream).toList()); }

    /** What goes behind a path. */
    @Override public String toString() { return parts.isEmpty() ? "" : "?" + String.join("&", parts); }

    /** As one segment or one value. URLEncoder means forms, where a space is a plus. */
    static String encode(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }

    /** Cuts values so that each piece, encoded and with something between its values, stays within a query. */
    public static List<List<String>> pieces(Collection<String> values) { return pieces(values, 3); }

    /** @param between how long it is what stands before each value or between them */
    static List<List<String>> pieces(Collection<String> values, int between) {
        var pieces = new ArrayList<List<String>>();
        int length = LONGEST;
        for (var value : values) {
            length += encode(value).length() + between;
            if (length > LONGEST) {
                pieces.add(new ArrayList<>());
                length = encode(value).length() + between;
            }
            pieces.getLast().add(value);
        }
        return pieces;
    }
}
