/**
 * What must not be seen, and what is read from key material. Nothing here is written to a log or an answer.
 * Start with {@link osmcp.secret.Secret}.
 */
package osmcp.secret;
