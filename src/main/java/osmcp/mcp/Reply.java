package osmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a tool says. */
public sealed interface Reply {
    /**
     * It did what it was asked.
     *
     * @param structured the answer for programs; none if empty
     * @param text the same for everybody else
     * @param meta facts about the call, such as how long it took; none if empty
     */
    record Complete(ObjectNode structured, String text, ObjectNode meta) implements Reply {}

    /** It could not; the text says why, and what to do now. */
    record Failed(String text, ObjectNode meta) implements Reply {}
}
