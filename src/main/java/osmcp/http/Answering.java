package osmcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import osmcp.mcp.Outlet;

/**
 * The way back for one POST. Whoever answers is never held up by a client that reads slowly: what is to be said waits
 * here, and the thread of the request writes it. As long as it can, it does not begin: an answer that comes soon and
 * alone goes out as JSON with a status of its own, and all else as a stream of events.
 */
final class Answering implements Outlet {
    /** A client that is so far behind is not listening. */
    private static final int MOST_WAITING = 256;
    private static final byte[] NOTHING = {};

    private record Said(byte[] text, Optional<Answer> answer, boolean last) {}

    private final Exchange exchange;
    private final boolean sends;
    private final Pace pace;
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private volatile boolean behind;
    private volatile boolean gone;
    /** The last of it was taken from there, written or not. */
    private boolean over;

    /**
     * When a stream is opened though there is nothing to say yet, and how often it then shows that it is open: to
     * proxies on the way, and to us, who notice only by writing that a client has gone.
     */
    record Pace(Duration silence, Duration beat) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    Answering(Exchange exchange, Pace pace) {
        this.exchange = exchange;
        this.pace = pace;
        this.sends = exchange.headers("Accept").toString().toLowerCase(Locale.ROOT).contains("text/event-stream");
    }

    @Override public boolean sends() { return sends && !gone; }

    @Override public void send(byte[] message) {
        if (!sends || behind) return;
        behind = said.size() >= MOST_WAITING;
        said.add(new Said(message, Optional.empty(), false));
    }

    @Override public void end(Optional<Answer> answer) {
        said.add(new Said(answer.map(Answer::text).orElse(NOTHING), answer, true));
    }

    /**
     * Waits until all is said, and writes it.
     *
     * @param status for an answer that goes out alone
     * @throws IOException the client has gone
     */
    void write(ToIntFunction<Answer> status) throws IOException {
        try {
            var first = next(pace.silence);
            while (first == null && !sends) first = next(pace.beat);
            if (first != null && first.last) {
                exchange.answer(first.answer.map(status::applyAsInt).orElse(202), "application/json", first.text);
            } else {
                stream(first);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("too slow");
        }
    }

    private Said next(Duration within) throws InterruptedException {
        var next = said.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        over |= next != null && next.last;
        return next;
    }

    private void stream(Said first) throws IOException, InterruptedException {
        exchange.stream("text/event-stream");
        for (var next = first; ; next = next(pace.beat)) {
            if (behind) throw new IOException("too slow");
            if (next == null) {
                exchange.write(":\n\n");
                continue;
            }
            // no event for no answer: the call was cancelled
            if (next.text.length > 0) exchange.write("event: message\ndata: " + new String(next.text, UTF_8) + "\n\n");
            if (next.last) break;
        }
        exchange.end();
    }

    /** Waits until all is said, for nobody. */
    void hearOut() {
        gone = true;
        try {
            while (!over) next(pace.beat);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
