package osmcp.conformance;

import static osmcp.conformance.Samples.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.rpc.RpcException;

/** The prompts and resources that the suite asks for. */
final class Contents implements Library {
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    @Override public List<ObjectNode> prompts() {
        return List.of(prompt("test_simple_prompt"), prompt("test_prompt_with_arguments", "arg1", "arg2"),
                prompt("test_prompt_with_embedded_resource", "resourceUri"), prompt("test_prompt_with_image"),
                prompt("test_input_required_result_prompt"));
    }

    private static ObjectNode prompt(String name, String... arguments) {
        var prompt = Json.object().put("name", name).put("description", "Is what the suite wants of " + name + ".");
        for (var one : arguments) prompt.withArray("arguments").addObject().put("name", one).put("required", true);
        return prompt;
    }

    @Override public List<ObjectNode> resources() {
        return List.of(json("{'uri':'test://static-text','name':'static-text','mimeType':'text/plain'}"),
                json("{'uri':'test://static-binary','name':'static-binary','mimeType':'image/png'}"),
                json("{'uri':'test://watched-resource','name':'watched-resource','mimeType':'text/plain'}"));
    }

    @Override public List<ObjectNode> templates() {
        return List.of(json("{'uriTemplate':'test://template/{id}/data','name':'template',"
                + "'mimeType':'application/json'}"));
    }

    @Override public Reply prompt(String name, ObjectNode arguments, Context context) throws RpcException {
        return switch (name) {
            case "test_simple_prompt" -> messages(json(TEXT));
            case "test_prompt_with_arguments" ->
                messages(text(arguments.path("arg1").asText() + " and " + arguments.path("arg2").asText()));
            case "test_prompt_with_embedded_resource" -> {
                var embedded = json(EMBEDDED);
                embedded.withObject("/resource").put("uri", arguments.path("resourceUri").asText());
                yield messages(embedded);
            }
            case "test_prompt_with_image" -> messages(json(IMAGE));
            case "test_input_required_result_prompt" -> context.answers().path("user_context").has("action")
                    ? messages(text(context.answers().at("/user_context/content/context").asText()))
                    : new Reply.NeedsInput(Map.of("user_context",
                            form("What is it about?", "{'context':{'type':'string'}}")), Json.object());
            default -> throw new RpcException(RpcException.INVALID_PARAMS, "no prompt " + name);
        };
    }

    private static ObjectNode text(String text) { return Json.object().put("type", "text").put("text", text); }

    private static Reply messages(ObjectNode content) {
        var members = Json.object();
        members.putArray("messages").addObject().put("role", "user").set("content", content);
        return new Reply.Complete(members);
    }

    @Override public Optional<Reply> read(String uri, Context context) {
        var templated = TEMPLATE.matcher(uri);
        if (templated.matches()) {
            return contents(uri, "application/json", "text", "{\"id\":\"" + templated.group(1) + "\"}");
        }
        return switch (uri) {
            case "test://static-text", "test://watched-resource" ->
                contents(uri, "text/plain", "text", "It is a text.");
            case "test://static-binary" -> contents(uri, "image/png", "blob", PNG);
            default -> Optional.empty();
        };
    }

    private static Optional<Reply> contents(String uri, String type, String member, String value) {
        var members = Json.object();
        members.putArray("contents").addObject().put("uri", uri).put("mimeType", type).put(member, value);
        return Optional.of(new Reply.Complete(members));
    }

    @Override public List<String> complete(String ref, String argument, String begun, ObjectNode known) {
        return Stream.of("paris", "test", "testing").filter(word -> word.startsWith(begun)).toList();
    }
}
