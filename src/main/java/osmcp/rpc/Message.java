package osmcp.rpc;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/**
 * What the other side said. Reading never fails: a text that is no message is an {@link Invalid} one, which knows its
 * answer, so that nothing a stranger writes takes a path of its own through the program.
 */
public sealed interface Message {
    /** @param id a string or an integer, and echoed as it came */
    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    /** Is never answered, whatever is wrong with it. */
    record Notification(String method, ObjectNode params) implements Message {}

    /** The answer to a request of ours: the one or the other is missing. */
    record Response(JsonNode id, JsonNode result, JsonNode error) implements Message {}

    /** Several messages in one array. No part is a batch. */
    record Batch(List<Message> parts) implements Message {}

    /** @param id missing where it could not be read */
    record Invalid(JsonNode id, RpcException error) implements Message {
        /** A text of which not even the id is known. */
        public Invalid(int code, String message) { this(NO_ID, new RpcException(code, message)); }
    }

    JsonNode NO_ID = MissingNode.getInstance();
    /** An array with more parts is refused as a whole, or a line of commas would be answered by a flood of errors. */
    int LONGEST_BATCH = 100;

    /** The message that a line or a body holds. */
    static Message parse(byte[] text) {
        try {
            var node = Json.parse(text);
            return node.isArray() ? batch((ArrayNode) node) : of(node);
        } catch (Json.Malformed e) {
            return new Invalid(RpcException.PARSE_ERROR, "not JSON: " + e.getMessage());
        }
    }

    private static Message batch(ArrayNode array) {
        if (array.isEmpty() || array.size() > LONGEST_BATCH) {
            return new Invalid(RpcException.INVALID_REQUEST, "a batch holds 1 to " + LONGEST_BATCH + " messages");
        }
        var parts = new ArrayList<Message>(array.size());
        for (var part : array) parts.add(of(part));
        return new Batch(parts);
    }

    private static Message of(JsonNode node) {
        if (!node.isObject()) return new Invalid(RpcException.INVALID_REQUEST, "a message is an object");
        // First, and not answered even if it is a bad one: errors about errors would never end.
        if (!node.has("method") && (node.has("result") || node.has("error"))) {
            return new Response(node.path("id"), node.path("result"), node.path("error"));
        }
        boolean answerable = isId(node.path("id"));
        var id = answerable ? node.path("id") : NO_ID;
        if (!"2.0".equals(node.path("jsonrpc").textValue())) return invalid(id, "jsonrpc must be \"2.0\"");
        if (!node.path("method").isTextual()) return invalid(id, "method must be a string");
        var method = node.path("method").textValue();
        var given = node.path("params");
        // Some clients write null where they have no parameters.
        boolean fits = given.isObject() || given.isMissingNode() || given.isNull();
        var params = given instanceof ObjectNode object ? object : Json.object();
        if (!node.has("id")) return new Notification(method, params);
        if (!answerable) return invalid(NO_ID, "id must be a string or an integer");
        if (fits) return new Request(id, method, params);
        if (!given.isArray()) return invalid(id, "params must be an object");
        return new Invalid(id, new RpcException(RpcException.INVALID_PARAMS, "params have names here: send an object"));
    }

    private static boolean isId(JsonNode id) { return id.isTextual() || id.isIntegralNumber(); }

    private static Invalid invalid(JsonNode id, String why) {
        return new Invalid(id, new RpcException(RpcException.INVALID_REQUEST, why));
    }
}
