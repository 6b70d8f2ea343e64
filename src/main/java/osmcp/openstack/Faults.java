package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/** What an answer with an error says, in whichever of the services' shapes it says it. */
final class Faults {
    private static final int LONGEST = 500;
    private static final int LOOKED_AT = 8_192;
    private static final List<String> SENTENCES = List.of("message", "faultstring", "reason", "cause", "detail",
            "error_message", "error");
    private static final List<String> TITLES = List.of("description", "title");
    /** Glance's JSON has tags, and proxies answer with whole pages. */
    private static final Pattern TAGS = Pattern.compile(
            "(?is)<(head|title|style|script)\\b.*?</\\1>|<[a-z/!][^>]*>");
    /** What follows is pages of the schema that failed. */
    private static final Pattern SCHEMA = Pattern.compile("(?s)\\s+Failed validating '.*");

    private Faults() {}

    /**
     * The sentence in the body; blank where there is none, and never the raw body of JSON. Nova, Cinder, Keystone:
     * {@code {"badRequest": {"message": …}}}; Neutron: {@code {"NeutronError": {"message": …}}}; Octavia:
     * {@code faultstring}; Heat: {@code {"error": {"message": …}}}; Placement: {@code {"errors": [{"detail": …}]}};
     * Gnocchi: {@code description}, a text or {@code {"cause": …}}; Glance: {@code message} with tags; Aodh: any of
     * these below {@code error_message}; Keystone's routes and proxies: a page of HTML.
     */
    static String sentence(byte[] body) {
        try {
            var json = Json.parse(body);
            var sentence = find(json, SENTENCES, 0);
            return shorten(sentence.isEmpty() ? find(json, TITLES, 0) : sentence);
        } catch (Json.Malformed e) {
            var text = new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8);
            return text.stripLeading().matches("(?s)[\\[{].*") ? "" : shorten(text); // JSON that was cut off
        }
    }

    private static String find(JsonNode node, List<String> keys, int depth) {
        if (depth > 3) return "";
        for (var key : keys) {
            var text = node.path(key);
            if (text.isTextual() && !text.asText().isBlank()) return text.asText();
        }
        return node.valueStream().filter(JsonNode::isContainerNode).map(inner -> find(inner, keys, depth + 1))
                .filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    private static String shorten(String text) {
        var start = text.substring(0, Math.min(text.length(), LOOKED_AT));
        var line = SCHEMA.matcher(TAGS.matcher(start).replaceAll(" ")).replaceFirst("").replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
