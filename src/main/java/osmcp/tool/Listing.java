package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;
import osmcp.openstack.*;

/** Turns a described listing into one answer: the page, its fields, and where to go on. */
final class Listing<S extends Resource> {
    /** What clients show to models is cut beyond this; so no answer is longer, and what is cut is said. */
    static final int MOST_CHARACTERS = 40_000;
    private static final int ENVELOPE = 1_500;
    private static final int AT_ONCE = 200;
    private static final List<String> COMPACT = List.of("id", "name", "status");

    /** The answer beside its rows. {@code left_out} counts rows of which nobody says whose they are. */
    record Page(int count, boolean hasMore, Optional<String> nextCursor, Optional<Integer> leftOut,
            Optional<List<String>> notes) {}

    private final String digest;
    private final Many<S> source;
    private final Function<Many.Slice<S>, List<? extends Record>> join;
    private final Set<String> columns;

    private final List<ObjectNode> items = new ArrayList<>();
    private Optional<String> next = Optional.empty();
    private int characters = ENVELOPE;
    private int leftOut;
    private boolean cut;
    private boolean vanished;

    Listing(String digest, Many<S> source, Set<String> columns, Function<Many.Slice<S>, List<? extends Record>> join) {
        this.digest = digest;
        this.source = source;
        this.columns = columns;
        this.join = join;
    }

    /** The schema of such an answer. Rows require nothing, since the caller chooses their fields. */
    static ObjectNode schema(Class<? extends Record> row) {
        var whole = Shape.schema(List.of(Shape.of(Page.class)));
        var item = Shape.schema(List.of(Shape.of(row)));
        item.remove("required");
        whole.withObject("/properties").putObject("items").put("type", "array").set("items", item);
        whole.withArray("/required").add("items");
        return whole;
    }

    /** The chosen fields if any were chosen, else the few or, with details, all. */
    static Set<String> columns(Shape<?> row, Paging paging, boolean compact) {
        var all = row.names();
        var strangers = paging.fields().stream().filter(field -> !all.contains(field)).toList();
        if (!strangers.isEmpty()) {
            throw new BadInput("no field " + String.join(", ", strangers) + "; there are " + String.join(", ", all));
        }
        var columns = new LinkedHashSet<>(!paging.fields().isEmpty() ? paging.fields() : compact ? COMPACT : all);
        if (paging.fields().isEmpty() && !paging.detailed()) columns.removeAll(row.details());
        return columns;
    }

    ObjectNode read(int most, Optional<Cursor> from, Supplier<Optional<List<String>>> notes) {
        next = from.map(Cursor::after);
        if (from.isPresent() && !from.get().ours() && !source.shows(from.get().after())) throw changed();
        do {
            add(slice(Math.min(most - items.size(), AT_ONCE)));
        } while (next.isPresent() && !cut && items.size() < most);
        var cursor = next.map(last -> Cursor.of(digest, last).toString());
        var answer = (ObjectNode) Json.node(new Page(items.size(), next.isPresent(), cursor,
                leftOut == 0 ? Optional.empty() : Optional.of(leftOut), withCut(notes.get())));
        answer.putArray("items").addAll(items);
        return answer;
    }

    private Optional<List<String>> withCut(Optional<List<String>> notes) {
        if (!cut && !vanished) return notes;
        var all = new ArrayList<>(notes.orElse(List.of()));
        if (vanished) all.add("the list changed while it was read, and ends here early; call again for all of it");
        if (cut) all.add("cut at " + MOST_CHARACTERS + " characters; go on with next_cursor, or choose fields");
        return Optional.of(all);
    }

    private Many.Slice<S> slice(int limit) {
        try {
            return source.slice(limit, next);
        } catch (CloudException e) {
            boolean gone = e.why() == CloudException.Why.INVALID || e.why() == CloudException.Why.NOT_FOUND;
            if (next.isEmpty() || !gone) throw e;
            if (items.isEmpty()) throw changed();
            vanished = true; // what was read so far is still true
            return new Many.Slice<>(List.of(), Optional.empty(), 0);
        }
    }

    private static ToolFailure changed() {
        return new ToolFailure("the list changed since the place where it was to go on; start again without cursor");
    }

    private void add(Many.Slice<S> slice) {
        leftOut += slice.leftOut();
        var rows = join.apply(slice);
        for (int i = 0; i < rows.size(); i++) {
            var item = ((ObjectNode) Clean.tree(Json.node(rows.get(i)))).retain(columns);
            int length = Json.text(item).length() + 1;
            if (characters + length > MOST_CHARACTERS && !items.isEmpty()) {
                cut = true;
                return; // next is already behind the last row that fitted
            }
            characters += length;
            items.add(item);
            next = Optional.of(slice.refs().get(i).id());
        }
        next = slice.next();
    }
}
