package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.RpcException;

/**
 * Methods that the engine knows nothing of, for one era.
 *
 * @param capabilities what is declared for them
 */
public record Extension(ObjectNode capabilities, Map<String, Method> methods) {
    public static final Extension NONE = new Extension(Json.object(), Map.of());

    /** Answers one method, on a thread of its own; an interruption ends it. */
    public interface Method {
        ObjectNode answer(ObjectNode params, Context context) throws RpcException;
    }
}
