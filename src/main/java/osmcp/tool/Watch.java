package osmcp.tool;

/** Whoever waits for a call: told how far it has come, and of faults of ours that the answer has no room for. */
public interface Watch {
    /** @param what is being done, in words; so much of it is done, of so much */
    void progress(int done, int total, String what);

    /** A line for the log. */
    default void fault(String line) {}
}
