package osmcp.openstack.image;

import module java.base;
import osmcp.openstack.*;

/** What Glance does for images. */
public final class Images {
    private final Session session;

    public Images(Session session) { this.session = session; }

    /**
     * The names of those images; what the project may not see has none. GET /v2/images?id=in:… with visibility=all,
     * without which community images would be missing, in as many requests as the length of a query asks for.
     */
    public Map<String, String> names(Collection<String> ids) {
        var names = new HashMap<String, String>();
        if (ids.isEmpty()) return names;
        Together.all(Query.pieces(ids).stream().<Callable<Map<String, String>>>map(piece -> () -> byId(all()
                .narrow("id", Optional.of("in:" + String.join(",", piece))))).toList()).forEach(names::putAll);
        return names;
    }

    /** The names of all images that the project may see, by id. GET /v2/images?visibility=all */
    public Map<String, String> names() { return byId(all()); }

    private Many<Image> all() { return session.list(Image.IMAGES).narrow("visibility", Optional.of("all")); }

    private static Map<String, String> byId(Many<Image> images) {
        return images.stream().collect(Collectors.toMap(Image::id, Image::name, (first, _) -> first));
    }
}
