package osmcp.openstack;

/** Proof that the cloud showed this to us and the project may see it: it may be named in a request. Made only here. */
public sealed class Ref<T extends Resource> implements Segment permits Target {
    private final Kind<T> kind;
    private final String above;
    private final T value;
    private final boolean ours;
    private final String id; // kept apart: the JSON in the value can be written to
    private final String path;

    /** @param above the path of the one below which it was found; blank for a thing in a place of its own */
    Ref(Kind<T> kind, String above, T value, boolean ours) {
        this.ours = ours;
        this.kind = kind;
        this.above = above;
        this.value = value;
        this.id = value.id();
        this.path = kind.place().pathOf(above, value);
        if (id.isBlank()) throw new CloudException(CloudException.Why.UNEXPECTED, kind.noun() + " without an id", "");
    }

    public final T value() { return value; }
    public final String id() { return id; }
    public final Kind<T> kind() { return kind; }
    /** Whether it is the project's own, and not only shared with it. */
    public final boolean isOurs() { return ours; }
    @Override public final String text() { return id; }

    final String above() { return above; }
    /** Where it lives below its service's endpoint. */
    final String path() { return path; }
}
