package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** What a tool, a prompt or a resource says. */
public sealed interface Reply {
    /**
     * It did what it was asked.
     *
     * @param members the result, as the protocol has it
     */
    record Complete(ObjectNode members) implements Reply {
        /**
         * A tool's, in both forms.
         *
         * @param structured the answer for programs; none if empty
         * @param text the same for everybody else
         * @param meta facts about the call, such as how long it took; none if empty
         */
        public Complete(ObjectNode structured, String text, ObjectNode meta) {
            this(Reply.result(text, meta));
            if (!structured.isEmpty()) members.set("structuredContent", structured);
        }
    }

    /** A tool could not; the text says why, and what to do now. */
    record Failed(String text, ObjectNode meta) implements Reply {
        ObjectNode members() { return Reply.result(text, meta).put("isError", true); }
    }

    /**
     * It cannot yet: the client must be asked first. Then the same request comes again, with what the client said in
     * {@link Context#answers} and what is to be kept in {@link Context#kept}.
     *
     * @param questions by key
     * @param keep sealed, and given back with the answers; if it is empty, answers are taken without a seal
     */
    record NeedsInput(Map<String, Question> questions, ObjectNode keep) implements Reply {}

    /** A request to the client, such as {@code elicitation/create}. */
    record Question(String method, ObjectNode params) {}

    private static ObjectNode result(String text, ObjectNode meta) {
        var members = Json.object();
        members.putArray("content").addObject().put("type", "text").put("text", text);
        if (!meta.isEmpty()) members.set("_meta", Json.object().setAll(meta));
        return members;
    }
}
