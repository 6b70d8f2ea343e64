package osmcp.http;

import module java.base;
import osmcp.mcp.*;
import osmcp.rpc.Message;

/**
 * The conversations under way. Nothing else is remembered: what a handshake agreed on stands in the session's id, which
 * every process with the same key understands. Only while calls of a session run here, its other requests must find
 * them: an answer to what was asked, or a cancellation.
 */
final class Sessions {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final int MOST = 256;

    private final Engine engine;
    private final String principal;
    private final String purpose;
    /** By the session's id, or by something of their own. */
    private final Map<Object, Live> live = new HashMap<>();
    private boolean ended;

    Sessions(Engine engine, String principal) {
        this.engine = engine;
        this.principal = principal;
        this.purpose = "session of " + principal;
    }

    /** A conversation while requests wait for it. */
    static final class Live {
        private final Conversation conversation;
        private int users;

        private Live(Conversation conversation) { this.conversation = conversation; }

        /** One message after another, as a conversation wants them. */
        synchronized void receive(Message message, Outlet outlet) { conversation.receive(message, outlet); }

        Optional<Session> agreed() { return conversation.session(); }
        void giveUp() { conversation.end(Duration.ZERO); }
    }

    /** An id for what was agreed, which nobody can guess and no other session has. */
    String id(Session session) {
        return engine.signed().seal(purpose, UUID.randomUUID() + " " + session, Instant.now().plus(LIFE));
    }

    /** What was agreed, if that id is from here and its time is not over. */
    Optional<Session> agreed(String id) {
        return engine.signed().open(purpose, id).map(text -> Session.parse(text.substring(text.indexOf(' ') + 1)));
    }

    /** For one message. Every {@code enter} has its {@code leave}. */
    Live enter() throws Refused { return enter(new Object(), () -> engine.open(principal)); }

    Live enter(String id, Session session) throws Refused { return enter(id, () -> engine.resume(principal, session)); }

    private synchronized Live enter(Object key, Supplier<Conversation> begin) throws Refused {
        sweep();
        if (ended) throw Refused.busy("this server is ending");
        if (live.size() >= MOST && !live.containsKey(key)) throw Refused.busy("too much is under way");
        var found = live.computeIfAbsent(key, _ -> new Live(begin.get()));
        found.users++;
        return found;
    }

    synchronized void leave(Live left) {
        left.users--;
        sweep();
    }

    /** A call that was cancelled, or has just answered, may still run: then it is kept until somebody comes next. */
    private void sweep() { live.values().removeIf(one -> one.users == 0 && !one.conversation.busy()); }

    /** Nothing new begins; what is under way has so long to answer. */
    void end(Duration grace) {
        List<Live> all;
        synchronized (this) {
            ended = true;
            all = List.copyOf(live.values());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : all) threads.execute(() -> one.conversation.end(grace));
        }
    }
}
