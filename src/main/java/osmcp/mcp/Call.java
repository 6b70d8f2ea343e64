package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.rpc.*;

/**
 * One request while it is being answered. It is answered once, or cancelled once, and silent afterwards: whatever is
 * written about it is written while holding its lock.
 */
final class Call implements Context {
    /** Reports that follow each other faster than this are dropped. */
    private static final long PAUSE = Duration.ofMillis(250).toNanos();
    /** By method, what a client says that it can do if it can be asked so. */
    private static final Map<String, String> ASKABLE = Map.of("elicitation/create", "elicitation",
            "sampling/createMessage", "sampling", "roots/list", "roots");

    private final Message.Request request;
    private final Era era;
    private final Outlet outlet;
    private final Consumer<String> log;
    private final JsonNode token;
    private final boolean changes;
    private final String principal;
    private volatile ObjectNode answers = Json.object();
    private volatile ObjectNode kept = Json.object();
    private boolean open = true;
    private long reached = -1;
    private long reportedAt = System.nanoTime() - PAUSE;

    /**
     * @param principal who calls, as far as the transport knows
     * @param changes whether it may change something, and so is not waited for at the end
     */
    Call(Message.Request request, Era era, String principal, boolean changes, Outlet outlet, Consumer<String> log) {
        this.principal = principal;
        this.changes = changes;
        this.request = request;
        this.era = era;
        this.outlet = outlet;
        this.log = log;
        this.token = request.params().path("_meta").path("progressToken");
    }

    @Override public JsonNode id() { return request.id(); }
    boolean changes() { return changes; }

    /** Whether there is something to come. Waits while the answer is being written. */
    synchronized boolean open() { return open; }

    /** Gives the answer, or none because it was cancelled; what comes second is not heard. */
    synchronized void end(Optional<Outlet.Answer> answer) {
        if (!open) return;
        open = false;
        outlet.end(answer);
    }

    /** Does what was asked, on this thread, and never fails. */
    Outlet.Answer answer() {
        try {
            return new Outlet.Answer(Wire.result(id(), era.answer(request, this)));
        } catch (RpcException e) {
            return new Outlet.Answer(Wire.error(id(), e), Optional.of(e));
        } catch (RuntimeException | Error e) { // a bug of ours, and the end of this request only
            var where = "internal error in request " + Json.text(id());
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            log.accept(where + ": " + trace);
            var error = new RpcException(RpcException.INTERNAL_ERROR, where + "; see the server's log");
            return new Outlet.Answer(Wire.error(id(), error), Optional.of(error));
        }
    }

    /** The next round: what the client said, and what was kept. */
    void round(ObjectNode answers, ObjectNode kept) {
        this.answers = answers;
        this.kept = kept;
    }

    @Override public ObjectNode answers() { return answers; }
    @Override public ObjectNode kept() { return kept; }
    @Override public String principal() { return principal; }
    @Override public String client() { return era.client(request); }
    @Override public String version() { return era.version(request); }

    @Override public ObjectNode meta() {
        return request.params().path("_meta") instanceof ObjectNode meta ? meta : Json.object();
    }

    @Override public boolean canAsk(String method) {
        boolean reached = era instanceof Stateless || outlet.sends(); // the one asks in its answer, the other before it
        if (!reached || !ASKABLE.containsKey(method)) return false;
        var told = era.capabilities(request).path(ASKABLE.get(method));
        return told.isObject() && isForm(ASKABLE.get(method), told);
    }

    /** One that can only be sent to an address shows no form; who says nothing of ways can show one. */
    static boolean isForm(String capability, JsonNode told) {
        return !capability.equals("elicitation") || told.has("form") || !told.has("url");
    }

    /** What a client would have to say that it can, to be asked so. */
    static ObjectNode needed(String method) {
        var capabilities = Json.object();
        var inner = capabilities.putObject(ASKABLE.getOrDefault(method, method));
        if (method.startsWith("elicitation")) inner.putObject("form");
        return capabilities;
    }

    @Override public void tell(String method, ObjectNode params) { send(Wire.notification(method, params)); }

    /** Whether the client still gets what is sent to it. */
    boolean there() { return outlet.sends(); }

    /** Something that comes before the answer; nothing after it. */
    synchronized void send(byte[] message) {
        if (open) outlet.send(message);
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
        tell("notifications/progress", params);
    }
}
