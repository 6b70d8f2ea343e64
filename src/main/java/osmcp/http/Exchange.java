package osmcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import osmcp.rpc.Wire;

/**
 * A request of HTTP and its one answer. Whatever cannot be written is thrown, and must leave the handler: of a
 * connection that an exchange closes by itself, the JDK's server would go on counting the place.
 */
final class Exchange {
    /** For each thing that is written, to a client that does not read. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(20);
    /** Of a body that is too long, after it was refused. */
    private static final long MOST_HEARD = 8 << 20;
    /** Who is writing, and until when. */
    private static final Map<Thread, Instant> WRITING = new ConcurrentHashMap<>();

    static {
        Thread.ofPlatform().daemon().name("http-clock").start(Exchange::watch);
    }

    private final HttpExchange http;
    private final IntConsumer answered;
    private final Runnable arrived;
    private boolean begun;

    /**
     * @param answered is told each status
     * @param arrived is told when the request has come in
     */
    Exchange(HttpExchange http, IntConsumer answered, Runnable arrived) {
        this.http = http;
        this.answered = answered;
        this.arrived = arrived;
    }

    /** Its body has been read, or is not wanted. */
    void arrived() { arrived.run(); }

    String method() { return http.getRequestMethod(); }
    String path() { return Objects.requireNonNullElse(http.getRequestURI().getPath(), ""); }
    /** Whether the request's first line names a host. */
    boolean names() { return http.getRequestURI().getHost() != null; }
    InputStream body() { return http.getRequestBody(); }

    /** What a header says, without the space around it; blank if there is none. */
    String header(String name) {
        return Objects.requireNonNullElse(http.getRequestHeaders().getFirst(name), "").strip();
    }

    List<String> headers(String name) { return http.getRequestHeaders().getOrDefault(name, List.of()); }

    /** Sets a header of the answer. */
    void set(String name, String value) { http.getResponseHeaders().set(name, value); }

    boolean begun() { return begun; }

    /** The error of the protocol, with the id of the request where it is known. */
    void refuse(Refused refused, JsonNode id) throws IOException {
        refused.headers.forEach(this::set);
        answer(refused.status, "application/json", Wire.error(id, refused.error));
    }

    void answer(int status, String type, String text) throws IOException { answer(status, type, text.getBytes(UTF_8)); }

    void answer(int status, String type, byte[] body) throws IOException {
        if (body.length > 0) set("Content-Type", type);
        set("Cache-Control", "no-store");
        answered.accept(status);
        begun = true;
        bounded(() -> {
            boolean none = body.length == 0 || method().equals("HEAD");
            http.sendResponseHeaders(status, none ? -1 : body.length);
            if (none) return;
            http.getResponseBody().write(body);
            if (status == 413) hearOut();
            http.getResponseBody().close(); // not the exchange's close, which hides what goes wrong
        });
    }

    /** A client that is still sending would lose the answer, were the connection closed on it. */
    private void hearOut() throws IOException {
        http.getResponseBody().flush();
        try {
            body().skipNBytes(MOST_HEARD);
        } catch (IOException e) {
            // it has ended, or was read to its end and is closed
        }
    }

    /** Begins an answer that goes on for a while. */
    void stream(String type) throws IOException {
        set("Content-Type", type);
        set("Cache-Control", "no-store");
        set("X-Accel-Buffering", "no"); // nginx would keep events back
        set("Connection", "close"); // or the JDK's server would miss that a stream was cut off at its very end
        answered.accept(200);
        begun = true;
        bounded(() -> http.sendResponseHeaders(200, 0));
    }

    void write(String part) throws IOException {
        bounded(() -> {
            http.getResponseBody().write(part.getBytes(UTF_8));
            http.getResponseBody().flush();
        });
    }

    void end() throws IOException { bounded(() -> http.getResponseBody().close()); }

    private interface Writing {
        void run() throws IOException;
    }

    private static void bounded(Writing writing) throws IOException {
        WRITING.put(Thread.currentThread(), Instant.now().plus(LONGEST_WRITE));
        try {
            writing.run();
        } finally {
            // What follows is not meant by an interruption of this.
            if (WRITING.remove(Thread.currentThread()) == null) Thread.interrupted();
        }
    }

    /** An interrupted write closes the socket, so nobody is held up by a client that does not read. */
    private static void watch() {
        while (true) {
            LockSupport.parkNanos(1_000_000_000);
            var now = Instant.now();
            WRITING.forEach((thread, end) -> {
                if (end.isBefore(now) && WRITING.remove(thread, end)) thread.interrupt();
            });
        }
    }
}
