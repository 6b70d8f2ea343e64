/**
 * Jackson's tree read and written without a mapper ({@link osmcp.json.Json}), and records as schema, arguments and
 * answers ({@link osmcp.json.Shape}). No other package reflects, and nothing here knows MCP or OpenStack. Start with
 * {@code Shape}: tools declare their arguments and answers as records, and all that is said about them follows from it.
 */
package osmcp.json;
