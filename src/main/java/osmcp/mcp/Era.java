package osmcp.mcp;

import osmcp.rpc.*;

/**
 * One of the two ways to talk: with a handshake at the start, or with everything in each request. They differ in how a
 * request is understood and how its result is dressed; what is done for it is the same ({@link Methods}).
 */
sealed interface Era permits Handshake, Stateless {
    Result answer(Message.Request request, Progress progress) throws RpcException;
}
