package osmcp.json;

/** The caller's arguments do not fit; the message says which, and what would. */
@SuppressWarnings("serial") // never serialized
public final class BadInput extends RuntimeException {
    /** @param message one clear sentence for the caller */
    public BadInput(String message) { super(message, null, false, false); }
}
