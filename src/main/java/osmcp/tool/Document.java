package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.*;
import osmcp.openstack.CloudException.Why;

/**
 * Something of the project that has an address, so that a person can put it before a model: one document, or one for
 * each name that stands in the address. (The protocol calls it a resource, which here is a thing in the cloud.)
 */
public final class Document {
    private final Toolset toolset;
    private final String uri;
    private final String name;
    private final String title;
    private final String about;
    private final Optional<Completion> names;
    private final BiFunction<String, Session, ObjectNode> reader;

    private Document(Toolset toolset, String uri, String name, String title, String about, Optional<Completion> names,
            BiFunction<String, Session, ObjectNode> reader) {
        this.toolset = toolset;
        this.uri = uri;
        this.name = name;
        this.title = title;
        this.about = about;
        this.names = names;
        this.reader = reader;
    }

    /** One that is always at the same address. */
    public static Document of(Toolset toolset, String uri, String name, String title, String about,
            Function<Cloud, ? extends Record> reader) {
        return new Document(toolset, uri, name, title, about, Optional.empty(), (_, session) ->
                (ObjectNode) Clean.tree(Json.node(reader.apply(new Cloud(session, Set.of())))));
    }

    /**
     * One for each thing that a tool lists: as that tool shows it, with all its details.
     *
     * @param uri with the place for a name or id in braces at its end
     * @param names what may stand there
     * @param list the tool, not loaded before it is needed; it takes {@code names}
     */
    public static Document each(Toolset toolset, String uri, String name, String title, String about,
            Completion names, Supplier<Tool> list) {
        return new Document(toolset, uri, name, title, about, Optional.of(names), (text, session) -> {
            var args = Json.object().put("detailed", true);
            args.putArray("names").add(text);
            var answer = list.get().read(args, session).structured();
            var items = answer.path("items");
            if (items.size() != 1) return Json.object();
            var item = (ObjectNode) items.path(0);
            if (answer.has("notes")) item.set("notes", answer.path("notes")); // what could not be had of it
            return item;
        });
    }

    public Toolset toolset() { return toolset; }
    /** Its address, or the pattern of its addresses. */
    public String uri() { return uri; }
    /** For programs. */
    public String name() { return name; }
    /** For people. */
    public String title() { return title; }
    public String about() { return about.strip().replaceAll("\\s+", " "); }
    /** What may stand in the address. */
    public Optional<Completion> names() { return names; }

    /** What the place in the address is called; none where the address is always the same. */
    public Optional<String> variable() {
        int open = uri.indexOf('{');
        return open < 0 ? Optional.empty() : Optional.of(uri.substring(open + 1, uri.length() - 1));
    }

    /** What stands at that place in this address, or a blank where there is no such place; empty if it is another's. */
    public Optional<String> match(String address) {
        if (variable().isEmpty()) return address.equals(uri) ? Optional.of("") : Optional.empty();
        var fixed = uri.substring(0, uri.indexOf('{'));
        if (!address.startsWith(fixed) || address.substring(fixed.length()).matches(".*[/?#{}].*")) {
            return Optional.empty();
        }
        try { // URLDecoder is for forms, where a plus is a space
            var text = URLDecoder.decode(address.substring(fixed.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(text).filter(t -> !t.isBlank()); // naming nothing never means something
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads it.
     *
     * @param text what {@link #match} found
     * @return an empty object where there is no such thing, or none that the project may see
     */
    public Tool.Answer read(String text, Session session) {
        try {
            return Tool.bounded(reader.apply(text, session));
        } catch (CloudException e) {
            // a service that says 404 is not where it should be; that a thing is missing is found here
            if (e.why() == Why.NOT_FOUND && e.status() == 0) return new Tool.Answer(Json.object(), "");
            throw e;
        }
    }
}
