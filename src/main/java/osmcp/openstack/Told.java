package osmcp.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.CloudException.Why;

/** What a service tells of one thing that we were shown: more than its listing does, or of what belongs to it. */
public final class Told {
    private Told() {}

    /**
     * All that the cloud tells of a thing that it showed before. GET at the thing's own path; the proof was given when
     * it was shown.
     */
    public static <T extends Resource> T whole(Session session, Ref<T> thing) {
        var answer = session.get(thing.kind().place(), thing.path());
        session.let(answer.kib());
        var value = thing.kind().wrap().apply(thing.kind().place().unwrap(answer.json()));
        if (value.id().equals(thing.id())) return value;
        throw new CloudException(Why.UNEXPECTED, "asked for " + thing.kind().noun() + " " + thing.id()
                + ", and another one was answered", "");
    }

    /** What stands below a thing. GET {thing}{after} */
    public static ObjectNode below(Session session, Ref<?> thing, String after) {
        var answer = session.get(thing.kind().place(), thing.path() + after);
        session.let(answer.kib());
        return answer.json();
    }

    /** What another service knows under the same id. GET {collection}/{id}{after} */
    public static ObjectNode elsewhere(Session session, Place place, Ref<?> same, String after) {
        var answer = session.get(place, place.path() + "/" + Query.encode(same.id()) + after);
        session.let(answer.kib());
        return answer.json();
    }
}
