package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * Who this server is and what it can do. It keeps nothing of what is said: that is in the conversations it opens.
 *
 * @param name for programs
 * @param title for people
 * @param instructions for the model, in both eras; blank if there are none
 * @param log takes what the operator should know, a line or a stack trace at a time
 */
public record Engine(
        String name, String title, String version, String instructions, Toolbox toolbox, Consumer<String> log) {

    public Conversation open() { return new Conversation(this); }

    ObjectNode serverInfo() {
        return Json.object().put("name", name).put("title", title).put("version", version);
    }

    /** What every answer about the server as a whole says: its capabilities, which are tools, and the instructions. */
    ObjectNode introduction() {
        var members = Json.object();
        members.putObject("capabilities").putObject("tools");
        if (!instructions.isBlank()) members.put("instructions", instructions);
        return members;
    }
}
