/**
 * All tools, as lists of values. {@link osmcp.tools.Tools#all} is the list of lists; the families are in the packages
 * below and do not know each other. {@link osmcp.tools.Calls} runs one by name.
 */
package osmcp.tools;
