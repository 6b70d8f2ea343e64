package osmcp.openstack;

import java.util.Optional;

/** Something to be created as part of a parent. Without the parent's proof its body cannot be asked for. */
public interface New<P extends Resource, T extends Resource> {
    Kind<T> kind();
    Body body(Ref<? extends P> parent);

    /** What the service locks while it is made; see {@link Change#inTurn}. */
    default Optional<Change.Locked<?>> lock() { return Optional.empty(); }
}
