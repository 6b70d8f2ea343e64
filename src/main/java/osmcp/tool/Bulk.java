package osmcp.tool;

import module java.base;
import osmcp.openstack.*;

/**
 * The same change many times, a few at once, reported in order; whatever befalls one stops and hides none of the
 * others. Interrupting the calling thread cancels it: what has not begun never begins, what runs is interrupted. (Not
 * {@code Gatherers.mapConcurrent}: in JDK 25 it ignores interruption, and a cancelled bulk would go on to its end.)
 */
final class Bulk {
    private static final int AT_ONCE = 16;

    private Bulk() {}

    enum Result { DONE, PLANNED, FAILED, NOT_SENT, UNKNOWN }

    /** One thing to change or to make; the change answers with the target, which a new thing has only then. */
    record Job<T extends Resource>(String name, Optional<Target<T>> target, Supplier<Target<T>> change) {}

    /** What came of a job; without failure if it was done. */
    record Done<T extends Resource>(Job<T> job, Result result, Optional<Target<T>> target,
            Optional<Throwable> failure, List<String> requestIds) {
        static <T extends Resource> Done<T> not(Job<T> job, Result result, Throwable failure, List<String> requestIds) {
            return new Done<>(job, result, job.target(), Optional.ofNullable(failure), requestIds);
        }
    }

    /**
     * @param session in which the changes are sent
     * @param ended told of each as soon as it has ended, and at the end of those that never began
     */
    static <T extends Resource> List<Done<T>> run(List<Job<T>> jobs, String word, Session session, Caller caller,
            Consumer<Done<T>> ended) {
        var slots = new AtomicReferenceArray<Done<T>>(jobs.size());
        var number = new AtomicInteger();
        var stopped = new AtomicBoolean();
        var told = ConcurrentHashMap.<Integer>newKeySet();
        for (int i = 0; i < jobs.size(); i++) slots.set(i, Done.not(jobs.get(i), Result.NOT_SENT, null, List.of()));
        try (var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            pool.invokeAll(IntStream.range(0, jobs.size()).<Callable<Void>>mapToObj(i -> () -> {
                if (stopped.get()) return null;
                slots.set(i, attempt(jobs.get(i), session));
                // who is cancelled is free before the pool has cancelled what waits, and would take it up
                if (Thread.currentThread().isInterrupted()) stopped.set(true);
                told.add(i);
                ended.accept(slots.get(i));
                caller.progress(number.incrementAndGet(), jobs.size(), word);
                return null;
            }).toList());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt(); // the slots tell what became of each
        }
        IntStream.range(0, jobs.size()).filter(i -> !told.contains(i)).mapToObj(slots::get).forEach(ended);
        return IntStream.range(0, jobs.size()).mapToObj(slots::get).toList();
    }

    /** On this thread alone, so that what it sent is known. */
    private static <T extends Resource> Done<T> attempt(Job<T> job, Session session) {
        session.changed(); // of another job that ran on this thread
        try {
            var target = Optional.of(job.change().get());
            return new Done<>(job, Result.DONE, target, Optional.empty(), session.changed());
        } catch (CloudException e) {
            var sent = with(session.changed(), e.requestId());
            return switch (e.why()) {
                case NOT_SENT -> sent.isEmpty() ? Done.not(job, Result.NOT_SENT, e, sent)
                        : Done.not(job, Result.FAILED, new ToolFailure("stopped half-way: " + e.getMessage()), sent);
                case UNKNOWN -> Done.not(job, Result.UNKNOWN, e, sent);
                default -> Done.not(job, Result.FAILED, e, sent);
            };
        } catch (RuntimeException | Error e) {
            return Done.not(job, Result.FAILED, e, session.changed()); // a bug of ours is this item's outcome only
        }
    }

    private static List<String> with(List<String> ids, String last) {
        return Stream.concat(ids.stream(), Stream.of(last)).filter(id -> !id.isEmpty()).distinct().toList();
    }
}
