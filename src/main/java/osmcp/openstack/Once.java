package osmcp.openstack;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is made when it is first asked for, and once. What fails is tried again by the next who asks. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private T value;

    Once(Supplier<T> maker) { this.maker = maker; }

    /** What was made; empty if nobody has asked yet. */
    synchronized Optional<T> made() { return Optional.ofNullable(value); }

    @Override public synchronized T get() {
        if (value == null) value = maker.get();
        return value;
    }
}
