package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/**
 * One request while it is being answered. It is answered once, or cancelled once, and silent afterwards: whatever is
 * written about it is written while holding its lock.
 */
final class Call implements Progress {
    /** Reports that follow each other faster than this are dropped. */
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    private final Message.Request request;
    private final Era era;
    private final Outlet outlet;
    private final Consumer<String> log;
    private final JsonNode token;
    private final boolean changes;
    private boolean open = true;
    private long reached = -1;
    private long reportedAt = System.nanoTime() - PAUSE;

    /** @param changes whether it may change something, and so is not waited for at the end */
    Call(Message.Request request, Era era, boolean changes, Outlet outlet, Consumer<String> log) {
        this.changes = changes;
        this.request = request;
        this.era = era;
        this.outlet = outlet;
        this.log = log;
        this.token = request.params().path("_meta").path("progressToken");
    }

    JsonNode id() { return request.id(); }
    boolean changes() { return changes; }

    /** Whether there is something to come. Waits while the answer is being written. */
    synchronized boolean open() { return open; }

    /** Gives the answer, or none because it was cancelled; what comes second is not heard. */
    synchronized void end(Optional<byte[]> answer) {
        if (!open) return;
        open = false;
        outlet.end(answer);
    }

    /** Does what was asked, on this thread, and never fails. */
    byte[] answer() {
        try {
            return Wire.result(id(), era.answer(request, this));
        } catch (RpcException e) {
            return Wire.error(id(), e);
        } catch (RuntimeException | Error e) { // a bug of ours, and the end of this request only
            var where = "internal error in request " + Json.text(id());
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            log.accept(where + ": " + trace);
            return Wire.error(id(), new RpcException(RpcException.INTERNAL_ERROR, where + "; see the server's log"));
        }
    }

    @Override public synchronized void report(long done, long total, String message) {
        boolean wanted = token.isTextual() || token.isIntegralNumber();
        long now = System.nanoTime();
        if (!open || !wanted || done <= reached || now - reportedAt < PAUSE) return;
        reached = done;
        reportedAt = now;
        var params = Json.object().put("progress", done);
        params.set("progressToken", token);
        if (total > 0) params.put("total", total);
        if (!message.isBlank()) params.put("message", message);
        outlet.send(Wire.notification("notifications/progress", params));
    }
}
