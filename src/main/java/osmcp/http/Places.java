package osmcp.http;

import module java.base;

/**
 * A thread for each request, and so many at a time. Where there are too many, the one gives up its place that has been
 * coming for longest: what is meant to be a request comes in much sooner than what never comes to its end.
 */
final class Places implements Executor {
    /** Each may hold some 30 KiB. */
    private static final int AT_ONCE = 1000;

    private int taken;
    /** Those whose requests have not come in whole yet, the oldest first. */
    private final Set<Thread> coming = new LinkedHashSet<>();
    /** Those whose places others have. */
    private final Set<Thread> givenUp = new HashSet<>();

    @Override public synchronized void execute(Runnable task) {
        if (taken < AT_ONCE) taken++;
        else if (coming.isEmpty()) throw new RejectedExecutionException(); // the connection is closed
        else giveUp(coming.iterator().next());
        var thread = Thread.ofVirtual().name("http").unstarted(() -> {
            try {
                task.run();
            } finally {
                leave();
            }
        });
        coming.add(thread);
        thread.start();
    }

    /** The request that this thread is for has come in: from now on it is not given up. */
    synchronized void arrived() { coming.remove(Thread.currentThread()); }

    /** An interrupted read closes the connection. */
    private void giveUp(Thread thread) {
        coming.remove(thread);
        givenUp.add(thread);
        thread.interrupt();
    }

    private synchronized void leave() {
        coming.remove(Thread.currentThread());
        if (!givenUp.remove(Thread.currentThread())) taken--;
    }
}
