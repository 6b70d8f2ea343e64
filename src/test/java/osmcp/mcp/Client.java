package osmcp.mcp;

import module java.base;

/** A client's end of any transport, for conversations that are the same over all of them. */
public interface Client extends AutoCloseable {
    void send(String line);

    /** The next line that the server writes; waits for it. Empty when the server has ended. */
    Optional<String> next();

    /** Says that nothing more will be sent. */
    @Override void close();
}
