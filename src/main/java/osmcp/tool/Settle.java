package osmcp.tool;

import module java.base;
import osmcp.openstack.*;

/** Looks at what was changed until it is as it was meant to be, has failed, or the time is over. */
final class Settle<T extends Resource> {
    /** Clocks within a cloud differ a little. */
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Some services take an order, and show only a moment later that they carry it out. */
    private static final Duration HESITATION = Duration.ofSeconds(5);

    enum Mark {
        REACHED("🟢"), UNDER_WAY("🟡"), FAILED("🔴");

        final String sign;

        Mark(String sign) { this.sign = sign; }
    }

    /** How a thing is now. @param value absent when it is gone */
    record State<T>(Optional<T> value, Mark mark) {}

    /** How all are, by id, and why that could not be found out. */
    record States<T>(Map<String, State<T>> byId, Optional<RuntimeException> failure) {}

    private final Action.Draft<T, ?> facts;
    private final Session session;
    private final Caller caller;
    private final Instant since;
    /** The ids of those that were seen at work. */
    private final Set<String> begun = new HashSet<>();
    /** The ids of those that came to rest, and were seen once in another state than was meant. */
    private final Set<String> doubted = new HashSet<>();
    private boolean waits;

    /** To be made before the first change. */
    Settle(Action.Draft<T, ?> facts, Session session, Caller caller) {
        this.facts = facts;
        this.session = session;
        this.caller = caller;
        // a clock that is ahead of the service's own would hide what changes
        this.since = Stream.of(session.now(), Instant.now()).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** The state of what was done, and of what failed, since that tells why. Interrupting ends the wait. */
    States<T> after(List<Bulk.Done<T>> done, int waitSeconds) {
        var targets = done.stream().flatMap(one -> one.target().stream()).<Ref<T>>map(target -> target).toList();
        boolean tellsState = facts.isWaitedFor() || done.stream().anyMatch(one -> one.result() != Bulk.Result.DONE)
                || targets.stream().anyMatch(target -> !target.value().status().isEmpty());
        if (targets.isEmpty() || !tellsState) return new States<>(Map.of(), Optional.empty());
        var wanted = done.stream().filter(one -> one.result() == Bulk.Result.DONE)
                .flatMap(one -> one.target().stream()).map(Ref::id).toList();
        var made = done.stream().filter(one -> one.job().target().isEmpty()).flatMap(one -> one.target().stream())
                .map(Ref::id).collect(Collectors.toSet());
        long start = System.nanoTime();
        waits = waitSeconds > 0;
        Map<String, State<T>> states = Map.of();
        try {
            while (true) {
                var now = session.again(targets, since.minus(SLACK));
                var passed = Duration.ofNanos(System.nanoTime() - start);
                states = targets.stream().collect(Collectors.toMap(Ref::id, target -> state(target,
                        Optional.ofNullable(now.get(target.id())), made.contains(target.id()), passed)));
                var current = states;
                long settled = wanted.stream().filter(id -> current.get(id).mark() != Mark.UNDER_WAY).count();
                boolean over = !facts.isWaitedFor() || passed.plus(TICK).toSeconds() >= waitSeconds
                        || session.left().compareTo(TICK) <= 0;
                if (settled == wanted.size() || over) return new States<>(states, Optional.empty());
                caller.progress(done.size() + (int) settled, done.size() + wanted.size(), "waiting for "
                        + (facts.ends() ? "their end" : facts.aims()));
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new States<>(states, Optional.empty());
        } catch (RuntimeException e) { // whatever it is: what was done must be told
            return new States<>(states, Optional.of(e));
        }
    }

    private State<T> state(Ref<T> before, Optional<T> now, boolean made, Duration passed) {
        return new State<>(now, now.map(value -> mark(value, before.value(), made, passed))
                .orElse(facts.ends() ? Mark.REACHED : Mark.FAILED));
    }

    private Mark mark(T now, T before, boolean made, Duration passed) {
        if (now.task().isPresent()) {
            begun.add(now.id());
            return Mark.UNDER_WAY;
        }
        boolean there = facts.reached().map(judged -> judged.test(before, now)).orElseGet(() ->
                now.status().equalsIgnoreCase(facts.aims()));
        if (there && !facts.ends()) return Mark.REACHED;
        boolean hesitates = !made && now.status().equals(before.status()) && !begun.contains(now.id())
                && passed.compareTo(HESITATION) < 0;
        boolean arises = made && !now.isBroken();
        boolean hidden = facts.hidden().filter(unseen -> unseen.test(now)).isPresent()
                && now.status().equals(before.status());
        if (hesitates || arises || hidden && !now.isBroken()) return Mark.UNDER_WAY;
        // Nova ends some tasks a moment before it shows what came of them
        boolean ended = begun.contains(now.id()) && !now.isBroken();
        return waits && ended && doubted.add(now.id()) ? Mark.UNDER_WAY : Mark.FAILED;
    }
}
