/**
 * JSON-RPC 2.0: what a text means ({@link osmcp.rpc.Message}) and how an answer looks ({@link osmcp.rpc.Wire}). It
 * knows no method and no word of MCP, and it neither reads nor writes a stream. Start with {@code Message}.
 */
package osmcp.rpc;
