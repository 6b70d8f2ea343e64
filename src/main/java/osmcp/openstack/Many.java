package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.CloudException.Why;

/**
 * A listing, described and not yet sent for. It is fetched only as far as it is read, and never yields what the project
 * may not see. What the cloud filters is a pre-selection; each filter is evaluated again here.
 */
public final class Many<T extends Resource> {
    private static final int MOST_PAGES = 1_000;
    private static final int PAGE = 200;
    private static final int PAGE_OF_IDS = 1_000;
    private static final Predicate<Object> ALL = _ -> true;
    /** So many may be asked for one by one; for more, a walk through all is cheaper. */
    static final int FEW = 16;

    private final Session session;
    private final Kind<T> kind;
    private final Query query;
    private final Predicate<? super T> wanted;
    private final List<String> only;
    private final int skip;

    /**
     * Part of a listing.
     *
     * @param next behind which row the next part begins; absent at the end
     * @param leftOut rows that were left out because nobody says whose they are
     */
    public record Slice<T>(List<T> rows, Optional<String> next, int leftOut) {}

    Many(Session session, Kind<T> kind) { this(session, kind, Query.NONE, ALL, List.of(), 0); }

    private Many(Session session, Kind<T> kind, Query query, Predicate<? super T> wanted, List<String> only, int skip) {
        this.session = session;
        this.kind = kind;
        this.query = query;
        this.wanted = wanted;
        this.only = only;
        this.skip = skip;
    }

    /** Asks the cloud to pre-select. It may ignore that, so what matters is said again with {@link #where}. */
    public Many<T> narrow(String key, Optional<String> value) {
        return value.filter(v -> Query.encode(v).length() <= Query.LONGEST) // else the rows are all looked at here
                .map(v -> new Many<>(session, kind, query.plus(key, v), wanted, only, skip)).orElse(this);
    }

    /** Keeps the rows that fit, judged here. */
    public <V> Many<T> where(Optional<V> value, BiPredicate<T, V> fits) {
        return value.map(v -> new Many<>(session, kind, query,
                (T row) -> wanted.test(row) && fits.test(row, v), only, skip)).orElse(this);
    }

    /** Keeps those that these names or ids mean, in this order; none given keeps all. */
    public Many<T> only(List<String> namesOrIds) {
        return new Many<>(session, kind, query, wanted, namesOrIds, skip);
    }

    /** Begins behind so many rows. */
    public Many<T> skip(int rows) { return new Many<>(session, kind, query, wanted, only, rows); }

    /** Whether the project may see a thing of this kind with that id. GET {collection}/{id} */
    public boolean shows(String id) { return new One<>(session, kind, id).row().isPresent(); }

    /** All that the project may see and that fits. */
    public Stream<T> stream() { return rows(PAGE, Optional.empty()).filter(Row::visible).map(Row::value); }

    /** Up to {@code limit} rows behind a marker. One more is asked for, which tells whether there is a next part. */
    public Slice<T> slice(int limit, Optional<String> marker) {
        if (!only.isEmpty()) return sliceOfFew(limit, marker);
        int over = marker.isPresent() ? 0 : skip;
        if (over > 0 && wanted == ALL && !kind.place().path().equals(kind.place().listed())) {
            var before = idAt(over);
            return before.isEmpty() ? new Slice<>(List.of(), Optional.empty(), 0) : slice(limit, before);
        }
        var leftOut = new AtomicInteger();
        var rows = rows(Math.min(over + limit + 1, 1_000), marker)
                .peek(row -> leftOut.addAndGet(row.whose() == Judge.Whose.UNSAID ? 1 : 0)).filter(Row::visible)
                .map(Row::value).skip(over).limit(limit + 1L).toList();
        return cut(rows, limit, leftOut.get());
    }

    /** The id of that row, counted from one, found in short rows: full ones take Nova three times as long. */
    private Optional<String> idAt(int row) {
        var marker = Optional.<String>empty();
        int passed = 0;
        while (true) {
            var page = page(kind.place().path(), Math.min(row - passed, PAGE_OF_IDS), marker);
            if (passed + page.items().size() >= row) return Optional.of(page.items().get(row - passed - 1).id());
            if (page.next().isEmpty()) return Optional.empty();
            passed += page.items().size();
            marker = page.next();
        }
    }

    /** Those few are there by name, whatever the cursor; it says behind which of them to go on. */
    private Slice<T> sliceOfFew(int limit, Optional<String> marker) {
        var rows = session.see(kind, only).stream().map(Ref::value).filter(wanted).toList();
        int from = marker.map(id -> rows.stream().map(Resource::id).toList().indexOf(id) + 1).orElse(skip);
        if (marker.isPresent() && from == 0) throw new CloudException(Why.INVALID, "the row is gone", "");
        return cut(rows.subList(Math.min(from, rows.size()), Math.min(rows.size(), from + limit + 1)), limit, 0);
    }

    private static <T extends Resource> Slice<T> cut(List<T> rows, int limit, int leftOut) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        var next = rows.size() > limit ? Optional.of(shown.getLast().id()) : Optional.<String>empty();
        return new Slice<>(shown, next, leftOut);
    }

    /**
     * The visible rows that have one of these names or ids: a few names each by a question of their own where the
     * service can be asked by name, and else by one walk through the listing.
     */
    Stream<Row<T>> called(List<String> texts) {
        boolean byName = kind.place().names() == Place.Names.PATTERN && texts.size() <= FEW;
        var asked = byName ? texts.stream().map(text -> narrow("name", Optional.of(Literally.whole(text)))).toList()
                : List.of(this);
        return Together.all(asked.stream().<Callable<List<Row<T>>>>map(many -> () -> many.rows(PAGE, Optional.empty())
                .filter(row -> row.visible() && row.called(texts)).toList()).toList()).stream().flatMap(List::stream);
    }

    private Stream<Row<T>> rows(int first, Optional<String> marker) {
        var judge = session.judge();
        var path = kind.place().listed();
        return Stream.iterate(page(path, first, marker), Objects::nonNull,
                        page -> page.next().isPresent() ? page(path, Math.max(first, PAGE), page.next()) : null)
                .limit(MOST_PAGES).flatMap(page -> page.items().stream()).filter(wanted)
                .map(value -> new Row<>(kind, value, judge.whose(kind.owner(), value.json())));
    }

    private record Page<T>(List<T> items, Optional<String> next) {}

    /**
     * GET {collection}?limit&marker. Whether there is more, the answer says; but its link is not followed, since it may
     * lead our token to another host.
     */
    private Page<T> page(String path, int size, Optional<String> marker) {
        var place = kind.place();
        var asked = place.more() == Place.More.WHOLE ? query : query.plus("limit", "" + size);
        if (marker.isPresent()) asked = asked.plus("marker", marker.get());
        var answer = session.get(place, path + asked);
        var rows = answer.json().path(place.many());
        if (!rows.isArray()) {
            throw new CloudException(Why.UNEXPECTED,
                    Connection.project(place.service()) + " answered without a list of " + place.many(), "");
        }
        var items = rows.valueStream().filter(ObjectNode.class::isInstance)
                .map(row -> kind.wrap().apply((ObjectNode) row)).toList();
        boolean more = !items.isEmpty() && switch (place.more()) {
            case LINKS -> answer.json().path(place.many() + "_links").valueStream()
                    .anyMatch(link -> link.path("rel").asText().equals("next"));
            case NEXT -> answer.json().hasNonNull("next");
            case WHOLE -> false;
        };
        if (!more) return new Page<>(items, Optional.empty());
        var last = items.getLast().id();
        if (marker.isPresent() && marker.get().equals(last)) {
            throw new CloudException(Why.UNEXPECTED, "the listing of " + place.many() + " goes in circles", "");
        }
        session.let(answer.kib()); // what is kept of it is a fraction
        return new Page<>(items, Optional.of(last));
    }
}
