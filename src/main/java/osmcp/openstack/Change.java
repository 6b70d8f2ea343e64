package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.CloudException.Why;

/** A request that changes something: rooted in a target, it goes on in fixed text with gaps for what is proven. */
public final class Change {
    /** Some services hold a lock over a thing while it changes, and refuse whoever comes meanwhile. */
    private static final List<ReentrantLock> LOCKS = Stream.generate(() -> new ReentrantLock(true)).limit(64).toList();
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Session session;
    private final Place place;
    private final String root;
    private final Target<?> target;
    private final Optional<Microversion> floor;
    private final Map<String, String> headers;
    private final Optional<String> turn;

    Change(Session session, Place place, String root, Target<?> target) {
        this(session, place, root, target, Optional.empty(), Map.of(), Optional.empty());
    }

    private Change(Session session, Place place, String root, Target<?> target, Optional<Microversion> floor,
            Map<String, String> headers, Optional<String> turn) {
        this.session = session;
        this.place = place;
        this.root = root;
        this.target = target;
        this.floor = floor;
        this.headers = headers;
        this.turn = turn;
    }

    /** Needs this microversion at least, or is refused as too new for the cloud. */
    public Change since(int major, int minor) {
        return new Change(session, place, root, target, Optional.of(new Microversion(major, minor)), headers, turn);
    }

    /** Is refused if the target was changed since it was read; Neutron counts the revisions. */
    public Change ifUnchanged() {
        var revision = target.value().json().path("revision_number").asText("");
        if (revision.isEmpty()) return this; // deployments can do without that extension
        return new Change(session, place, root, target, floor, Map.of("If-Match", "revision_number=" + revision), turn);
    }

    /**
     * Waits until no other change of this process runs under the same lock, and sends again what was refused because
     * the thing is being changed by others.
     *
     * @param lock what the service locks: {@code load balancer ID}
     */
    public Change inTurn(String lock) {
        return new Change(session, place, root, target, floor, headers, Optional.of(lock));
    }

    public ObjectNode post(Body body, String path, Segment... gaps) { return send("POST", body, path, gaps); }
    public ObjectNode put(Body body, String path, Segment... gaps) { return send("PUT", body, path, gaps); }
    public void delete(String path, Segment... gaps) { send("DELETE", null, path, gaps); }

    private ObjectNode send(String method, Body body, String path, Segment... gaps) {
        if (target.dry()) throw new IllegalStateException("a plan sends nothing");
        var filled = path;
        for (var gap : gaps) {
            filled = filled.replaceFirst("\\{}", Matcher.quoteReplacement(Query.encode(gap.text())));
        }
        var whole = root + filled;
        return turn.isEmpty() ? session.change(method, place, whole, body, floor, headers)
                : locked(LOCKS.get(Math.floorMod(turn.get().hashCode(), LOCKS.size())),
                        () -> session.change(method, place, whole, body, floor, headers));
    }

    private ObjectNode locked(ReentrantLock lock, Supplier<ObjectNode> change) {
        try {
            if (!lock.tryLock(session.left().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CloudException(Why.NOT_SENT, "the time was over before its turn came", "call again for it");
            }
            try {
                while (true) {
                    try {
                        return change.get();
                    } catch (CloudException e) {
                        boolean busy = e.why() == Why.CONFLICT && e.getMessage().contains("immutable");
                        if (!busy || session.left().compareTo(PAUSE.multipliedBy(2)) < 0) throw e;
                        Thread.sleep(PAUSE);
                    }
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Why.NOT_SENT, "cancelled", "");
        }
    }
}
