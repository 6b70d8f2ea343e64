/**
 * The conversation over standard input and output: lines in, lines out, and the end of the process. What a message
 * asks for is not known here. Start with {@link osmcp.stdio.Stdio}, which has the process's own streams.
 */
package osmcp.stdio;
