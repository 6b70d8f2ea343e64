package osmcp.mcp;

import module java.base;
import osmcp.rpc.RpcException;

/** The way back for one message that came in. Whoever hands a message to a conversation says where its answer goes. */
public interface Outlet {
    /** A message that belongs to the answer and comes before it. */
    void send(byte[] message);

    /** Whether the client gets what is sent before the answer; if not, it cannot be asked on this way. */
    default boolean sends() { return true; }

    /** The last word, said exactly once: the answer, or nothing where none is due (any more). */
    void end(Optional<Answer> answer);

    /** @param error what it says, if it says that the request failed */
    record Answer(byte[] text, Optional<RpcException> error) {
        Answer(byte[] text) { this(text, Optional.empty()); }
    }
}
