package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.secret.Signed;

/**
 * Who this server is and what it can do. It keeps nothing of what is said: that is in the conversations it opens, or in
 * the hands of the client, sealed.
 *
 * @param name for programs
 * @param title for people
 * @param instructions for the model, in both eras; blank if there are none
 * @param handshake further methods of the era of handshakes
 * @param stateless further methods of the other one
 * @param signed seals what the client keeps for us
 * @param log takes what the operator should know, a line or a stack trace at a time
 */
public record Engine(String name, String title, String version, String instructions, Toolbox toolbox, Library library,
        Extension handshake, Extension stateless, Signed signed, Consumer<String> log) {

    /** @param principal who talks, as far as the transport knows: what is sealed for one is not opened for another */
    public Conversation open(String principal) { return new Conversation(this, principal, Session.NONE); }

    /** Goes on with one that may have begun in another process. */
    public Conversation resume(String principal, Session session) { return new Conversation(this, principal, session); }

    /** Whether there is anything of that sort. */
    boolean offers(String group) {
        return switch (group) {
            case "prompts" -> !library.prompts().isEmpty();
            case "resources" -> !library.resources().isEmpty() || !library.templates().isEmpty();
            case "completions" -> offers("prompts") || offers("resources");
            default -> true;
        };
    }

    ObjectNode serverInfo() {
        return Json.object().put("name", name).put("title", title).put("version", version);
    }

    /** What every answer about the server as a whole says: what it can do, and the instructions. */
    ObjectNode introduction(Extension more) {
        var members = Json.object();
        var capabilities = members.putObject("capabilities");
        for (var group : List.of("tools", "prompts", "resources", "completions")) {
            if (offers(group)) capabilities.putObject(group);
        }
        capabilities.setAll(more.capabilities());
        if (!instructions.isBlank()) members.put("instructions", instructions);
        return members;
    }
}
