package osmcp.openstack;

import module java.base;
import osmcp.openstack.CloudException.Why;

/** One thing by its id, not yet fetched. What is not for us is answered as if it did not exist. */
public final class One<T extends Resource> {
    private final Session session;
    private final Kind<T> kind;
    private final String above;
    private final String id;
    private final List<Ref<?>> parents;

    One(Session session, Kind<T> kind, String above, String id, List<Ref<?>> parents) {
        this.session = session;
        this.kind = kind;
        this.above = above;
        this.id = id;
        this.parents = parents;
    }

    /** Hands in the proof of what it is part of: seen with the parent's Ref, claimed with the parent's Target. */
    public One<T> partOf(Ref<?> parent) { return new One<>(session, kind, above, id, List.of(parent)); }

    CloudException missing() {
        return new CloudException(Why.NOT_FOUND, "no " + kind.noun() + " " + id + " there",
                "the listing shows which there are");
    }

    /**
     * GET {collection}/{id}, {collection}?id={id}, or all of {collection}. Empty where there is none, or none that the
     * project may see.
     */
    Optional<Row<T>> row() {
        if (id.isBlank() || id.equals(".") || id.equals("..")) return Optional.empty();
        var place = kind.place();
        if (place.looksUpInList() || place.seeksInList()) {
            return new Many<>(session, kind, above, parents)
                    .narrow("id", Optional.of(id).filter(_ -> place.looksUpInList())).rows()
                    .filter(row -> row.visible() && row.value().id().equals(id)).findFirst();
        }
        try {
            var answer = session.get(place, above + place.path() + "/" + Query.encode(id));
            var value = kind.wrap().apply(place.unwrap(answer.json()));
            return new Judge(session, parents).rows(kind, above, List.of(value), _ -> true).stream()
                    .filter(Row::visible).findFirst();
        } catch (CloudException e) {
            if (e.why() == Why.NOT_FOUND) return Optional.empty();
            throw e;
        }
    }
}
