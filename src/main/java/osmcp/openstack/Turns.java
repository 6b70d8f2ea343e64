package osmcp.openstack;

import module java.base;
import osmcp.openstack.CloudException.Why;

/** Lets changes under one lock run one after another, in the order in which they came. */
final class Turns {
    /** @param users those who hold it or wait for it; without any it is forgotten */
    private record Queue(ReentrantLock lock, int users) {}

    interface Work<R> { R run() throws InterruptedException; }

    private final Map<Change.Locked<?>, Queue> queues = new ConcurrentHashMap<>();

    /** @throws CloudException its turn did not come in that time, or the caller was cancelled */
    <R> R take(Change.Locked<?> key, Duration longest, Work<R> work) {
        var lock = queues.compute(key, (_, queue) -> queue == null ? new Queue(new ReentrantLock(true), 1)
                : new Queue(queue.lock(), queue.users() + 1)).lock();
        try {
            if (!lock.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CloudException(Why.NOT_SENT, "the time was over before its turn came", "call again for it");
            }
            try {
                return work.run();
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Why.NOT_SENT, "cancelled", "");
        } finally {
            queues.compute(key, (_, queue) -> queue.users() == 1 ? null
                    : new Queue(queue.lock(), queue.users() - 1));
        }
    }
}
