package osmcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.rpc.RpcException;
import osmcp.tool.*;
import osmcp.tools.Calls;

/** Where the protocol's prompts, resources and completions meet what stands beside the tools. */
record Shelves(Calls calls) implements Library {
    private static final String JSON = "application/json";

    @Override public List<ObjectNode> prompts() { return calls.prompts().stream().map(Shelves::listed).toList(); }

    private static ObjectNode listed(Prompt prompt) {
        var line = Json.object().put("name", prompt.name()).put("title", prompt.title())
                .put("description", prompt.about());
        var arguments = line.putArray("arguments");
        prompt.takes().forEach(argument -> arguments.addObject().put("name", argument.name())
                .put("description", argument.about()).put("required", argument.required()));
        return line;
    }

    @Override public List<ObjectNode> resources() { return listed(false, "uri"); }

    @Override public List<ObjectNode> templates() { return listed(true, "uriTemplate"); }

    private List<ObjectNode> listed(boolean templates, String key) {
        return calls.documents().stream().filter(one -> one.variable().isPresent() == templates)
                .map(one -> Json.object().put(key, one.uri()).put("name", one.name()).put("title", one.title())
                        .put("description", one.about()).put("mimeType", JSON)).toList();
    }

    @Override public Reply prompt(String name, ObjectNode arguments, Context context) throws RpcException {
        var prompt = calls.prompts().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> invalid("no prompt " + name + "; prompts/list tells which there are"));
        var given = new LinkedHashMap<String, String>();
        for (var argument : arguments.properties()) {
            if (!argument.getValue().isTextual()) throw invalid(argument.getKey() + " must be a string");
            given.put(argument.getKey(), argument.getValue().textValue());
        }
        try {
            var result = Json.object().put("description", prompt.about());
            result.putArray("messages").addObject().put("role", "user").putObject("content").put("type", "text")
                    .put("text", prompt.text(given, calls::has));
            return new Reply.Complete(result);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    @Override public Optional<Reply> read(String uri, Context context) throws RpcException {
        var outcome = calls.read(uri);
        if (outcome.isEmpty()) return Optional.empty();
        var said = outcome.get();
        // the protocol has no other way to say that something is there and could not be had
        if (said.failed()) throw new RpcException(RpcException.INTERNAL_ERROR, said.words());
        var result = Json.object();
        result.putArray("contents").addObject().put("uri", uri).put("mimeType", JSON).put("text", said.words());
        var meta = result.putObject("_meta").put("ms", said.millis()).put("requests", said.requests());
        said.notice().ifPresent(notice -> meta.put("notice", notice));
        return Optional.of(new Reply.Complete(result));
    }

    @Override public List<String> complete(String ref, String argument, String begun, ObjectNode known)
            throws RpcException {
        boolean there = calls.prompts().stream().anyMatch(one -> one.name().equals(ref))
                || calls.documents().stream().anyMatch(one -> one.uri().equals(ref));
        if (!there) throw invalid("no prompt and no template " + ref);
        var ofPrompts = calls.prompts().stream().filter(one -> one.name().equals(ref))
                .flatMap(one -> one.takes().stream()).filter(one -> one.name().equals(argument))
                .map(Prompt.Argument::names);
        var ofDocuments = calls.documents().stream().filter(one -> one.uri().equals(ref)
                && one.variable().equals(Optional.of(argument))).map(Document::names);
        return Stream.concat(ofPrompts, ofDocuments).flatMap(Optional::stream).findFirst()
                .map(completion -> calls.complete(completion, begun)).orElse(List.of());
    }

    private static RpcException invalid(String why) { return new RpcException(RpcException.INVALID_PARAMS, why); }
}
