package osmcp.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** The request is answered with an error of the protocol. */
@SuppressWarnings("serial") // never serialized
public final class RpcException extends Exception {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;

    private final int code;
    private final ObjectNode data;
    private final boolean envelope;

    public RpcException(int code, String message) { this(code, message, Json.object()); }

    /** @param data what a program can read of it; none if empty */
    public RpcException(int code, String message, ObjectNode data) { this(code, message, data, false); }

    private RpcException(int code, String message, ObjectNode data, boolean envelope) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
        this.envelope = envelope;
    }

    /** It is about the request as such, and not about what it asks for: nothing was done for it. */
    public static RpcException envelope(int code, String message, ObjectNode data) {
        return new RpcException(code, message, data, true);
    }

    public static RpcException envelope(int code, String message) { return envelope(code, message, Json.object()); }

    public boolean isEnvelope() { return envelope; }

    public int code() { return code; }
    public ObjectNode data() { return data; }
}
