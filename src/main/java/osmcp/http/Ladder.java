package osmcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import osmcp.mcp.Claim;
import osmcp.rpc.*;
import osmcp.rpc.Message.*;

/** Which era a message belongs to: its text decides, and the headers of a stateless request must say the same. */
final class Ladder {
    private static final int HEADER_MISMATCH = -32020;
    /** By method, which of its parameters stands in {@code Mcp-Name} too. */
    private static final Map<String, String> NAMES =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");
    private static final Pattern WRAPPED = Pattern.compile("=\\?base64\\?(.*)\\?=");

    private Ladder() {}

    /**
     * Whether it is of the stateless era.
     *
     * @throws Refused it contradicts itself, or cannot be of any era
     */
    static boolean isStateless(Message message, Exchange exchange) throws Refused {
        var version = exchange.header("MCP-Protocol-Version");
        boolean named = Claim.isStateless(version);
        return switch (message) {
            case Batch(var parts) -> {
                if (parts.stream().anyMatch(Ladder::claims)) throw new Refused(400, "one message at a time, no array");
                yield false;
            }
            case Response _, Invalid _ -> false;
            case Notification(_, var params) -> Claim.madeIn(params) || named;
            case Request request when Claim.madeBy(request) -> {
                try {
                    check(request, version, exchange);
                } catch (RpcException e) {
                    throw new Refused(400, e);
                }
                yield true;
            }
            case Request request when !named -> false;
            case Request request when request.method().equals("initialize") -> throw new Refused(400,
                    new RpcException(HEADER_MISMATCH, "MCP-Protocol-Version names a version without a handshake"));
            case Request _ -> throw new Refused(400, Claim.missing());
        };
    }

    private static boolean claims(Message part) {
        return switch (part) {
            case Request(_, _, var params) -> Claim.madeIn(params);
            case Notification(_, var params) -> Claim.madeIn(params);
            default -> false;
        };
    }

    private static void check(Request request, String version, Exchange exchange) throws RpcException {
        var claimed = Claim.version(request);
        if (!version.isEmpty()) same("MCP-Protocol-Version", version, claimed);
        Claim.checkServed(claimed);
        same("MCP-Protocol-Version", version, claimed);
        same("Mcp-Method", exchange.header("Mcp-Method"), request.method());
        var key = NAMES.get(request.method());
        if (key == null) return;
        same("Mcp-Name", decoded(exchange.header("Mcp-Name")), request.params().path(key).textValue());
    }

    private static void same(String header, String found, String wanted) throws RpcException {
        if (found.isEmpty()) throw mismatch(header + " is missing");
        if (!found.equals(wanted)) throw mismatch(header + " does not say what the body says");
    }

    /** What does not fit into a header is sent in a wrapping. */
    private static String decoded(String text) throws RpcException {
        var wrapped = WRAPPED.matcher(text);
        if (!wrapped.matches()) return text;
        try {
            // Java would do without the padding.
            if (wrapped.group(1).length() % 4 != 0) throw new IllegalArgumentException("no padding");
            return new String(Base64.getDecoder().decode(wrapped.group(1)), UTF_8);
        } catch (IllegalArgumentException e) {
            throw mismatch("Mcp-Name is not the base64 that it says it is");
        }
    }

    private static RpcException mismatch(String why) { return new RpcException(HEADER_MISMATCH, why); }
}
