package osmcp.openstack;

/** Proof that it may be changed: the cloud showed it to us, the project owns it, and writes are on. */
public final class Target<T extends Resource> extends Ref<T> {
    private final boolean dry;

    /** @param dry it was claimed for a plan only; nothing can be sent with it */
    Target(Kind<T> kind, String above, T value, boolean dry) {
        super(kind, above, value, true);
        this.dry = dry;
    }

    boolean dry() { return dry; }
}
