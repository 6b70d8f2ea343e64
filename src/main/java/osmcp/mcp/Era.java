package osmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.rpc.*;

/**
 * One of the two ways to talk: with a handshake at the start, or with everything in each request. They differ in how a
 * request is understood, how the client is asked, and how a result is dressed; what is done for it is the same
 * ({@link Methods}).
 */
sealed interface Era permits Handshake, Stateless {
    Result answer(Message.Request request, Call call) throws RpcException;

    /** The version that this request is understood by. */
    String version(Message.Request request);

    /** The client's program, by its own word; blank if it does not say. */
    String client(Message.Request request);

    /** What the client can do, as far as it says. */
    ObjectNode capabilities(Message.Request request);
}
