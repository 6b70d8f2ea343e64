package osmcp.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** Messages as they are sent: compact UTF-8 without a line break anywhere. */
public final class Wire {
    private Wire() {}

    /** The answer of a request that succeeded. */
    public static byte[] result(JsonNode id, Result result) {
        var head = Json.object().put("jsonrpc", "2.0");
        head.set("id", id);
        head.set("result", result.members());
        var text = Json.bytes(head);
        if (result.list().isEmpty()) return text;
        var out = new ByteArrayOutputStream(text.length + result.items().length + 32);
        // The text ends with the two braces that close the result and the message: the list goes before them.
        out.write(text, 0, text.length - 2);
        out.writeBytes(((result.members().isEmpty() ? "\"" : ",\"") + result.list() + "\":[").getBytes(US_ASCII));
        out.writeBytes(result.items());
        out.writeBytes("]}}".getBytes(US_ASCII));
        return out.toByteArray();
    }

    /** The answer of a request that failed. @param id written if there is one */
    public static byte[] error(JsonNode id, RpcException error) {
        var message = Json.object().put("jsonrpc", "2.0");
        if (!id.isMissingNode()) message.set("id", id);
        var body = message.putObject("error").put("code", error.code()).put("message", error.getMessage());
        if (!error.data().isEmpty()) body.set("data", error.data());
        return Json.bytes(message);
    }

    /** A request of ours. */
    public static byte[] request(String id, String method, ObjectNode params) {
        var message = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", params);
        return Json.bytes(message);
    }

    public static byte[] notification(String method, ObjectNode params) {
        var message = Json.object().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return Json.bytes(message);
    }

    /** Several messages as one array. */
    public static byte[] batch(List<byte[]> messages) {
        var out = new ByteArrayOutputStream(messages.stream().mapToInt(message -> message.length + 1).sum() + 1);
        for (var message : messages) {
            out.write(out.size() == 0 ? '[' : ',');
            out.writeBytes(message);
        }
        out.write(']');
        return out.toByteArray();
    }
}
