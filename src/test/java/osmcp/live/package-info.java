/**
 * Tests against the real cloud that the {@code OS_*} variables name, with the built image. What they need they make
 * themselves, under a name of their own, and take away again. Start with {@link osmcp.live.Live}.
 */
package osmcp.live;
