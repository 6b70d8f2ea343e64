package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a kind lives in its API, and how that API lists it: each trait below is a quirk of some service. A place has
 * the service, the collection's path, and the keys around one thing and around many.
 */
public final class Place implements Cloneable {
    /**
     * How a listing says that there is more. {@code LINKS}: an entry called next in a list whose name ends in
     * {@code links}. {@code NEXT}: a text of that name. {@code WHOLE}: never, it comes in one piece and knows no limit.
     */
    enum More { LINKS, NEXT, WHOLE }

    /** How a name is asked for: as a regular expression, as it is, or not at all, and we look. */
    enum Names { PATTERN, EXACT, HERE }

    private final String service;
    private final String path;
    private final String one;
    private final String many;
    private String listed;
    private More more = More.LINKS;
    private Names names = Names.HERE;
    private String nameKey = "name";
    private Optional<Microversion> known = Optional.empty();
    private Optional<Microversion> floor = Optional.empty();
    private boolean below;
    private boolean byName;
    private boolean throughList;
    private boolean walked;
    private boolean anyMarker;
    private boolean byIds;
    private boolean byChanges;
    private String everywhere = "";
    private String everything = "true";
    private String ours = "";
    private List<String> shared = List.of();

    private Place(String service, String path, String one, String many) {
        this.service = service;
        this.path = path;
        this.one = one;
        this.many = many;
        this.listed = path;
    }

    public static Place of(String service, String path, String one, String many) {
        return new Place(service, path, one, many);
    }

    /** Glance puts no key around one of them, and has its own way to say that there is more. */
    public static Place bare(String service, String path, String many) {
        return new Place(service, path, "", many).with(place -> place.more = More.NEXT);
    }

    /** Nova and Cinder list full rows at another path. */
    public Place detailed() { return with(place -> place.listed = path + "/detail"); }

    /** The collection is below that of one other thing. */
    public Place below() { return with(place -> place.below = true); }

    public Place whole() { return with(place -> place.more = More.WHOLE); }

    public Place namedByPattern() { return with(place -> place.names = Names.PATTERN); }

    public Place named() { return named("name"); }

    /** What stands for a name has another key. */
    public Place named(String key) {
        return with(place -> {
            place.names = Names.EXACT;
            place.nameKey = key;
        });
    }

    /** Rows of this microversion at the latest; the cloud may offer less. */
    public Place until(int major, int minor) {
        return with(place -> place.known = Optional.of(new Microversion(major, minor)));
    }

    /** Before this microversion rows do not say whose they are, or cannot be asked for. */
    public Place from(int major, int minor) {
        return with(place -> place.floor = Optional.of(new Microversion(major, minor)));
    }

    /** One thing's path has its name before its id, as Heat's. */
    public Place addressedByName() { return with(place -> place.byName = true); }

    /**
     * One thing is looked up as {@code ?id=}: by its path, Heat leads an admin into other projects, and Octavia refuses
     * a foreign id in other words than one of nothing.
     */
    public Place lookedUpInList() { return with(place -> place.throughList = true); }

    /** One thing cannot be read by itself, nor asked for in the listing: that is read until it comes. */
    public Place soughtInList() { return with(place -> place.walked = true); }

    /** Heat answers a marker that it does not know with the first page. */
    public Place takesAnyMarker() { return with(place -> place.anyMarker = true); }

    /** The listing can be narrowed by {@code id=}, given many times. */
    public Place narrowedByIds() { return with(place -> place.byIds = true); }

    /** The listing can be narrowed to what changed of late, deleted things among it. */
    public Place narrowedByChanges() { return with(place -> place.byChanges = true); }

    /** What asks for all projects' things, which an admin gets only when he asks. */
    public Place everywhere(String key) { return with(place -> place.everywhere = key); }

    /** The same, where it is another word than true. */
    public Place everywhere(String key, String word) {
        return everywhere(key).with(place -> place.everything = word);
    }

    /** What narrows the listing to one project: an admin is shown all projects' without it. */
    public Place ours(String key) { return with(place -> place.ours = key); }

    /** What besides narrows the listing to things that others share; an admin has to ask for each apart. */
    public Place shared(String... queries) { return with(place -> place.shared = List.of(queries)); }

    private Place with(Consumer<Place> change) {
        try {
            var copy = (Place) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    String service() { return service; }
    String path() { return path; }
    String listed() { return listed; }
    String many() { return many; }
    More more() { return more; }
    Names names() { return names; }
    String nameKey() { return nameKey; }
    Optional<Microversion> known() { return known; }
    Optional<Microversion> floor() { return floor; }
    boolean isBelow() { return below; }
    boolean looksUpInList() { return throughList; }
    boolean seeksInList() { return walked; }
    boolean mindsMarkers() { return !anyMarker; }
    boolean isNarrowedByIds() { return byIds; }
    boolean isNarrowedByChanges() { return byChanges; }

    /** What asks for the rows of this view, besides what the caller narrows: one query, or several to be joined. */
    List<Query> sources(View view, Token token) {
        if (view == View.CLOUD) {
            return List.of(everywhere.isEmpty() ? Query.NONE : Query.NONE.plus(everywhere, everything));
        }
        if (ours.isEmpty()) return List.of(Query.NONE);
        var own = Query.NONE.plus(ours, token.projectId());
        if (shared.isEmpty()) return List.of(own);
        // others than admins are shown their own and what is shared, and no more, in one listing
        if (!token.admin()) return List.of(Query.NONE);
        return Stream.concat(Stream.of(own), shared.stream().map(part -> new Query(List.of(part)))).toList();
    }

    /** Where one of them lives. */
    String pathOf(String above, Resource value) {
        return above + path + (byName ? "/" + Query.encode(value.name()) : "") + "/" + Query.encode(value.id());
    }

    ObjectNode unwrap(ObjectNode answer) {
        return one.isEmpty() ? answer : answer.path(one) instanceof ObjectNode inner ? inner : answer.objectNode();
    }
}
