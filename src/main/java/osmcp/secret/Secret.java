package osmcp.secret;

/** A text that is never shown. Only code that sends it asks for it; whatever prints it gets three stars. */
public final class Secret {
    /** A secret that its file or command did not give; the message names the setting, and nothing secret. */
    @SuppressWarnings("serial") // never serialized
    public static final class Unavailable extends RuntimeException {
        public Unavailable(String message) { super(message, null, false, false); }
    }

    private final String text;

    public Secret(String text) { this.text = text; }

    /** The text itself, for the request that needs it. */
    public String reveal() { return text; }

    @Override public String toString() { return "***"; }
    @Override public boolean equals(Object other) { return other instanceof Secret secret && secret.text.equals(text); }
    @Override public int hashCode() { return 0; } // one place for all: a hash would tell something of the text
}
