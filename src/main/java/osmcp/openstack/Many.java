package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Near;
import osmcp.openstack.CloudException.Why;

/**
 * A listing, described and not yet sent for. It is fetched only as far as it is read, and never yields what the project
 * may not see. What the cloud filters is a pre-selection; each filter is evaluated again here.
 */
public final class Many<T extends Resource> {
    private static final int MOST_PAGES = 1_000;
    private static final int PAGE = 200;
    private static final int LARGE_PAGE = 1_000;
    private static final Predicate<Object> ALL = _ -> true;
    /** So many may be asked for one by one; for more, a walk through all is cheaper. */
    static final int FEW = 16;

    private final Session session;
    private final Kind<T> kind;
    private final String above;
    private final List<Ref<?>> parents;
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
    public record Slice<T extends Resource>(List<Ref<T>> refs, Optional<String> next, int leftOut) {
        public Stream<T> values() { return refs.stream().map(Ref::value); }
        public <R> List<R> map(Function<T, R> each) { return values().map(each).toList(); }
    }

    /** @param above the path of that below which the listing is; blank for one of its own */
    Many(Session session, Kind<T> kind, String above, List<Ref<?>> parents) {
        this(session, kind, above, parents, Query.NONE, ALL, List.of(), 0);
    }

    private Many(Session session, Kind<T> kind, String above, List<Ref<?>> parents, Query query,
            Predicate<? super T> wanted, List<String> only, int skip) {
        this.session = session;
        this.kind = kind;
        this.above = above;
        this.parents = parents;
        this.query = query;
        this.wanted = wanted;
        this.only = only;
        this.skip = skip;
    }

    private Many<T> with(Query other) {
        return new Many<>(session, kind, above, parents, other, wanted, only, skip);
    }

    /** Asks the cloud to pre-select. It may ignore that, so what matters is said again with {@link #where}. */
    public Many<T> narrow(String key, Optional<String> value) {
        return value.filter(v -> Query.encode(v).length() <= Query.LONGEST) // else the rows are all looked at here
                .map(v -> with(query.plus(key, v))).orElse(this);
    }

    /** Keeps the rows that fit, judged here. */
    public <V> Many<T> where(Optional<V> value, BiPredicate<T, V> fits) {
        return value.map(v -> new Many<>(session, kind, above, parents, query,
                (T row) -> wanted.test(row) && fits.test(row, v), only, skip)).orElse(this);
    }

    /** Keeps those that these names or ids mean, in this order; none given keeps all. */
    public Many<T> only(List<String> namesOrIds) {
        return new Many<>(session, kind, above, parents, query, wanted, namesOrIds, skip);
    }

    /** Begins behind so many rows. */
    public Many<T> skip(int rows) { return new Many<>(session, kind, above, parents, query, wanted, only, rows); }

    /** Whether the project may see a thing of this kind with that id. GET {collection}/{id} */
    public boolean shows(String id) { return one(id).row().isPresent(); }

    /** All that the project may see and that fits. */
    public Stream<T> stream() { return rows().filter(Row::visible).map(Row::value); }

    /** Those of the first page of so many that the project may see and that fit: one request, and perhaps not all. */
    public List<T> glance(int size) {
        var items = page(kind.place().listed(), size, Optional.empty()).items();
        return new Judge(session, parents).rows(kind, above, items, wanted).stream().filter(Row::visible)
                .map(Row::value).toList();
    }

    /**
     * All of these that have one of the given things under that key, such as the subnets of some networks: asked for in
     * as many requests as the length of a query asks for. If they are part of what is given, that says whose they are.
     */
    public Stream<T> of(String key, Collection<? extends Ref<?>> things) {
        var ids = things.stream().map(Ref::id).toList();
        var listing = new Many<>(session, kind, above, List.<Ref<?>>copyOf(things), query, (T row) -> wanted.test(row)
                && ids.contains(row.text(key)), only, skip);
        return listing.pieces(key, ids).filter(Row::visible).map(Row::value);
    }

    /** Up to {@code limit} rows behind a marker. One more is asked for, which tells whether there is a next part. */
    public Slice<T> slice(int limit, Optional<String> marker) {
        if (!only.isEmpty()) return part(find(only, false).stream().filter(row -> wanted.test(row.value())).toList(),
                limit, marker, 0);
        if (kind.place().more() == Place.More.WHOLE) return sliceOfWhole(limit, marker);
        if (marker.isPresent() && !kind.place().mindsMarkers() && !shows(marker.get())) throw gone();
        int over = marker.isPresent() ? 0 : skip;
        if (over > 0 && wanted == ALL && !kind.place().path().equals(kind.place().listed())) {
            var before = idAt(over);
            return before.isEmpty() ? new Slice<>(List.of(), Optional.empty(), 0) : slice(limit, before);
        }
        var leftOut = new AtomicInteger();
        var rows = rows(Math.min(over + limit + 1, LARGE_PAGE), marker)
                .peek(row -> leftOut.addAndGet(row.whose() == Judge.Whose.UNSAID ? 1 : 0)).filter(Row::visible)
                .skip(over).limit(limit + 1L).toList();
        return cut(rows, limit, leftOut.get());
    }

    private static CloudException gone() { return new CloudException(Why.INVALID, "the row is gone", ""); }

    /** The id of that row, counted from one, found in short rows: full ones take Nova three times as long. */
    private Optional<String> idAt(int row) {
        var marker = Optional.<String>empty();
        int passed = 0;
        while (true) {
            var page = page(kind.place().path(), Math.min(row - passed, LARGE_PAGE), marker);
            if (passed + page.items().size() >= row) return Optional.of(page.items().get(row - passed - 1).id());
            if (page.next().isEmpty()) return Optional.empty();
            passed += page.items().size();
            marker = page.next();
        }
    }

    /** What comes in one piece knows no marker: all of it is asked for again, and the part is cut here. */
    private Slice<T> sliceOfWhole(int limit, Optional<String> marker) {
        var rows = rows().toList();
        int leftOut = (int) rows.stream().filter(row -> row.whose() == Judge.Whose.UNSAID).count();
        return part(rows.stream().filter(Row::visible).toList(), limit, marker, leftOut);
    }

    /** All are at hand, whatever the cursor; it says behind which of them to go on. */
    private Slice<T> part(List<Row<T>> rows, int limit, Optional<String> marker, int leftOut) {
        int from = marker.map(id -> rows.stream().map(row -> row.value().id()).toList().indexOf(id) + 1).orElse(skip);
        if (marker.isPresent() && from == 0) throw gone();
        return cut(rows.subList(Math.min(from, rows.size()), Math.min(rows.size(), from + limit + 1)), limit, leftOut);
    }

    private static <T extends Resource> Slice<T> cut(List<Row<T>> rows, int limit, int leftOut) {
        var shown = rows.stream().limit(limit).flatMap(row -> row.seen().stream()).toList();
        var next = rows.size() > limit ? Optional.of(shown.getLast().id()) : Optional.<String>empty();
        return new Slice<>(shown, next, leftOut);
    }

    /**
     * Those that the names or ids mean, in their order. Text that looks like a UUID is only ever an id; names are
     * looked up together. Our own come before what is shared, so a stranger who shares a thing breaks no name of ours.
     * {@link Why#NOT_FOUND} names what there is not, {@link Why#AMBIGUOUS} what there is twice.
     *
     * @param toChange only what is ours will do
     */
    List<Row<T>> find(List<String> texts, boolean toChange) {
        // services write ids in small letters
        var wanted = texts.stream().map(text -> Query.isId(text) ? text.toLowerCase(Locale.ROOT) : text)
                .distinct().toList();
        var ids = wanted.stream().filter(Query::isId).collect(Collectors.toCollection(LinkedHashSet::new));
        var names = wanted.stream().filter(text -> !ids.contains(text)).toList();
        var questions = new ArrayList<Callable<List<Row<T>>>>();
        if (!ids.isEmpty()) questions.add(() -> withIds(ids).toList());
        var passed = new ConcurrentLinkedQueue<String>();
        if (!names.isEmpty()) questions.add(() -> called(names, passed).toList());
        // one that is named by id and by name comes twice
        var rows = Together.all(questions).stream().flatMap(List::stream).collect(Collectors.toMap(
                row -> row.value().id(), Function.identity(), (first, _) -> first, LinkedHashMap::new)).values();
        var found = wanted.stream().collect(Collectors.toMap(Function.identity(), text -> rows.stream()
                .filter(row -> text.equals(row.value().id()) || !ids.contains(text) && text.equals(row.value().name()))
                .toList()));
        var missing = wanted.stream().filter(text -> found.get(text).isEmpty()).toList();
        if (!missing.isEmpty()) throw CloudException.missing(kind, missing, near(missing, passed));
        var best = wanted.stream().map(text -> best(text, found.get(text))).distinct().toList();
        var lent = best.stream().filter(row -> toChange && row.whose() != Judge.Whose.OURS)
                .map(row -> row.value().name() + " (" + row.value().id() + ")").toList();
        if (lent.isEmpty()) return best;
        throw new CloudException(Why.FORBIDDEN, kind.noun() + " " + String.join(", ", lent)
                + " is not this project's: it can be used, and not changed", "");
    }

    /**
     * Names like the one that there is not: whoever misspelt one is told.
     *
     * @param passed those that were seen on the way, where all were looked at; else the first page is
     */
    private List<String> near(List<String> missing, Collection<String> passed) {
        if (missing.size() > 1 || Query.isId(missing.getFirst())) return List.of();
        try {
            return Near.to(missing.getFirst(), asksByName(1) ? glance(PAGE).stream().map(Resource::name)
                    : passed.stream());
        } catch (CloudException e) {
            return List.of(); // what is missing is told all the same
        }
    }

    private static <T extends Resource> Row<T> best(String text, List<Row<T>> rows) {
        var rank = rows.stream().map(Row::whose).min(Comparator.naturalOrder()).orElseThrow();
        var best = rows.stream().filter(row -> row.whose() == rank).toList();
        if (best.size() == 1) return best.getFirst();
        var byId = best.stream().filter(row -> row.value().id().equals(text)).findFirst();
        if (byId.isPresent()) return byId.get();
        throw new CloudException(Why.AMBIGUOUS, best.size() + " " + best.getFirst().kind().noun() + "s are called "
                + text, "use an id: " + best.stream().map(row -> row.value().id() + (rank == Judge.Whose.OURS
                ? "" : " (another project's, shared)")).collect(Collectors.joining(", ")));
    }

    /**
     * The visible rows that have one of these names: a few names each by a question of their own where the service can
     * be asked by name, and else by one walk through the listing.
     *
     * @param passed takes the names that are seen on that walk, or as many as a page has
     */
    private Stream<Row<T>> called(List<String> texts, Collection<String> passed) {
        boolean byName = asksByName(texts.size());
        boolean pattern = kind.place().names() == Place.Names.PATTERN;
        var asked = byName ? texts.stream().map(text -> narrow(kind.place().nameKey(),
                Optional.of(pattern ? Literally.whole(text) : text))).toList() : List.of(this);
        return Together.all(asked.stream().<Callable<List<Row<T>>>>map(many -> () -> many.rows(PAGE, Optional.empty())
                .filter(Row::visible).peek(row -> {
                    if (!byName && passed.size() < PAGE) passed.add(row.value().name());
                }).filter(row -> row.called(texts)).toList()).toList()).stream().flatMap(List::stream);
    }

    private boolean asksByName(int names) { return kind.place().names() != Place.Names.HERE && names <= FEW; }

    /** The visible rows that have one of these ids: asked together where the service can be, else few one by one. */
    Stream<Row<T>> withIds(Collection<String> ids) {
        if (ids.isEmpty()) return Stream.empty();
        Predicate<Row<T>> fits = row -> row.visible() && ids.contains(row.value().id());
        if (kind.place().isNarrowedByIds() && ids.size() > 1) return pieces("id", ids).filter(fits);
        if (ids.size() > FEW) return rows().filter(fits);
        return Together.all(ids.stream().<Callable<Optional<Row<T>>>>map(id -> () -> one(id).row()).toList()).stream()
                .flatMap(Optional::stream);
    }

    private Stream<Row<T>> pieces(String key, Collection<String> ids) {
        return Together.all(Query.pieces(ids, key.length() + 2).stream().<Callable<List<Row<T>>>>map(piece -> () ->
                with(piece.stream().reduce(query, (so, id) -> so.plus(key, id), (a, _) -> a)).rows().toList())
                .toList()).stream().flatMap(List::stream);
    }

    /**
     * How these are now, in one request for all where the service can be asked so. Those that are gone are missing.
     *
     * @param since from when on changes are asked for, by the cloud's clock; what is not listed then is as before
     */
    Map<String, T> again(Map<String, T> before, Instant since) {
        var ids = before.keySet();
        boolean changes = kind.place().isNarrowedByChanges() && ids.size() > 1;
        var asked = changes ? narrow("changes-since", Optional.of(since.truncatedTo(ChronoUnit.SECONDS).toString()))
                .rows().filter(row -> row.visible() && ids.contains(row.value().id()))
                : kind.place().isNarrowedByIds() || ids.size() == 1 ? withIds(ids)
                : rows().filter(row -> row.visible() && ids.contains(row.value().id()));
        var now = changes ? new HashMap<>(before) : new HashMap<String, T>(); // what did not change is not listed
        asked.forEach(row -> now.put(row.value().id(), row.value()));
        now.values().removeIf(Resource::isGone);
        return now;
    }

    private One<T> one(String id) { return new One<>(session, kind, above, id, parents); }

    Stream<Row<T>> rows() { return rows(LARGE_PAGE, Optional.empty()); }

    private Stream<Row<T>> rows(int first, Optional<String> marker) {
        var judge = new Judge(session, parents);
        var path = kind.place().listed();
        var seen = new HashSet<String>();
        return Stream.iterate(page(path, first, marker), Objects::nonNull, page -> {
                    if (page.next().isEmpty()) return null;
                    if (!seen.add(page.next().get())) throw circles();
                    return page(path, Math.max(first, PAGE), page.next());
                })
                .limit(MOST_PAGES).flatMap(page -> judge.rows(kind, above, page.items(), wanted).stream());
    }

    private CloudException circles() {
        return new CloudException(Why.UNEXPECTED, "the listing of " + kind.place().many() + " goes in circles", "");
    }

    private record Page<T>(List<T> items, Optional<String> next) {}

    /**
     * GET {collection}?limit&marker, from each of the sources that the view has: those of several are sorted by id and
     * joined.
     */
    private Page<T> page(String path, int size, Optional<String> marker) {
        var sources = kind.place().sources(session.view(), session.token());
        // what is asked for by id may come from any of them: it is judged in any case
        boolean joined = sources.size() > 1 && query.parts().stream().noneMatch(part -> part.startsWith("id="));
        if (!joined) return page(path, sources.size() > 1 ? query : query.plus(sources.getFirst()), size, marker);
        var pages = Together.all(sources.stream().<Callable<Page<T>>>map(source -> () -> page(path,
                query.plus(source).plus("sort_key", "id").plus("sort_dir", "asc"), size, marker)).toList());
        var all = new TreeMap<String, T>();
        pages.forEach(page -> page.items().forEach(item -> all.put(item.id(), item)));
        var items = all.values().stream().limit(size).toList();
        boolean more = all.size() > size || pages.stream().anyMatch(page -> page.next().isPresent());
        return new Page<>(items, more ? Optional.of(items.getLast().id()) : Optional.empty());
    }

    /** Whether there is more, the answer says; its link is not followed, as it may lead our token to another host. */
    private Page<T> page(String path, Query narrowed, int size, Optional<String> marker) {
        var place = kind.place();
        var asked = place.more() == Place.More.WHOLE ? narrowed : narrowed.plus("limit", "" + size);
        if (marker.isPresent()) asked = asked.plus("marker", marker.get());
        var answer = session.get(place, above + path + asked);
        var rows = answer.json().path(place.many());
        if (!rows.isArray()) {
            throw new CloudException(Why.UNEXPECTED,
                    Connection.project(place.service()) + " answered without a list of " + place.many(), "");
        }
        var items = rows.valueStream().filter(ObjectNode.class::isInstance)
                .map(row -> kind.wrap().apply((ObjectNode) row)).toList();
        boolean more = !items.isEmpty() && switch (place.more()) {
            case LINKS -> answer.json().properties().stream().filter(field -> field.getKey().endsWith("links"))
                    .flatMap(field -> field.getValue().valueStream())
                    .anyMatch(link -> link.path("rel").asText().equals("next"));
            case NEXT -> answer.json().hasNonNull("next");
            case WHOLE -> false;
        };
        if (!more) return new Page<>(items, Optional.empty());
        var last = items.getLast().id();
        if (marker.isPresent() && marker.get().equals(last)) {
            throw circles();
        }
        session.let(answer.kib()); // what is kept of it is a fraction
        return new Page<>(items, Optional.of(last));
    }
}
