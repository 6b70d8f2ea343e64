package osmcp.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a request is answered with: an object, and perhaps one more member, an array whose items are already text. That
 * text is passed on as it is, so that a long list which never changes is neither parsed nor printed.
 *
 * @param list the name of that array; blank if there is none
 * @param items its items as UTF-8, with commas between them
 */
public record Result(ObjectNode members, String list, byte[] items) {
    private static final byte[] NONE = {};

    public Result(ObjectNode members) { this(members, "", NONE); }
}
