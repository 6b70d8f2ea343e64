/**
 * What a tool is: a value made by one of the factories of {@link osmcp.tool.Tool}, from a record that goes in, a record
 * that comes out and a small lambda between. All that repeats is here: paging, choosing fields, partial answers, the
 * words of failures. Nothing here knows MCP, and what single tools do is in {@code osmcp.tools}.
 */
package osmcp.tool;
