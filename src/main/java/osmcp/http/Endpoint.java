package osmcp.http;

import module java.base;
import osmcp.mcp.*;
import osmcp.rpc.*;
import osmcp.rpc.Message.*;

/** What is posted to {@code /mcp}: a message or, in one version, several; and what is answered to it. */
final class Endpoint {
    private static final int AT_ONCE = 64;
    private static final int WAIT_SECONDS = 1;
    private static final String SESSION = "Mcp-Session-Id";

    private final Sessions sessions;
    private final Answering.Pace pace;
    private final Bodies bodies = new Bodies();
    /** Not of cancellations and of answers to what was asked: they get through while all of these wait. */
    private final Semaphore calls = new Semaphore(AT_ONCE);

    Endpoint(Sessions sessions, Answering.Pace pace) {
        this.sessions = sessions;
        this.pace = pace;
    }

    void post(Exchange exchange) throws IOException, Refused {
        for (var type : exchange.headers("Content-Type")) checkType(type);
        try (var body = bodies.read(exchange)) {
            exchange.arrived();
            var message = Message.parse(body.text());
            try {
                answer(message, exchange);
            } catch (Refused e) {
                exchange.refuse(e, message instanceof Request request ? request.id() : Message.NO_ID);
            }
        }
    }

    private static void checkType(String type) throws Refused {
        var plain = type.replaceFirst(";.*", "").strip();
        if (plain.isEmpty() || plain.equalsIgnoreCase("application/json")) return;
        throw new Refused(415, "the body must be application/json");
    }

    private void answer(Message message, Exchange exchange) throws IOException, Refused {
        boolean stateless = Ladder.isStateless(message, exchange);
        boolean lasts = message instanceof Request || message instanceof Batch;
        if (stateless && !lasts) {
            exchange.answer(202, "", ""); // no notification means anything by itself
            return;
        }
        if (!lasts) {
            converse(message, stateless, exchange);
            return;
        }
        int places = message instanceof Batch(var parts) ? Math.min(parts.size(), AT_ONCE) : 1;
        if (await(places, WAIT_SECONDS)) { // not at once: who has read an answer may be quicker than its place
            try {
                converse(message, stateless, exchange);
            } finally {
                calls.release(places);
            }
        } else {
            throw Refused.busy(AT_ONCE + " calls are under way");
        }
    }

    private boolean await(int places, int seconds) {
        try {
            return calls.tryAcquire(places, seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void converse(Message message, boolean stateless, Exchange exchange) throws IOException, Refused {
        boolean begins = !stateless && message instanceof Request request && request.method().equals("initialize");
        var id = exchange.header(SESSION);
        var agreed = sessions.agreed(id);
        // No message at all is no member of a session, but if there is one it says how errors look.
        boolean alone = stateless || begins || message instanceof Invalid && agreed.isEmpty();
        if (!alone) checkSession(id, agreed, exchange.header("MCP-Protocol-Version"));
        var live = alone ? sessions.enter() : sessions.enter(id, agreed.orElseThrow());
        var answering = new Answering(exchange, pace);
        try {
            live.receive(message, answering);
            // A handshake takes no time: what it agreed on is known by now.
            if (begins) live.agreed().ifPresent(session -> exchange.set(SESSION, sessions.id(session)));
            answering.write(answer -> status(message, stateless, answer));
        } catch (IOException e) {
            // A client that goes away gives up its request, but in a session it may come back, or cancel.
            if (alone) live.giveUp(); else answering.hearOut();
            throw e;
        } finally {
            sessions.leave(live);
        }
    }

    private static void checkSession(String id, Optional<Session> agreed, String version) throws Refused {
        if (id.isEmpty()) throw new Refused(400, Claim.missing());
        if (agreed.isEmpty()) throw new Refused(404, "no such session, or not any more");
        if (version.isEmpty() || version.equals(agreed.get().version())) return;
        throw new Refused(400, "MCP-Protocol-Version is not what this session agreed on");
    }

    /** Errors about a message as such have a status of their own; in the stateless era some others have, too. */
    private static int status(Message message, boolean stateless, Outlet.Answer answer) {
        if (answer.error().isEmpty()) return 200;
        if (!(message instanceof Request)) return 400;
        if (!stateless) return 200;
        var error = answer.error().get();
        if (error.code() == RpcException.METHOD_NOT_FOUND) return 404;
        return error.isEnvelope() || error.code() == RpcException.INVALID_REQUEST ? 400 : 200;
    }

    /** Nothing new begins; calls under way have so long to answer. Returns when their answers are written, too. */
    void end(Duration grace) {
        sessions.end(grace);
        if (await(AT_ONCE, 2)) calls.release(AT_ONCE);
    }
}
