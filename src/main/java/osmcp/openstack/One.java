package osmcp.openstack;

import module java.base;
import osmcp.openstack.CloudException.Why;

/** One thing by its id, not yet fetched. What is not for us is answered as if it did not exist. */
final class One<T extends Resource> {
    private final Session session;
    private final Kind<T> kind;
    private final String id;

    One(Session session, Kind<T> kind, String id) {
        this.session = session;
        this.kind = kind;
        this.id = id;
    }

    /** GET {collection}/{id}. Empty where there is none, or none that the project may see. */
    Optional<Row<T>> row() {
        if (id.isBlank() || id.equals(".") || id.equals("..")) return Optional.empty();
        try {
            var answer = session.get(kind.place(), kind.place().path() + "/" + Query.encode(id));
            var json = kind.place().unwrap(answer.json());
            return Optional.of(new Row<>(kind, kind.wrap().apply(json), session.judge().whose(kind.owner(), json)))
                    .filter(Row::visible);
        } catch (CloudException e) {
            if (e.why() == Why.NOT_FOUND) return Optional.empty();
            throw e;
        }
    }
}
