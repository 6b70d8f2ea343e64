package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.rpc.RpcException;

/** The calls under way in one conversation: no id twice, not too many, each to be cancelled, all to be ended. */
final class Calls {
    /** Above it a call is refused at once: waiting for a place, it would hold up the cancellation that makes one. */
    private static final int AT_ONCE = 64;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<JsonNode, Call> byId = new HashMap<>();
    /** Those that were cancelled too, until they have noticed. */
    private final Map<Call, Thread> running = new HashMap<>();
    private boolean closed;

    /** Refuses what must not begin now. */
    void admit(JsonNode id) throws RpcException {
        Call twin;
        synchronized (this) {
            refuseAtTheEnd();
            twin = byId.get(id);
        }
        // Asked without our lock, since it waits while that answer is being written: who has read it may use the id.
        if (twin == null || !twin.open()) return;
        throw new RpcException(RpcException.INVALID_REQUEST, "a request with this id is still being answered");
    }

    private void refuseAtTheEnd() throws RpcException {
        if (closed) throw new RpcException(RpcException.INTERNAL_ERROR, "this server is ending");
    }

    /** Runs what was admitted, on a thread of its own. */
    synchronized void begin(Call call) throws RpcException {
        refuseAtTheEnd(); // which may have come in between
        if (!places.tryAcquire()) {
            throw new RpcException(RpcException.INTERNAL_ERROR,
                    "busy: " + AT_ONCE + " calls are under way; wait for one of them to end and try again");
        }
        var thread = Thread.ofVirtual().unstarted(() -> run(call));
        byId.put(call.id(), call);
        running.put(call, thread);
        thread.start();
    }

    private void run(Call call) {
        try {
            var answer = call.answer();
            places.release(); // before the answer goes out: who has read it may send the next
            call.end(Optional.of(answer));
        } finally {
            ended(call);
        }
    }

    private synchronized void ended(Call call) {
        byId.remove(call.id(), call);
        running.remove(call);
        notifyAll();
    }

    synchronized boolean busy() { return !running.isEmpty(); }

    /** Ids that nobody knows, or no longer, are ignored. */
    void cancel(JsonNode id) {
        Call call;
        Thread thread;
        synchronized (this) {
            call = byId.remove(id);
            thread = running.get(call);
        }
        if (call == null) return;
        call.end(Optional.empty());
        thread.interrupt();
    }

    /**
     * From now on nothing is admitted. What changes things is interrupted at once, so that nothing new is begun. Waits
     * until all have ended; those that have not after {@code grace} are interrupted too, and given up after
     * {@code patience}. What they answer until then still goes out.
     */
    synchronized void close(Duration grace, Duration patience) throws InterruptedException {
        closed = true;
        running.forEach((call, thread) -> {
            if (call.changes()) thread.interrupt();
        });
        if (ended(grace)) return;
        running.values().forEach(Thread::interrupt);
        ended(patience);
        byId.clear();
        running.clear();
    }

    private boolean ended(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        for (long left = within.toNanos(); left > 0 && !running.isEmpty(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return running.isEmpty();
    }
}
