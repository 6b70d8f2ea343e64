/**
 * The conversation over streamable HTTP: which era a POST belongs to, sessions that live in their own sealed ids,
 * answers as JSON or as streams of events, and the bounds within which strangers are served. What a message asks for is
 * not known here. Start with {@link osmcp.http.HttpTransport}, then {@link osmcp.http.Endpoint}.
 */
package osmcp.http;
