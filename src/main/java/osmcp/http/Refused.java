package osmcp.http;

import module java.base;
import osmcp.rpc.RpcException;

/** The request is answered with a status of HTTP and an error, before the engine has seen it. */
@SuppressWarnings("serial") // never serialized
final class Refused extends Exception {
    final int status;
    final RpcException error;
    /** Headers of the answer. */
    final Map<String, String> headers;

    Refused(int status, RpcException error, Map<String, String> headers) {
        super(error.getMessage(), null, false, false);
        this.status = status;
        this.error = error;
        this.headers = headers;
    }

    Refused(int status, RpcException error) { this(status, error, Map.of()); }

    Refused(int status, String why) { this(status, new RpcException(RpcException.INVALID_REQUEST, why)); }

    static Refused method(String allowed) {
        return new Refused(405, new RpcException(RpcException.INVALID_REQUEST, "only " + allowed + " here"),
                Map.of("Allow", allowed));
    }

    /** There is no room now, which passes. */
    static Refused busy(String why) {
        return new Refused(503, new RpcException(RpcException.INTERNAL_ERROR, why + "; try again soon"),
                Map.of("Retry-After", "1"));
    }
}
