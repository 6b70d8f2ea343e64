/**
 * What {@code build.sh} does in Java: the training session that makes the image's cache, and the packing of the
 * archives. It is here because it needs the simulated cloud, and is no part of the product. Start with
 * {@link osmcp.build.Pack}.
 */
package osmcp.build;
