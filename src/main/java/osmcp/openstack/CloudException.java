package osmcp.openstack;

import module java.base;

/** The cloud said no, could not be reached, or was not waited for. Says so in words, and what to do where we know. */
@SuppressWarnings("serial") // never serialized
public final class CloudException extends RuntimeException {
    /**
     * {@code NOT_SENT}: nothing has happened. {@code UNKNOWN}: a change was sent, and whether it was done nobody said.
     */
    public enum Why {
        SIGN_IN, NOT_FOUND, AMBIGUOUS, FORBIDDEN, CONFLICT, INVALID, TOO_LARGE, TOO_OLD, ABSENT, UNAVAILABLE, NOT_SENT,
        UNKNOWN, UNEXPECTED
    }

    private final Why why;
    private final int status;
    private final String hint;
    private final String requestId;

    /** @param hint what to do now; blank where nobody knows */
    CloudException(Why why, String message, String hint) { this(why, 0, message, hint, ""); }

    private CloudException(Why why, int status, String message, String hint, String requestId) {
        super(message, null, false, false);
        this.why = why;
        this.status = status;
        this.hint = hint;
        this.requestId = requestId;
    }

    public Why why() { return why; }
    /** The status of the answer, or 0 where there was none. */
    public int status() { return status; }
    /** What to do now, or blank. */
    public String hint() { return hint; }
    /** By which the cloud's operator finds the request in the service's log, or blank. */
    public String requestId() { return requestId; }

    /**
     * In the same words for what does not exist and for what is another project's.
     *
     * @param near what it may have been meant for
     */
    static CloudException missing(Kind<?> kind, List<String> called, List<String> near) {
        var whole = called.stream().allMatch(Query::isId) ? "" : "a name must be given whole and in its own case; ";
        return new CloudException(Why.NOT_FOUND,
                "no " + kind.noun() + " " + String.join(", ", called) + (kind.isOfCloud() ? "" : " in this project"),
                near.isEmpty() ? whole + "without names, the listing shows which there are"
                        : "there is " + String.join(", ", near));
    }

    /** A change was sent, and whether it was done nobody says. */
    static CloudException unknown(String words) {
        return new CloudException(Why.UNKNOWN, "sent, outcome unknown: " + words, "look at it before trying again");
    }

    /** A service's refusal: its name, the answer's status, its own sentence. */
    static CloudException refused(String service, int status, String sentence, String requestId, String hint) {
        var why = switch (status) {
            case 400, 422 -> Why.INVALID;
            case 401 -> Why.SIGN_IN;
            case 403 -> Why.FORBIDDEN;
            case 404 -> Why.NOT_FOUND;
            case 409, 412 -> Why.CONFLICT;
            case 413, 429, 500, 502, 503, 504 -> Why.UNAVAILABLE;
            default -> Why.UNEXPECTED;
        };
        return new CloudException(why, status,
                service + " answered " + status + (sentence.isEmpty() ? "" : ": " + sentence), hint, requestId);
    }
}
