package osmcp.openstack;

/** Proof that the cloud showed this to us and the project may see it: it may be named in a request. Made only here. */
public final class Ref<T extends Resource> {
    private final Kind<T> kind;
    private final T value;
    private final String id; // kept apart: the JSON in the value can be written to

    Ref(Kind<T> kind, T value) {
        this.kind = kind;
        this.value = value;
        this.id = value.id();
        if (id.isBlank()) throw new CloudException(CloudException.Why.UNEXPECTED, kind.noun() + " without an id", "");
    }

    public T value() { return value; }
    public String id() { return id; }
    public Kind<T> kind() { return kind; }
}
