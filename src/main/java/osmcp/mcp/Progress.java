package osmcp.mcp;

/** Tells the client how far a call has come, if it wants to know. Any thread may report, as often as it likes. */
public interface Progress {
    /**
     * Some reports are dropped: those that follow too fast, do not go forward, or come after the end.
     *
     * @param done how much is done, in any unit
     * @param total how much there is in that unit; 0 if that is not known
     * @param message what is being done, for a person; may be blank
     */
    void report(long done, long total, String message);
}
