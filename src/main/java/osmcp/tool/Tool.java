package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;
import osmcp.openstack.*;

/**
 * One tool: what the model is told, what goes in, what comes out and the code between. What it may do follows from the
 * type of that code: a reader is handed a {@link Cloud}, from which nothing can be changed, an action a
 * {@link WritableCloud}. Made by the factories only, so that hint and code cannot disagree.
 */
public final class Tool {
    private sealed interface Handler {}
    /** @param in the parts of its arguments */
    private record Reading(List<Class<? extends Record>> in, Supplier<ObjectNode> out,
            BiFunction<ObjectNode, Session, ObjectNode> run) implements Handler {}
    /** @param shownBy the tool that shows what this one changes */
    private record Writing(String shownBy, List<Action> actions) implements Handler {}

    /** What a call came to. */
    public sealed interface Said {}
    /** The answer: to programs, and in words. */
    public record Answer(ObjectNode structured, String text) implements Said {}
    /** Somebody has to be asked, and then the call to come again. @param seal to be brought along with what he said */
    public record Question(String text, String seal) implements Said {}

    private final Toolset toolset;
    private final String name;
    private final String about;
    private final View view;
    private final boolean privileged;
    private final Handler handler;

    private Tool(Toolset toolset, String name, String about, Handler handler) {
        this(toolset, name, about, View.PROJECT, false, handler);
    }

    private Tool(Toolset toolset, String name, String about, View view, boolean privileged, Handler handler) {
        this.privileged = privileged;
        this.toolset = toolset;
        this.name = name;
        this.about = about;
        this.view = view;
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
            BiFunction<I, Cloud, Many<S>> source, BiFunction<Many.Slice<S>, Cloud, List<R>> join) {
        return listing(toolset, name, about, List.of(in, Paging.class), in, row, source, join);
    }

    /** A listing that can also be entered at an offset and read whole, as those could that had no cursors before. */
    public static <I extends Record, S extends Resource, R extends Record> Tool walk(
            Toolset toolset, String name, String about, Class<I> in, Class<R> row,
            BiFunction<I, Cloud, Many<S>> source, BiFunction<Many.Slice<S>, Cloud, List<R>> join) {
        return listing(toolset, name, about, List.of(in, Paging.class, Paging.Walk.class), in, row, source, join);
    }

    private static <I extends Record, S extends Resource, R extends Record> Tool listing(
            Toolset toolset, String name, String about, List<Class<? extends Record>> parts, Class<I> in, Class<R> row,
            BiFunction<I, Cloud, Many<S>> source, BiFunction<Many.Slice<S>, Cloud, List<R>> join) {
        return new Tool(toolset, name, about, new Reading(parts, () -> Listing.schema(row),
                (args, session) -> page(name, args, session, in, row, source, join)));
    }

    private static <I extends Record, S extends Resource, R extends Record> ObjectNode page(
            String name, ObjectNode args, Session session, Class<I> in, Class<R> row,
            BiFunction<I, Cloud, Many<S>> source, BiFunction<Many.Slice<S>, Cloud, List<R>> join) {
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
                slice -> join.apply(slice, cloud));
        int most = walk.allInstances() ? Integer.MAX_VALUE : paging.limit();
        return listing.read(most, cursor, cloud::notes);
    }

    /** A tool that answers with one record. */
    public static <I extends Record, O extends Record> Tool read(
            Toolset toolset, String name, String about, Class<I> in, Class<O> out, BiFunction<I, Cloud, O> reader) {
        return new Tool(toolset, name, about, new Reading(List.of(in),
                () -> Shape.schema(List.of(Shape.of(out))), (args, session) -> {
                    var answer = Json.node(reader.apply(Shape.of(in).read(args), new Cloud(session, Set.of())));
                    return (ObjectNode) Clean.tree(answer);
                }));
    }

    /**
     * A tool that changes things, by one of some actions.
     *
     * @param shownBy the name of the tool that shows what came of it
     */
    public static Tool write(Toolset toolset, String name, String about, String shownBy, Action... actions) {
        return new Tool(toolset, name, about, new Writing(shownBy, List.of(actions)));
    }

    /** The same tool over the whole cloud, registered only where the admin switch is on. */
    public Tool cloud() { return new Tool(toolset, name, about, View.CLOUD, true, handler); }

    /** The same tool for the project's things, registered only where the admin switch is on. */
    public Tool privileged() { return new Tool(toolset, name, about, view, true, handler); }

    public Toolset toolset() { return toolset; }
    public String name() { return name; }

    /** What the model reads of it, on one line; the first sentence says what for. A write tool's tells its actions. */
    public String about() {
        var sentences = about.strip().replaceAll("\\s+", " ");
        return sentences + switch (handler) {
            case Reading _ -> "";
            case Writing(_, var actions) -> " Actions: "
                    + actions.stream().map(Action::signature).collect(Collectors.joining(", ")) + ".";
        };
    }

    public View view() { return view; }
    /** Whether the admin switch must be on. */
    public boolean isPrivileged() { return privileged; }
    public boolean writes() { return handler instanceof Writing; }

    /** Whether it can take away what cannot be had back. */
    public boolean destroys() {
        return handler instanceof Writing(_, var actions) && actions.stream().anyMatch(a -> a.facts().destroying());
    }

    /** Its actions by their own words; none of a tool that reads. */
    public List<String> actions() {
        return handler instanceof Writing(_, var actions)
                ? actions.stream().map(action -> action.facts().word()).toList() : List.of();
    }

    /** What is to be known of its actions; none of a tool that reads. */
    public List<Action.Facts> facts() {
        return handler instanceof Writing(_, var actions)
                ? actions.stream().map(action -> action.facts().told()).toList() : List.of();
    }

    /** All words by which its actions can be called. */
    public List<String> actionWords() {
        return handler instanceof Writing(_, var actions)
                ? actions.stream().flatMap(action -> action.facts().words().stream()).toList() : List.of();
    }

    /** The tool that shows what this one changed. */
    public Optional<String> shownBy() {
        return handler instanceof Writing(var shownBy, _) ? Optional.of(shownBy) : Optional.empty();
    }

    /** The own word of the action that this one means; blank if there is none. */
    public String word(String said) {
        return handler instanceof Writing(_, var actions) ? actions.stream().map(Action::facts)
                .filter(facts -> facts.words().contains(said)).findFirst().map(Action.Draft::word).orElse("") : "";
    }

    /** The records of which its arguments consist, for each of its actions, or the one way to call it. */
    public List<List<Class<? extends Record>>> in() {
        return switch (handler) {
            case Reading reading -> List.of(reading.in());
            case Writing(_, var actions) -> actions.stream().map(Action::parts).toList();
        };
    }

    /** What people read instead of the name. */
    public String title() { return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' '); }

    public ObjectNode inputSchema() { return Shape.union(in().stream().map(Tool::shapes).toList()); }

    public ObjectNode outputSchema() {
        return switch (handler) {
            case Reading reading -> reading.out().get();
            case Writing _ -> Shape.schema(List.of(Shape.of(Report.class)));
        };
    }

    /**
     * Runs it. Interrupt the calling thread to cancel it.
     *
     * @param session one of this tool's view
     * @throws BadInput the arguments do not fit
     * @throws ToolFailure it could not be done
     * @throws CloudException the cloud would not
     */
    public Said call(ObjectNode args, Session session, Caller caller, Rules rules) {
        return switch (handler) {
            case Reading _ -> read(args, session);
            case Writing(var shownBy, var actions) ->
                Doing.run(actions, shownBy, new Doing.Call(this, args, session, caller, rules));
        };
    }

    /**
     * Does not run it, and writes that down if it would have changed something.
     *
     * @throws ToolFailure with these words
     */
    public Said refuse(String why, ObjectNode args, Session session, Caller caller, Rules rules) {
        if (writes()) {
            var parts = in().stream().flatMap(way -> shapes(way).stream()).toList();
            rules.audit().refused(new Audit.Entry(session, caller, name, args.path("action").asText(""), args,
                    Audit.plain(parts)), why);
        }
        throw new ToolFailure(why);
    }

    /** The same for a tool that reads, to which nobody has to agree. */
    Answer read(ObjectNode args, Session session) {
        var reading = (Reading) handler;
        Shape.check(name, args, shapes(reading.in()));
        return bounded(reading.run().apply(args, session));
    }

    /** With its text, which is never longer than clients take. */
    static Answer bounded(ObjectNode answer) {
        var text = Json.text(answer);
        if (text.length() <= Listing.MOST_CHARACTERS) return new Answer(answer, text);
        throw new ToolFailure("the answer would have " + text.length() + " characters, more than the "
                + Listing.MOST_CHARACTERS + " that clients take\nask for less: a filter, a smaller limit, "
                + "no details");
    }

    private static List<Shape<?>> shapes(List<Class<? extends Record>> parts) {
        return parts.stream().<Shape<?>>map(Shape::of).toList();
    }
}
