package osmcp.tool;

import module java.base;
import osmcp.openstack.*;

/** The cloud as an action gets it: with the leave to claim what it changes, and to create and delete. */
public final class WritableCloud extends Cloud {
    private final Writes leave;

    WritableCloud(Session session, Writes leave) {
        super(session, Set.of());
        this.leave = leave;
    }

    /** The one of this kind that the name or id means, if it is ours to change. */
    public <T extends Resource> Target<T> claim(Kind<T> kind, String nameOrId) {
        return leave.claim(list(kind), List.of(nameOrId)).getFirst();
    }

    public <T extends Resource> Target<T> claim(One<T> one) { return leave.claim(one); }

    /** Makes what is part of that parent. */
    public <P extends Resource, T extends Resource> Target<T> create(Target<P> parent, New<? super P, T> child) {
        return leave.create(parent, child);
    }

    public void delete(Target<?> target) { leave.delete(target); }

    <T extends Resource> List<Target<T>> claim(Many<T> among, List<String> named) { return leave.claim(among, named); }
    <T extends Resource> List<Target<T>> claim(Many<T> listing) { return leave.claim(listing); }
}
