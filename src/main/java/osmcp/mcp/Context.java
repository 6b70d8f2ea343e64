package osmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One request, as far as whoever answers it deals with the client: how far it has come, and what the client says. */
public interface Context extends Progress {
    /** By what the client knows the request: a string or an integer. */
    JsonNode id();

    /** The protocol's version that the request is understood by. */
    String version();

    /** Who calls, as far as the transport knows. */
    String principal();

    /** The program that calls, by its own word; blank if it does not say. */
    String client();

    /** Whether the client can be asked by a request of this method, such as {@code elicitation/create}. */
    boolean canAsk(String method);

    /**
     * What the client said to what it was asked in the round before, by key; empty in the first round. A client may say
     * so unasked: that it was asked is sure only where something was {@link #kept}.
     */
    ObjectNode answers();

    /** What was kept from the round before; empty in the first round. */
    ObjectNode kept();

    /** What came along in the request's {@code _meta}. */
    ObjectNode meta();

    /** A notification that belongs to this request, sent before its answer. */
    void tell(String method, ObjectNode params);
}
