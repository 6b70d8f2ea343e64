/**
 * The protocol engine: conversations in both eras, the methods that they share, calls with progress and cancellation,
 * and the ports through which the rest of the program is reached ({@link osmcp.mcp.Toolbox}, {@link osmcp.mcp.Outlet}).
 * It has never heard of OpenStack and touches no stream and no socket. Start with {@link osmcp.mcp.Conversation}.
 */
package osmcp.mcp;
