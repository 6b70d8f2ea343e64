/** Tools that ask several services at once, about the cloud as a whole. They change nothing. */
package osmcp.tools.overview;
