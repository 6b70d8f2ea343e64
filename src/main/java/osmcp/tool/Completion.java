package osmcp.tool;

import module java.base;
import osmcp.openstack.*;

/** The names from the cloud that may stand in one place of a prompt or of an address, while a person types there. */
public final class Completion {
    /** One more than clients are told of, which shows that there are more; who goes on typing is shown others. */
    static final int MOST = 101;

    private final BiFunction<String, Cloud, Many<? extends Resource>> source;

    private Completion(BiFunction<String, Cloud, Many<? extends Resource>> source) { this.source = source; }

    /** @param source what there is whose name begins with a text */
    public static Completion of(BiFunction<String, Cloud, Many<? extends Resource>> source) {
        return new Completion(source);
    }

    /** The names that begin so, each once, in one request: where there are more than a page has, not all. */
    public List<String> names(String begun, Session session) {
        return source.apply(begun, new Cloud(session, Set.of())).glance(MOST).stream().map(Resource::name)
                .filter(name -> !name.isBlank() && name.startsWith(begun)).map(Clean::text).distinct().toList();
    }
}
