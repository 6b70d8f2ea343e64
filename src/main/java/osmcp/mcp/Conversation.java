package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.NullNode;
import osmcp.rpc.*;
import osmcp.rpc.Message.*;

/**
 * What one client says, and what became of it so far: the version that was agreed, and the calls under way. Messages
 * are handed over one after another, in their order. What can be answered at once is answered before
 * {@link #receive} returns; the rest goes on beside it.
 */
public final class Conversation {
    /** For calls that were interrupted at the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<String> log;
    private final String principal;
    private final Stateless stateless;
    private Handshake handshake;
    private final Methods methods;
    private final Asking asking = new Asking();
    private final Calls calls = new Calls();

    Conversation(Engine engine, String principal, Session session) {
        this.methods = new Methods(engine);
        this.log = engine.log();
        this.principal = principal;
        this.stateless = new Stateless(methods, principal);
        this.handshake = new Handshake(session, methods, asking);
    }

    /** What the handshake agreed on, if there was one. */
    public Optional<Session> session() { return Optional.of(handshake.session()).filter(_ -> handshake.agreed()); }

    /** Whether calls are under way. */
    public boolean busy() { return calls.busy(); }

    /** Takes a message, whose answer goes to the outlet, now or later. */
    public void receive(Message message, Outlet outlet) {
        switch (message) {
            case Request request -> answer(request, outlet);
            case Notification(var method, var params) -> {
                if (method.equals("notifications/cancelled")) calls.cancel(params.path("requestId"));
                outlet.end(Optional.empty());
            }
            case Response response -> {
                asking.answered(response);
                outlet.end(Optional.empty());
            }
            case Batch(var parts) -> answer(parts, outlet);
            case Invalid invalid -> refuse(invalid, outlet);
        }
    }

    private void answer(Request request, Outlet outlet) {
        try {
            calls.admit(request.id());
            var call = new Call(request, era(request), principal, methods.changes(request), outlet, log);
            if (methods.takesTime(request.method())) {
                calls.begin(call);
            } else {
                call.end(Optional.of(call.answer()));
            }
        } catch (RpcException e) {
            outlet.end(Optional.of(new Outlet.Answer(Wire.error(request.id(), e), Optional.of(e))));
        }
    }

    private Era era(Request request) throws RpcException {
        if (Claim.madeBy(request)) return stateless;
        if (request.method().equals("initialize")) handshake = handshake.agree(request.params());
        return handshake;
    }

    private void answer(List<Message> parts, Outlet outlet) {
        if (!handshake.batches()) {
            refuse(new Invalid(RpcException.INVALID_REQUEST, "one message at a time, not an array"), outlet);
            return;
        }
        var answers = new Gathering(outlet, parts.size());
        for (var part : parts) {
            if (part instanceof Request request && standsAlone(request)) {
                var error = new RpcException(RpcException.INVALID_REQUEST, "this must not be sent in a batch");
                refuse(new Invalid(request.id(), error), answers);
            } else {
                receive(part, answers);
            }
        }
    }

    private static boolean standsAlone(Request request) {
        return request.method().equals("initialize") || Claim.madeBy(request);
    }

    private void refuse(Invalid invalid, Outlet outlet) {
        boolean writeNull = invalid.id().isMissingNode() && handshake.nullIds();
        var text = Wire.error(writeNull ? NullNode.getInstance() : invalid.id(), invalid.error());
        outlet.end(Optional.of(new Outlet.Answer(text, Optional.of(invalid.error()))));
    }

    /**
     * Ends it: nothing new begins, and calls under way have {@code grace} to answer. Those that have not are
     * interrupted and have a little longer to say what became of them. A second caller waits for the first.
     */
    public synchronized void end(Duration grace) {
        try {
            calls.close(grace, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // in a hurry: what still runs dies with the process
        }
    }
}
