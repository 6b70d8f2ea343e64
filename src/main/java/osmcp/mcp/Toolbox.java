package osmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.rpc.RpcException;

/** The tools, as far as the protocol is concerned. */
public interface Toolbox {
    /**
     * All of them as they are listed: JSON objects as UTF-8 text, with commas between them. They stay the same as long
     * as the process lives. This must not wait for anything.
     */
    byte[] list();

    /** Whether a call of that tool may change something. Such calls are interrupted as soon as the server ends. */
    boolean changes(String tool);

    /**
     * Calls a tool. It runs on a thread of its own, and many do at the same time; interrupting that thread cancels the
     * call, and then it should end soon.
     *
     * @param arguments never null, perhaps empty
     * @throws RpcException there is no such tool ({@link RpcException#INVALID_PARAMS}). All else that goes wrong is a
     *         {@link Reply.Failed}, since the model is to read it.
     */
    Reply call(String tool, ObjectNode arguments, Context context) throws RpcException;
}
