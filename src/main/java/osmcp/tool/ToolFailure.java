package osmcp.tool;

/** The tool could not do what was asked; the message is for the model to read and act on. */
@SuppressWarnings("serial") // never serialized
public final class ToolFailure extends RuntimeException {
    public ToolFailure(String message) { super(message, null, false, false); }
}
