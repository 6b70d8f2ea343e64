/**
 * What a tool is: a value made by one of the factories of {@link osmcp.tool.Tool}, from a record that goes in, a record
 * that comes out and a small lambda between. All that repeats is here: paging, choosing fields, partial answers, the
 * words of failures. Beside tools stand a {@link osmcp.tool.Prompt}, which tells a model what to call, and a
 * {@link osmcp.tool.Document}, which has an address. Nothing here knows MCP, and what single tools do is in
 * {@code osmcp.tools}.
 */
package osmcp.tool;
