package osmcp.tool;

import module java.base;
import osmcp.openstack.*;

/** The cloud as an action gets it: with the leave to claim what it changes, and to create and delete. */
public final class WritableCloud extends Cloud {
    private final Writes leave;
    private final Map<String, Map<String, String>> told = new ConcurrentHashMap<>();

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

    /** Makes what is part of nothing else. */
    public <T extends Resource> Target<T> create(NewRoot<T> thing) { return leave.create(thing); }

    public void delete(Target<?> target) { leave.delete(target); }

    /** Says something of what was done to a thing that the cloud will not show again: the id of its new image. */
    public void tell(Target<?> target, String key, String value) {
        told.computeIfAbsent(target.id(), _ -> new ConcurrentHashMap<>()).put(key, value);
    }

    /** What was told of each, by its id. */
    Map<String, Map<String, String>> told() { return told; }

    <T extends Resource> List<Target<T>> claim(Many<T> among, List<String> named) { return leave.claim(among, named); }
    <T extends Resource> List<Target<T>> claim(Many<T> listing) { return leave.claim(listing); }
}
