package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.rpc.RpcException;

/** Prompts, resources and the completion of what they take, as far as the protocol is concerned. */
public interface Library {
    /** Each as it is listed. They stay the same as long as the process lives. None of these waits for anything. */
    List<ObjectNode> prompts();
    List<ObjectNode> resources();
    List<ObjectNode> templates();

    /** @throws RpcException there is no such prompt, or it lacks an argument ({@link RpcException#INVALID_PARAMS}) */
    Reply prompt(String name, ObjectNode arguments, Context context) throws RpcException;

    /** Empty if there is no such resource. */
    Optional<Reply> read(String uri, Context context) throws RpcException;

    /**
     * What may stand there, the likeliest first.
     *
     * @param ref a prompt's name, or a template
     * @param known what stands in other places already
     * @throws RpcException there is no such prompt or template ({@link RpcException#INVALID_PARAMS})
     */
    List<String> complete(String ref, String argument, String begun, ObjectNode known) throws RpcException;

    /** Without any. */
    Library NONE = new Library() {
        @Override public List<ObjectNode> prompts() { return List.of(); }
        @Override public List<ObjectNode> resources() { return List.of(); }
        @Override public List<ObjectNode> templates() { return List.of(); }

        @Override public Reply prompt(String name, ObjectNode arguments, Context context) throws RpcException {
            throw new RpcException(RpcException.INVALID_PARAMS, "no prompt " + name);
        }

        @Override public Optional<Reply> read(String uri, Context context) { return Optional.empty(); }

        @Override public List<String> complete(String ref, String argument, String begun, ObjectNode known) {
            return List.of();
        }
    };
}
