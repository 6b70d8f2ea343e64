/**
 * The official conformance suite, on the project's own engine and on the image: {@code ./build.sh conformance}. What
 * the suite wants to find, and no product needs, is here and nowhere else.
 */
package osmcp.conformance;
