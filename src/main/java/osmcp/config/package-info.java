/**
 * What the server is told at its start: {@link osmcp.config.Settings}, from the {@link osmcp.config.Variable}s that
 * exist. The only package that reads the environment; nothing here signs in or opens a connection. A new setting is one
 * line in {@code Variable} and one component in {@code Settings}.
 */
package osmcp.config;
