package osmcp.cloud;

import module java.base;

/** The parameters of a query, in their order; one without a value has an empty one. */
record Query(String text, Map<String, List<String>> values) {
    static Query of(String raw) {
        var values = new LinkedHashMap<String, List<String>>();
        if (raw != null) {
            for (var part : raw.split("&")) {
                if (part.isEmpty()) continue;
                int at = part.indexOf('=');
                values.computeIfAbsent(decode(at < 0 ? part : part.substring(0, at)), _ -> new ArrayList<>())
                        .add(at < 0 ? "" : decode(part.substring(at + 1)));
            }
        }
        return new Query(raw == null ? "" : raw, values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // Python leaves a stray percent sign as it is
        }
    }

    boolean has(String name) { return values.containsKey(name); }

    /** The last one counts where a service takes one: WebOb's and oslo's way. */
    Optional<String> last(String name) { return Optional.ofNullable(values.get(name)).map(List::getLast); }

    List<String> all(String name) { return values.getOrDefault(name, List.of()); }

    Set<String> names() { return values.keySet(); }

    static String encode(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }
}
