package osmcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import osmcp.mcp.*;

/**
 * The client of a server that runs in this process, on a thread of its own. The two streams between them are queues,
 * because Java's pipes break when the thread that wrote last has ended, and a channel closes when its thread is
 * interrupted.
 */
public final class StdioClient implements Client {
    private static final byte[] END = {};
    private static final String OVER = "over";

    private final BlockingQueue<byte[]> toServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> fromServer = new LinkedBlockingQueue<>();
    private final Thread server;
    private volatile boolean deaf;

    public StdioClient(Engine engine) { this(engine, Duration.ofSeconds(5)); }

    /** @param grace what calls have to answer in when this client closes its end */
    StdioClient(Engine engine, Duration grace) {
        var stdio = new Stdio(engine, new In(), new Out());
        server = Thread.ofPlatform().start(() -> {
            stdio.run(grace);
            fromServer.add(OVER);
        });
    }

    private final class In extends InputStream {
        private InputStream chunk = InputStream.nullInputStream();

        @Override public int read() { throw new AssertionError("a byte at a time"); }

        @Override public int read(byte[] into, int from, int length) throws IOException {
            try {
                while (true) {
                    int count = chunk.read(into, from, length);
                    if (count >= 0) return count;
                    var next = toServer.take();
                    if (next == END) return -1;
                    chunk = new ByteArrayInputStream(next);
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }

    /** Expects each line in one piece. */
    private final class Out extends OutputStream {
        private byte[] piece;

        @Override public void write(int b) { throw new AssertionError("a byte at a time"); }

        @Override public void write(byte[] bytes, int from, int length) throws IOException {
            if (deaf) throw new IOException("Broken pipe");
            if (piece != null) throw new AssertionError("not flushed");
            piece = Arrays.copyOfRange(bytes, from, from + length);
        }

        @Override public void flush() {
            var text = new String(piece, UTF_8);
            piece = null;
            assertEquals(text.length() - 1, text.indexOf('\n'), "one line break, at the end");
            fromServer.add(text.substring(0, text.length() - 1));
        }
    }

    @Override public void send(String line) { send((line + "\n").getBytes(UTF_8)); }

    void send(byte[] bytes) { toServer.add(bytes); }

    /** From now on this client does not read what the server writes. */
    void deafen() { deaf = true; }

    @Override public Optional<String> next() {
        try {
            var line = fromServer.poll(20, TimeUnit.SECONDS);
            if (line == null) fail("the server says nothing");
            if (line == OVER) fromServer.add(OVER);
            return Optional.of(line).filter(text -> text != OVER);
        } catch (InterruptedException e) {
            return fail(e);
        }
    }

    /** What the server writes until it ends. */
    List<String> rest() {
        return Stream.generate(this::next).takeWhile(Optional::isPresent).map(Optional::get).toList();
    }

    boolean serves() { return server.isAlive(); }

    @Override public void close() { toServer.add(END); }
}
