package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/** What an answer with an error says, in whichever of the services' shapes it says it. */
final class Faults {
    private static final int LONGEST = 500;
    private static final List<String> SENTENCES = List.of("message", "faultstring", "detail");
    private static final List<String> TITLES = List.of("title", "reason", "description");

    private Faults() {}

    /**
     * The sentence in the body. Nova, Cinder, Keystone: {@code {"badRequest": {"message": …}}}; Neutron:
     * {@code {"NeutronError": {"message": …}}}; Octavia: {@code faultstring}; Heat: {@code {"error": {"message": …}}};
     * Placement: {@code {"errors": [{"detail": …}]}}; Glance and proxies: a page of HTML.
     */
    static String sentence(byte[] body) {
        try {
            var json = Json.parse(body);
            var sentence = find(json, SENTENCES, 0);
            return shorten(sentence.isEmpty() ? find(json, TITLES, 0) : sentence);
        } catch (Json.Malformed e) {
            var text = new String(body, 0, Math.min(body.length, 8_192), StandardCharsets.UTF_8);
            return shorten(text.replaceAll("(?s)<(head|style|script).*?</\\1>", " ").replaceAll("<[^>]*>", " "));
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
        var line = text.replaceAll("<[a-z/][^>]*>", " ").replaceAll("\\s+", " ").strip(); // Glance's JSON has tags
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
