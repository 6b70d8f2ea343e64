package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.*;
import osmcp.secret.Signed;

/**
 * Nothing that cannot be undone is done to more than one thing, or to what a filter found, before somebody saw what it
 * would be. What was shown is sealed, and opened again by whoever agrees: it holds for the same call by the same
 * caller, for exactly those things in the states in which they were shown, for ten minutes, and once.
 */
public final class Confirmations {
    /** Which actions are shown first, of those that destroy. */
    public enum Mode { AUTO, ALWAYS, NEVER }

    private static final Duration VALID = Duration.ofMinutes(10);
    /** Each took a call that found what to destroy; nobody needs more in ten minutes. */
    private static final int MOST = 10_000;

    private final Mode mode;
    private final Signed signed;
    private final Map<String, Instant> used = new HashMap<>();

    /** @param signed seals what is shown; who has the same key takes it back */
    public Confirmations(Mode mode, Signed signed) {
        this.mode = mode;
        this.signed = signed;
    }

    /** Whether so many things, so chosen, have to be shown before they are gone. */
    boolean needed(boolean destroys, boolean byFilter, int things) {
        return destroys && mode != Mode.NEVER && (mode == Mode.ALWAYS || byFilter || things > 1);
    }

    /** Seals what is shown to this caller. */
    String seal(Caller caller, String call, String things) {
        return signed.seal(purpose(caller), call + " " + things + " " + UUID.randomUUID(), Instant.now().plus(VALID));
    }

    /**
     * Takes it back, which can be done once.
     *
     * @throws ToolFailure it was not shown for this
     */
    void take(Caller caller, String sealed, String call, String things) {
        var parts = signed.open(purpose(caller), sealed).map(text -> text.split(" ")).orElseThrow(() -> refused(
                "this confirmation was not given by this server to this caller, or its ten minutes are over"));
        if (!parts[0].equals(call)) throw refused("this confirmation is for another call; repeat that one unchanged");
        if (!parts[1].equals(things)) throw refused("what this would be done to has changed since it was shown");
        synchronized (used) {
            used.values().removeIf(Instant.now()::isAfter);
            if (used.size() >= MOST) throw refused("too many confirmations were used of late; wait ten minutes");
            if (used.put(parts[2], Instant.now().plus(VALID)) != null) {
                throw refused("this confirmation was used already");
            }
        }
    }

    private static ToolFailure refused(String why) {
        return new ToolFailure(why + "\nnothing was sent; call without confirm to see what would be done now");
    }

    private static String purpose(Caller caller) { return "confirmation by " + caller.principal(); }

    /** What a call is recognised by: all that it says besides how its things are chosen. */
    static String call(String tool, String action, ObjectNode args, Collection<String> own, Session session) {
        var we = session.signedIn();
        var said = own.stream().filter(args::has).sorted().map(name -> name + "=" + Json.text(args.get(name)));
        return digest(Stream.concat(Stream.of(tool, action, we.projectId(), we.userId()), said));
    }

    /** What things are recognised by: their ids, and how each is; those that are yet to be made, by their names. */
    static String things(List<? extends Bulk.Job<?>> jobs) {
        return digest(jobs.stream().map(job -> job.target().map(thing -> thing.id() + " " + thing.value().name() + " "
                + thing.value().status() + " " + thing.value().task().orElse("")).orElse(job.name())).sorted());
    }

    private static String digest(Stream<String> texts) {
        try {
            var text = Json.text(Json.node(texts.toList())).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
