package osmcp.openstack;

import module java.base;
import module java.net.http;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.net.ssl.SSLContext;
import osmcp.json.Json;
import osmcp.openstack.CloudException.Why;
import osmcp.secret.Proxy;

/**
 * The only class that opens connections. Everything it does is bounded: the time to connect, the whole exchange to its
 * last byte, the size of a body, the sum of the bodies in work, the requests to one service at once.
 */
final class Http {
    static {
        // by default Java sends no name and password to a proxy for https; the client reads this when it is loaded
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LATEST = Duration.ofSeconds(60);
    static final int LARGEST = 8 << 20;
    /** A tree takes 4.6 times its text, so this many bytes of text fit into a heap of 96 MiB with room to spare. */
    private static final int BUDGET_KIB = 12 << 10;
    private static final int AT_ONCE = 16;
    private static final int TRIES = 3;
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Account account;
    private final AtomicInteger changes = new AtomicInteger();
    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();
    private final Budget budget = new Budget(BUDGET_KIB);
    private final Once<HttpClient> plain = new Once<>(() -> client(Trust.nobody()));
    private final Once<HttpClient> secure;

    Http(Account account) {
        this.account = account;
        this.secure = new Once<>(() -> client(Trust.context(account.tls())));
    }

    /** What came back. The body's bytes count against the budget until {@link #release} is told its size. */
    record Answer(int status, HttpHeaders headers, byte[] body) {
        String header(String name) { return headers.firstValue(name).orElse(""); }
        int kib() { return Math.min((body.length >> 10) + 1, BUDGET_KIB); }
    }

    /** One request; {@code service} is the word for the service, in gates and messages. */
    record Call(String service, String method, URI uri, Map<String, String> headers, byte[] body) {
        static Call get(String service, URI uri, Map<String, String> headers) {
            return new Call(service, "GET", uri, headers, null);
        }

        /** Without the headers, one of which is the token, and the body, which may be the password. */
        @Override public String toString() { return method + " " + uri; }

        /** Signing in changes nothing, though it is sent as what does. */
        boolean signsIn() { return service.equals("identity") && uri.getPath().endsWith("/auth/tokens"); }

        /** What was lost may be sent once more. */
        boolean repeatable() { return method.equals("GET") || signsIn(); }

        /** Who was asked, for messages. */
        String where() {
            return Connection.project(service) + " at " + uri.getScheme() + "://" + uri.getRawAuthority();
        }
    }

    /**
     * Sends, and sends again what may be repeated when the failure is a passing one.
     *
     * @param counted told before each request that leaves
     * @param holding whether the caller already holds some of the budget; then he need not wait for more, since those
     *     who wait for each other would wait for ever
     */
    Answer send(Call call, Instant deadline, Runnable counted, BooleanSupplier holding) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == TRIES || !call.repeatable();
            Duration pause;
            try {
                var answer = once(call, deadline, counted, holding);
                if (last || !PASSING.contains(answer.status())) return answer;
                pause = after(answer, attempt);
                if (!fits(pause, deadline)) return answer;
                release(answer.kib());
            } catch (CloudException e) {
                pause = backoff(attempt);
                if (last || e.why() != Why.UNAVAILABLE || !fits(pause, deadline)) throw e;
            }
            sleep(pause);
        }
    }

    void release(int kib) { budget.release(kib); }

    int changes() { return changes.get(); }

    Map<String, Long> requests() {
        var sums = new TreeMap<String, Long>();
        requests.forEach((service, sent) -> sums.put(service, sent.sum()));
        return sums;
    }

    int kibInWork() { return BUDGET_KIB - budget.availablePermits(); }

    /** Ends the clients' threads; a process that only waits for them to notice its end takes 300 ms longer. */
    void close() {
        Stream.of(plain, secure).flatMap(client -> client.made().stream()).forEach(HttpClient::shutdownNow);
    }

    private Answer once(Call call, Instant deadline, Runnable counted, BooleanSupplier holding) {
        // what is not repeated must be taken as it comes, or its outcome would be lost
        var room = new Room(() -> !call.repeatable() || holding.getAsBoolean());
        try {
            var answer = exchange(call, deadline, counted, room);
            while (room.wanted > 0) { // too large to begin with just now: wait outside the gate, and ask once more
                room.wait(deadline);
                answer = exchange(call, deadline, counted, room);
            }
            if (!List.of("", "identity").contains(answer.headers().firstValue("Content-Encoding").orElse(""))) {
                throw Lost.answer(call, Why.UNEXPECTED, call.where() + " sent an encoded answer unasked");
            }
            var whole = new Answer(answer.statusCode(), answer.headers(), answer.body());
            room.keep(whole.kib(), deadline);
            return whole;
        } catch (RuntimeException e) {
            room.close();
            throw e;
        }
    }

    /** The part of the budget that one answer takes: reserved when its headers tell its length, and kept with it. */
    private final class Room implements HttpResponse.BodyHandler<byte[]> {
        private final BooleanSupplier hurried;
        private volatile int reserved;
        private volatile int wanted;
        private boolean closed;

        /** @param hurried whether more is taken than there is, instead of waiting for it */
        Room(BooleanSupplier hurried) { this.hurried = hurried; }

        /** Headers may come while the caller gives up: then nothing is reserved any more. */
        @Override public synchronized HttpResponse.BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo info) {
            long length = info.headers().firstValueAsLong("Content-Length").orElse(0);
            int kib = (int) Math.min(length >> 10, LARGEST >> 10);
            boolean full = kib > reserved && !closed && !budget.tryAcquire(kib - reserved);
            if (full && hurried.getAsBoolean()) {
                budget.force(kib - reserved);
            } else if (full || closed) {
                wanted = kib;
                return HttpResponse.BodySubscribers.replacing(new byte[0]);
            }
            reserved = Math.max(kib, reserved);
            wanted = 0;
            return HttpResponse.BodySubscribers.limiting(HttpResponse.BodySubscribers.ofByteArray(), LARGEST);
        }

        void wait(Instant deadline) {
            take(wanted - reserved, deadline);
            reserved = wanted;
        }

        /** Takes or gives back what there is between the reserved and this. */
        void keep(int kib, Instant deadline) {
            if (kib > reserved) take(kib - reserved, deadline);
            else budget.release(reserved - kib);
            reserved = kib;
        }

        /** Gives all back, for good. */
        synchronized void close() {
            closed = true;
            budget.release(reserved);
            reserved = 0;
        }

        private void take(int kib, Instant deadline) {
            while (!acquired(budget, kib, Duration.ofMillis(50))) {
                if (hurried.getAsBoolean()) {
                    budget.force(kib);
                    return;
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new CloudException(Why.UNAVAILABLE, "too many large answers are being worked on at once",
                            "try again later, or ask for less at once");
                }
            }
        }
    }

    /** One that may be overdrawn. */
    @SuppressWarnings("serial") // never serialized
    private static final class Budget extends Semaphore {
        Budget(int kib) { super(kib); }

        void force(int kib) { reducePermits(kib); }
    }

    private HttpResponse<byte[]> exchange(Call call, Instant deadline, Runnable counted, Room room) {
        var gate = gates.computeIfAbsent(call.service(), _ -> new Semaphore(AT_ONCE, true));
        if (!acquired(gate, 1, Duration.between(Instant.now(), deadline))) {
            throw Lost.late(call, call.where() + " has more requests waiting than it answers",
                    "try again later, or ask for less at once");
        }
        try {
            counted.run();
            requests.computeIfAbsent(call.service(), _ -> new LongAdder()).increment();
            if (!call.repeatable()) changes.incrementAndGet();
            long start = System.nanoTime();
            var answer = exchange(call, deadline, room);
            account.log().accept(call.method() + " " + call.uri().getRawPath() + " -> " + answer.statusCode() + ", "
                    + answer.body().length + " bytes, " + (System.nanoTime() - start) / 1_000_000 + " ms");
            return answer;
        } finally {
            gate.release();
        }
    }

    private HttpResponse<byte[]> exchange(Call call, Instant deadline, Room room) {
        var content = call.body() == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(call.body());
        var request = HttpRequest.newBuilder(call.uri()).method(call.method(), content)
                .header("Accept", "application/json").header("Accept-Encoding", "identity");
        if (call.body() != null) request.header("Content-Type", "application/json");
        call.headers().forEach(request::header);
        var proxy = account.proxies().proxyFor(call.uri());
        proxy.flatMap(Proxy::authorization).ifPresent(who -> request.header("Proxy-Authorization", who.reveal()));
        var left = Duration.between(Instant.now(), deadline);
        if (!left.isPositive()) {
            throw Lost.late(call, "the time was over before " + call.where() + " was asked", Lost.hint(call));
        }
        var wait = left.compareTo(LATEST) < 0 ? left : LATEST;
        if (Thread.currentThread().isInterrupted()) throw new CloudException(Why.NOT_SENT, "cancelled", "");
        var client = (call.uri().getScheme().equals("https") ? secure : plain).get();
        // not HttpRequest.timeout: that ends with the headers, and a trickling body would go on for ever
        var exchange = client.sendAsync(request.build(), room);
        try {
            var answer = exchange.get(Math.max(wait.toMillis(), 1), TimeUnit.MILLISECONDS);
            if (answer.statusCode() == 407) throw Lost.atProxy(call, proxy, "407");
            return answer;
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw Lost.answer(call, Why.UNAVAILABLE, call.where() + " did not answer in " + wait.toSeconds() + " s");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw Lost.answer(call, Why.NOT_SENT, "cancelled");
        } catch (ExecutionException e) {
            throw Lost.exchange(call, e.getCause(), proxy);
        }
    }

    /** As the service asks for: in seconds, or until a date, which is by the service's clock and not by ours. */
    private static Duration after(Answer answer, int attempt) {
        var asked = answer.header("Retry-After");
        if (asked.matches("\\d{1,9}")) return Duration.ofSeconds(Long.parseLong(asked));
        return date(asked).map(until -> Duration.between(date(answer.header("Date")).orElseGet(Instant::now), until))
                .filter(Duration::isPositive).orElseGet(() -> backoff(attempt));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Half a second, doubled by each attempt, and up to half as much again, so that callers do not come in step. */
    private static Duration backoff(int attempt) {
        long millis = 250L << attempt;
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2));
    }

    private static boolean fits(Duration pause, Instant deadline) {
        return pause.compareTo(LONGEST_PAUSE) <= 0 && Instant.now().plus(pause).isBefore(deadline);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Why.NOT_SENT, "cancelled", "");
        }
    }

    private static boolean acquired(Semaphore semaphore, int permits, Duration longest) {
        try {
            return semaphore.tryAcquire(permits, longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Why.NOT_SENT, "cancelled", "");
        }
    }

    /** HTTP/1.1, since on plain http the client would else ask each server for HTTP/2 first. It follows no redirect. */
    private HttpClient client(SSLContext trust) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).sslContext(trust)
                .proxy(account.proxies().selector()).build();
    }

    /** The object in the body of a good answer; an empty one if there is no body. */
    static ObjectNode object(String service, Answer answer) {
        if (answer.body().length == 0) return Json.object();
        try {
            if (Json.parse(answer.body()) instanceof ObjectNode object) return object;
            throw new CloudException(Why.UNEXPECTED, service + " answered with JSON that is no object", "");
        } catch (Json.Malformed e) {
            throw new CloudException(Why.UNEXPECTED, service + " answered with what is not JSON: " + e.getMessage(),
                    "is there a proxy or a sign-in page before it?");
        }
    }
}
