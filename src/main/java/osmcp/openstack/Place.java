package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a kind lives in its API: the service, the collection's path, the path of its listing with full rows, the keys
 * around one of them and around many, how a listing goes on, how it can be narrowed to names, and the latest
 * microversion whose rows we know.
 */
public record Place(String service, String path, String listed, String one, String many, More more, Names names,
        Optional<Microversion> known) {
    /**
     * How a listing says that there is more. {@code LINKS}: an entry called next in {@code <many>_links}. {@code NEXT}:
     * a text of that name. {@code WHOLE}: never, it comes in one piece and knows no limit.
     */
    public enum More { LINKS, NEXT, WHOLE }

    /** How a name is asked for. {@code PATTERN}: as a regular expression. {@code HERE}: not at all; we look. */
    public enum Names { PATTERN, HERE }

    public static Place of(String service, String path, String one, String many) {
        return new Place(service, path, path, one, many, More.LINKS, Names.HERE, Optional.empty());
    }

    /** Nova and Cinder list full rows at another path. */
    public Place detailed() { return new Place(service, path, path + "/detail", one, many, more, names, known); }

    /** Glance puts no key around one of them, and has its own way to say that there is more. */
    public Place bare() { return new Place(service, path, listed, "", many, More.NEXT, names, known); }

    public Place whole() { return new Place(service, path, listed, one, many, More.WHOLE, names, known); }

    public Place namedByPattern() { return new Place(service, path, listed, one, many, more, Names.PATTERN, known); }

    /** Rows of this microversion at the latest; the cloud may offer less. */
    public Place until(int major, int minor) {
        return new Place(service, path, listed, one, many, more, names, Optional.of(new Microversion(major, minor)));
    }

    ObjectNode unwrap(ObjectNode answer) {
        return one.isEmpty() ? answer : answer.path(one) instanceof ObjectNode inner ? inner : answer.objectNode();
    }
}
