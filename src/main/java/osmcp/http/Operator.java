package osmcp.http;

import module java.base;

/** What the operator's tools ask: whether it lives, whether it can work, how much it did. */
final class Operator {
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpTransport.Probes probes;
    private final Map<Integer, LongAdder> answered = new ConcurrentSkipListMap<>();
    private final Lock asking = new ReentrantLock();
    private volatile boolean ready;
    private volatile long askedAt = System.nanoTime() - PAUSE;

    Operator(HttpTransport.Probes probes) { this.probes = probes; }

    /** Counts an answer. */
    void count(int status) { answered.computeIfAbsent(status, _ -> new LongAdder()).increment(); }

    void answer(String path, Exchange exchange) throws IOException {
        switch (path) {
            case "/healthz" -> exchange.answer(200, TEXT, "ok\n");
            case "/readyz" -> {
                boolean now = ready();
                exchange.answer(now ? 200 : 503, TEXT, now ? "ready\n" : "not ready\n");
            }
            default -> exchange.answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics());
        }
    }

    /** Asking may take a while: who comes meanwhile, or soon after, is told what was found last. */
    private boolean ready() {
        if (!asking.tryLock()) return ready;
        try {
            if (System.nanoTime() - askedAt < PAUSE) return ready;
            ready = probes.ready();
            askedAt = System.nanoTime();
            return ready;
        } finally {
            asking.unlock();
        }
    }

    private String metrics() {
        var text = new StringBuilder(probes.metrics());
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') text.append('\n');
        text.append("# HELP mcp_http_responses_total Answers of the HTTP transport.\n");
        text.append("# TYPE mcp_http_responses_total counter\n");
        answered.forEach((status, count) -> text.append("mcp_http_responses_total{status=\"").append(status)
                .append("\"} ").append(count).append('\n'));
        return text.toString();
    }
}
