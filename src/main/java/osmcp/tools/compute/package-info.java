/**
 * Tools about Nova's things. Each file holds one family: the records that go in and come out, and the tools between. A
 * new tool is one constant, named in its file's {@code all()}. Start with {@link osmcp.tools.compute.ServerTools}.
 */
package osmcp.tools.compute;
