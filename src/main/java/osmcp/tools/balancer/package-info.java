/**
 * Tools about Octavia's things. Each file holds one family: the records that go in and come out, and the tools between.
 * Start with {@link osmcp.tools.balancer.MemberTools}.
 */
package osmcp.tools.balancer;
