/**
 * The launcher's verbs besides serving, a class each. They use what the server uses, and speak to a person or a script.
 * Nothing of MCP is here. Start with {@link osmcp.command.CallCommand}.
 */
package osmcp.command;
