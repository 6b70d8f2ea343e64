package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * What there is in the cloud: rows of JSON by kind, in the order in which they came. A row holds every field that any
 * caller is ever shown; what of it is shown, and to whom, is the service's affair. Rows may be changed while the cloud
 * runs: a test that puts a field sees it in the next answer.
 */
public final class World {
    /** Part of every id and description of the project {@code other}: hexadecimal, so that it fits into an id. */
    public static final String CANARY = "0badc0de";
    public static final String DEMO = plainId("demo", "project", "demo");
    public static final String OTHER = plainId("other", "project", "other");
    public static final String SCALE = plainId("scale", "project", "scale");
    public static final String ADMIN = plainId("admin", "project", "admin");

    private final Map<String, SequencedMap<String, Row>> kinds = new HashMap<>();

    /** A row; one of thousands is made when it is first looked at. */
    static final class Row {
        private final String id;
        private final String project;
        private Supplier<ObjectNode> maker;
        private ObjectNode json;
        private final Deque<Later> later = new ArrayDeque<>();

        private Row(String id, String project, Supplier<ObjectNode> maker) {
            this.id = id;
            this.project = project;
            this.maker = maker;
        }

        String id() { return id; }

        /** The owner's id; blank if it has none. */
        String project() { return project; }

        synchronized ObjectNode json() {
            settle();
            return made();
        }

        private ObjectNode made() {
            if (json == null) {
                json = maker.get();
                maker = null;
            }
            return json;
        }

        private synchronized void settle() {
            while (!later.isEmpty() && later.getFirst().due()) {
                later.removeFirst().change.accept(made()); // or the next would come before this one
            }
        }

        private synchronized void add(Later change) { later.addLast(change); }
    }

    /** What a row becomes by itself, when its time has come: seen by whoever looks then. */
    private final class Later {
        private final Instant at;
        private final boolean atOnce;
        private final int looks = World.this.looks.get();
        private final Consumer<ObjectNode> change;

        Later(Duration after, Consumer<ObjectNode> change) {
            this.at = Instant.now().plus(after);
            this.atOnce = after.isZero();
            this.change = change;
        }

        boolean due() {
            boolean looked = atOnce || !seenFirst || World.this.looks.get() > looks + 1
                    || Instant.now().isAfter(at.plus(UNSEEN));
            return looked && !at.isAfter(Instant.now());
        }
    }

    private static final Duration UNSEEN = Duration.ofSeconds(2);
    private final AtomicInteger looks = new AtomicInteger();
    private boolean seenFirst;

    /** From now on, however slow this machine is, who looks at once sees what goes before. */
    public void seenFirst() { seenFirst = true; }

    /** Somebody reads: what was ordered before the last time may be done now. */
    void looked() { looks.incrementAndGet(); }

    /** An empty world. */
    World() {}

    /** Two projects, demo and other, with the same names in each: what {@code populate} makes of a real cloud. */
    public static World small() {
        var world = new World();
        Seed.small(world);
        return world;
    }

    /** The small world, and a project {@code scale} with so many servers. */
    public static World scale(int servers) {
        var world = small();
        Seed.scale(world, servers);
        return world;
    }

    /** The same name gives the same id, always; those of {@code other} hold the canary. */
    public static String id(String project, String kind, String name) {
        var hex = plainId(project, kind, name);
        return String.join("-", hex.substring(0, 8), hex.substring(8, 12), hex.substring(12, 16), hex.substring(16, 20),
                hex.substring(20));
    }

    /** Without dashes, as Keystone writes its ids. */
    static String plainId(String project, String kind, String name) {
        var seed = String.join(" ", project, kind, name).getBytes(StandardCharsets.UTF_8);
        var hex = UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
        return project.equals("other") ? hex.substring(0, 24) + CANARY : hex;
    }

    /**
     * Adds a row to a project, {@code "demo"} or {@code "other"}: a recorded one of that kind, with these fields put
     * over it. Without an id it gets one.
     *
     * @return the row itself, which may be changed later
     */
    public ObjectNode add(String kind, String project, Map<String, ?> fields) {
        var name = String.valueOf(fields.containsKey("name") ? fields.get("name") : kind + " " + rows(kind).size());
        var row = Seed.recorded(kind, project, name, rows(kind).size()).orElseGet(Json::object);
        fields.forEach((key, value) -> row.set(key, Json.node(value)));
        if (!row.has("id")) row.put("id", id(project, kind, name));
        put(kind, row.path("id").asText(), project.isEmpty() ? "" : plainId(project, "project", project), () -> row);
        return row;
    }

    synchronized void put(String kind, String id, String project, Supplier<ObjectNode> maker) {
        kinds.computeIfAbsent(kind, _ -> new LinkedHashMap<>()).put(id, new Row(id, project, maker));
    }

    /** Changes a row so much later. Several changes of one row come in the order in which they were said. */
    void later(String kind, String id, Duration after, Consumer<ObjectNode> change) {
        row(kind, id).ifPresent(row -> row.add(new Later(after, change)));
    }

    public synchronized void remove(String kind, String id) { of(kind).remove(id); }

    public Optional<ObjectNode> find(String kind, String id) {
        row(kind, id).ifPresent(Row::settle); // it may be that it goes
        return row(kind, id).map(Row::json);
    }

    private synchronized Optional<Row> row(String kind, String id) { return Optional.ofNullable(of(kind).get(id)); }

    /** The first of that name. */
    Optional<ObjectNode> named(String kind, String name) {
        return rows(kind).stream().map(Row::json).filter(row -> row.path("name").asText().equals(name)).findFirst();
    }

    /** The first of that name in a project, {@code "demo"} or {@code "other"}. */
    public ObjectNode named(String kind, String project, String name) {
        var owner = plainId(project, "project", project);
        return rows(kind).stream().filter(row -> row.project().equals(owner)).map(Row::json)
                .filter(row -> row.path("name").asText().equals(name)).findFirst().orElseThrow();
    }

    /** The ids of one kind in a project, oldest first. */
    public List<String> ids(String kind, String project) {
        var owner = plainId(project, "project", project);
        return rows(kind).stream().filter(row -> row.project().equals(owner)).map(Row::id).toList();
    }

    List<Row> rows(String kind) {
        present(kind).forEach(Row::settle);
        return present(kind);
    }

    private synchronized List<Row> present(String kind) { return List.copyOf(of(kind).values()); }

    private SequencedMap<String, Row> of(String kind) { return kinds.getOrDefault(kind, new LinkedHashMap<>()); }
}
