package osmcp.tool;

import module java.base;

/**
 * Whoever made a call, and waits for it: told how far it has come, and asked, where there is a person who can be, to
 * agree to what cannot be undone.
 */
public interface Caller {
    /** What a person said to what was shown. */
    enum Said { YES, NO, NOTHING }

    /** @param what is being done, in words; so much of it is done, of so much */
    void progress(int done, int total, String what);

    /** By which way it came, and as whom that way knows it: what one agreed to, no other can use. */
    default String principal() { return ""; }

    /** The program that called, by its own word; blank if it did not say. */
    default String client() { return ""; }

    /** Whether a person can be asked: the call then comes again with what was said. */
    default boolean canAsk() { return false; }

    /** What was handed out with the question, once it was asked. */
    default Optional<String> asked() { return Optional.empty(); }

    /** What the person said to it. */
    default Said said() { return Said.NOTHING; }

    /** Whether everything is agreed to beforehand, as whoever types {@code --yes} says. */
    default boolean agrees() { return false; }
}
