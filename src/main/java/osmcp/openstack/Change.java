package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.CloudException.Why;

/**
 * A request that changes something: rooted in a target, or in the collection of something new, it goes on in fixed text
 * with gaps for what is proven.
 */
public final class Change {
    private static final Turns TURNS = new Turns();
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Session session;
    private final Place place;
    private final String root;
    private final ObjectNode row;
    private final boolean dry;
    private final Optional<Microversion> floor;
    private final Map<String, String> headers;
    private final Optional<Locked<?>> turn;

    Change(Session session, Place place, String root, Target<?> target) {
        this(session, place, root, target.value().json(), target.dry(), Optional.empty(), Map.of(), Optional.empty());
    }

    /** One that makes what is part of nothing else. */
    Change(Session session, Place place, boolean dry) {
        this(session, place, place.path(), Json.object(), dry, Optional.empty(), Map.of(), Optional.empty());
    }

    private Change(Session session, Place place, String root, ObjectNode row, boolean dry,
            Optional<Microversion> floor, Map<String, String> headers, Optional<Locked<?>> turn) {
        this.session = session;
        this.place = place;
        this.root = root;
        this.row = row;
        this.dry = dry;
        this.floor = floor;
        this.headers = headers;
        this.turn = turn;
    }

    /** Needs this microversion at least, or is refused as too new for the cloud. */
    public Change since(int major, int minor) {
        return new Change(session, place, root, row, dry, Optional.of(new Microversion(major, minor)), headers, turn);
    }

    /** Is refused if the target was changed since it was read; Neutron counts the revisions. */
    public Change ifUnchanged() {
        var revision = row.path("revision_number").asText("");
        if (revision.isEmpty()) return this; // deployments can do without that extension
        return new Change(session, place, root, row, dry, floor, Map.of("If-Match", "revision_number=" + revision),
                turn);
    }

    /** What a service locks while it, or what is part of it, is changed. */
    public record Locked<T extends Resource>(Kind<T> kind, String id) {}

    /**
     * Waits until no other change of this process runs under the same lock, and sends again what was refused because
     * the locked thing is being changed by others.
     */
    public Change inTurn(Locked<?> lock) {
        return new Change(session, place, root, row, dry, floor, headers, Optional.of(lock));
    }

    public ObjectNode post(Body body, String path, Segment... gaps) { return send("POST", body, path, gaps); }
    public ObjectNode put(Body body, String path, Segment... gaps) { return send("PUT", body, path, gaps); }
    public void delete(String path, Segment... gaps) { send("DELETE", null, path, gaps); }

    private ObjectNode send(String method, Body body, String path, Segment... gaps) {
        if (dry) throw new IllegalStateException("a plan sends nothing");
        var filled = path;
        for (var gap : gaps) {
            filled = filled.replaceFirst("\\{}", Matcher.quoteReplacement(Query.encode(gap.text())));
        }
        var whole = root + filled;
        return turn.isEmpty() ? session.change(method, place, whole, body, floor, headers)
                : TURNS.take(turn.get(), session.left(), () -> again(method, whole, body, turn.get()));
    }

    /** A refusal did nothing, so what came too early may be sent again. */
    private <T extends Resource> ObjectNode again(String method, String path, Body body, Locked<T> lock)
            throws InterruptedException {
        boolean rested = false;
        while (true) {
            try {
                return session.change(method, place, path, body, floor, headers);
            } catch (CloudException e) {
                boolean early = e.why() == Why.CONFLICT && e.getMessage().contains("immutable");
                boolean last = rested || session.left().compareTo(PAUSE.multipliedBy(2)) < 0;
                if (!early || last) throw e;
                // what is not at work, such as a balancer in ERROR, will not become free; it may just have become so
                rested = session.see(lock.kind(), lock.id()).value().task().isEmpty();
                Thread.sleep(PAUSE);
            }
        }
    }
}
