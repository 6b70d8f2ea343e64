package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;
import osmcp.openstack.*;

/**
 * One tool: what the model is told, what goes in, what comes out and the code between. What it may do follows from the
 * type of that code: a reader is handed a {@link Cloud}, from which nothing can be changed. Made by the factories only,
 * so that hint and code cannot disagree.
 */
public final class Tool {
    private interface Handler { ObjectNode run(ObjectNode args, Session session); }

    private final Toolset toolset;
    private final String name;
    private final String about;
    private final List<Class<? extends Record>> in;
    private final Supplier<ObjectNode> out;
    private final Handler handler;

    private Tool(Toolset toolset, String name, String about, List<Class<? extends Record>> in, Supplier<ObjectNode> out,
            Handler handler) {
        this.toolset = toolset;
        this.name = name;
        this.about = about;
        this.in = in;
        this.out = out;
        this.handler = handler;
    }

    /**
     * A listing: the source says of what, the page is cut here, and the join runs once on what is left.
     *
     * @param source a description; nothing is sent yet
     * @param join makes the rows of the answer, in the order of what it is given
     */
    public static <I extends Record, S extends Resource, R extends Record> Tool list(
            Toolset toolset, String name, String about, Class<I> in, Class<R> row,
            BiFunction<I, Cloud, Many<S>> source, BiFunction<List<S>, Cloud, List<R>> join) {
        return listing(toolset, name, about, List.of(in, Paging.class), in, row, source, join);
    }

    /** A listing that can also be entered at an offset and read whole, as those could that had no cursors before. */
    public static <I extends Record, S extends Resource, R extends Record> Tool walk(
            Toolset toolset, String name, String about, Class<I> in, Class<R> row,
            BiFunction<I, Cloud, Many<S>> source, BiFunction<List<S>, Cloud, List<R>> join) {
        return listing(toolset, name, about, List.of(in, Paging.class, Paging.Walk.class), in, row, source, join);
    }

    private static <I extends Record, S extends Resource, R extends Record> Tool listing(
            Toolset toolset, String name, String about, List<Class<? extends Record>> parts, Class<I> in, Class<R> row,
            BiFunction<I, Cloud, Many<S>> source, BiFunction<List<S>, Cloud, List<R>> join) {
        return new Tool(toolset, name, about, parts, () -> Listing.schema(row), (args, session) -> {
            var filters = Shape.of(in).read(args);
            var paging = Shape.of(Paging.class).read(args);
            var walk = Shape.of(Paging.Walk.class).read(args);
            var cursor = paging.cursor().map(Cursor::parse);
            var digest = Cursor.digest(name, filters);
            if (cursor.isPresent() && walk.offset() > 0) throw new BadInput("give cursor or offset, not both");
            if (cursor.isPresent() && !cursor.get().filters().equals(digest)) {
                throw new BadInput("this cursor belongs to other filters; repeat those, or start again without cursor");
            }
            var columns = Listing.columns(Shape.of(row), paging, walk.allInstances());
            var cloud = new Cloud(session, columns);
            var listing = new Listing<S>(digest, source.apply(filters, cloud).skip(walk.offset()), columns,
                    page -> join.apply(page, cloud));
            int most = walk.allInstances() ? Integer.MAX_VALUE : paging.limit();
            return listing.read(most, cursor, cloud::notes);
        });
    }

    /** A tool that answers with one record. */
    public static <I extends Record, O extends Record> Tool read(
            Toolset toolset, String name, String about, Class<I> in, Class<O> out, BiFunction<I, Cloud, O> reader) {
        return new Tool(toolset, name, about, List.of(in), () -> Shape.schema(List.of(Shape.of(out))),
                (args, session) -> {
                    var answer = Json.node(reader.apply(Shape.of(in).read(args), new Cloud(session, Set.of())));
                    return (ObjectNode) Clean.tree(answer);
                });
    }

    public Toolset toolset() { return toolset; }
    public String name() { return name; }

    /** What the model reads of it, on one line; the first sentence says what for. */
    public String about() { return about.strip().replaceAll("\\s+", " "); }

    public List<Class<? extends Record>> in() { return in; }

    /** What people read instead of the name. */
    public String title() { return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' '); }

    public ObjectNode inputSchema() { return Shape.schema(parts()); }
    public ObjectNode outputSchema() { return out.get(); }

    /**
     * Runs it. Interrupt the calling thread to cancel it.
     *
     * @throws BadInput the arguments do not fit
     * @throws ToolFailure it could not be done
     * @throws CloudException the cloud would not
     */
    public ObjectNode call(ObjectNode args, Session session) {
        Shape.check(name, args, parts());
        var answer = handler.run(args, session);
        int length = Json.text(answer).length();
        if (length <= Listing.MOST_CHARACTERS) return answer;
        throw new ToolFailure("the answer would have " + length + " characters, more than the "
                + Listing.MOST_CHARACTERS + " that clients take\nask for less: a filter, a smaller limit, no details");
    }

    private List<Shape<?>> parts() { return in.stream().<Shape<?>>map(Shape::of).toList(); }
}
