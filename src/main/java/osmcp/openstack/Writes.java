package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The leave to change, from which every Target starts. It says whether; the session's view says whose. */
public final class Writes {
    private final Session session;
    private final boolean dry;

    Writes(Session session, boolean dry) {
        this.session = session;
        this.dry = dry;
    }

    /** A leave that claims as this one does, and with whose targets nothing can be sent. */
    public Writes dry() { return new Writes(session, true); }

    /** Each of those that the names or ids mean, in their order, if all of them are ours. */
    public <T extends Resource> List<Target<T>> claim(Many<T> among, List<String> namesOrIds) {
        return among.find(namesOrIds, true).stream().flatMap(row -> row.owned(dry).stream()).toList();
    }

    /** All of the listing that may be changed. */
    public <T extends Resource> List<Target<T>> claim(Many<T> listing) {
        // a list that changes while it is read may hold a row twice
        return List.copyOf(listing.rows().flatMap(row -> row.owned(dry).stream()).collect(Collectors.toMap(Ref::id,
                Function.identity(), (first, _) -> first, LinkedHashMap::new)).values());
    }

    /** That one thing, if it is there and ours. */
    public <T extends Resource> Target<T> claim(One<T> one) {
        return one.row().flatMap(row -> row.owned(dry)).orElseThrow(one::missing);
    }

    /** What has a path of its own is deleted there, of whatever kind it is. DELETE {path} */
    public void delete(Target<?> target) { session.at(target).delete(""); }

    /** Makes something that is part of this parent. POST {collection}, below the parent where its kind lives there. */
    public <P extends Resource, T extends Resource> Target<T> create(Target<P> parent, New<? super P, T> child) {
        var kind = child.kind();
        var above = kind.place().isBelow() ? parent.path() : "";
        var change = new Change(session, kind.place(), above + kind.place().path(), parent);
        return made(kind, above, child.lock().map(change::inTurn).orElse(change).post(child.body(parent), ""));
    }

    /** Makes something that is part of nothing else. POST {collection} */
    public <T extends Resource> Target<T> create(NewRoot<T> thing) {
        return made(thing.kind(), "", new Change(session, thing.kind().place(), dry).post(thing.body(), ""));
    }

    private <T extends Resource> Target<T> made(Kind<T> kind, String above, ObjectNode answer) {
        var made = kind.wrap().apply(kind.place().unwrap(answer));
        if (made.id().isBlank()) throw CloudException.unknown("the answer has no id of the new " + kind.noun());
        return new Target<>(kind, above, made, dry);
    }
}
