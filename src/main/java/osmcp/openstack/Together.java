package osmcp.openstack;

import module java.base;

/** Independent questions asked side by side, a few at a time. */
public final class Together {
    private static final int AT_ONCE = 16;

    private Together() {}

    /**
     * All answers, in the order of the questions. The first failure is thrown once all have ended; interrupting the
     * caller interrupts those that run and begins no more.
     */
    public static <T> List<T> all(List<? extends Callable<T>> questions) {
        if (questions.size() == 1) return List.of(call(questions.getFirst()));
        try (var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            return pool.invokeAll(questions).stream().map(Together::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(CloudException.Why.NOT_SENT, "cancelled", "");
        }
    }

    /** Two answers of different sorts, and what becomes of both. */
    public static <A, B, R> R both(Supplier<A> one, Supplier<B> other, BiFunction<A, B, R> then) {
        var first = new AtomicReference<A>();
        var second = new AtomicReference<B>();
        all(List.<Callable<Void>>of(() -> {
            first.set(one.get());
            return null;
        }, () -> {
            second.set(other.get());
            return null;
        }));
        return then.apply(first.get(), second.get());
    }

    private static <T> T result(Future<T> done) {
        return switch (done.state()) {
            case SUCCESS -> done.resultNow();
            case FAILED -> throw unchecked(done.exceptionNow());
            default -> throw new CloudException(CloudException.Why.NOT_SENT, "cancelled", "");
        };
    }

    private static <T> T call(Callable<T> question) {
        try {
            return question.call();
        } catch (Exception e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
