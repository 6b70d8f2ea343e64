package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/** What may go wrong with an answer. */
public sealed interface Fault {
    /** The service says no, in its own words. A header is given as name, value, name, value. */
    static Fault status(int status, String... headers) { return new Refusal(status, "", List.of(headers)); }

    /** The same with a sentence of its own. */
    static Fault refusal(int status, String sentence) { return new Refusal(status, sentence, List.of()); }

    /** Another body under another status: a proxy's page, or what is not JSON at all. */
    static Fault page(int status, String type, String body) {
        return new Page(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same as bytes, which need be no text. */
    static Fault bytes(int status, byte[] body) { return new Page(status, "application/json", body); }

    /** The answer comes, but later. */
    static Fault late(Duration by) { return new Late(by); }

    /** The connection ends before a byte of the answer. The request was done. */
    static Fault reset() { return new Reset(); }

    /** The body comes in pieces of ten bytes, with a pause before each. */
    static Fault trickle(Duration pause) { return new Trickle(pause); }

    /** The connection ends in the middle of the body. */
    static Fault truncated() { return new Truncated(); }

    /** The body has no end: a JSON text that goes on until the client hangs up. */
    static Fault endless() { return new Endless(0); }

    /** The same, and its length is told at the start. */
    static Fault endless(long length) { return new Endless(length); }

    /** The true answer under other headers, given as name, value, name, value; a last name alone is taken away. */
    static Fault headers(String... headers) { return new Headers(List.of(headers)); }

    /** Numbers are texts, texts are numbers, lists are objects: the whole body, or only the fields of that name. */
    static Fault wrongTypes(String... fields) { return new WrongTypes(Set.of(fields)); }

    /** Compressed, although nobody asked for that. */
    static Fault gzip() { return new Gzip(); }

    /** Sent elsewhere. */
    static Fault redirect(String location) { return new Refusal(302, "", List.of("Location", location)); }

    /** The true answer, changed: for a next link to another host, a missing field. */
    static Fault changed(UnaryOperator<ObjectNode> how) { return new Changed(how); }

    record Refusal(int status, String sentence, List<String> headers) implements Fault {}

    record Page(int status, String type, byte[] body) implements Fault {}

    record Late(Duration by) implements Fault {}

    record Reset() implements Fault {}

    record Trickle(Duration pause) implements Fault {}

    record Truncated() implements Fault {}

    record Endless(long length) implements Fault {}

    record Headers(List<String> headers) implements Fault {
        Map<String, List<String>> over(Map<String, List<String>> before) {
            var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            all.putAll(before);
            for (int i = 0; i < headers.size(); i += 2) all.remove(headers.get(i));
            for (int i = 0; i + 1 < headers.size(); i += 2) {
                all.computeIfAbsent(headers.get(i), _ -> new ArrayList<>()).add(headers.get(i + 1));
            }
            return all;
        }
    }

    record WrongTypes(Set<String> fields) implements Fault {
        JsonNode of(JsonNode node, boolean wrong) {
            return switch (node) {
                case ObjectNode object -> {
                    var other = Json.object();
                    object.properties().forEach(field -> other.set(field.getKey(),
                            of(field.getValue(), fields.isEmpty() || fields.contains(field.getKey()))));
                    yield other;
                }
                case ArrayNode array when wrong && !fields.isEmpty() -> Json.object();
                case ArrayNode array -> {
                    var other = Json.array();
                    array.forEach(item -> other.add(of(item, wrong)));
                    yield other;
                }
                default -> !wrong ? node : node.isTextual() ? IntNode.valueOf(7) : TextNode.valueOf(node.asText());
            };
        }
    }

    record Gzip() implements Fault {}

    record Changed(UnaryOperator<ObjectNode> how) implements Fault {}
}
