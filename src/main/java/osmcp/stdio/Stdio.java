package osmcp.stdio;

import module java.base;
import osmcp.mcp.*;
import osmcp.rpc.Message;

/** One conversation over two streams, a message a line. */
public final class Stdio {
    /** What a call has to answer in, once the input has ended or a signal has come. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final InputStream in;
    private final OutputStream out;
    private final Conversation conversation;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean unheard;

    private final Outlet outlet = new Outlet() {
        @Override public void send(byte[] message) { write(message); }
        @Override public void end(Optional<Answer> answer) { answer.map(Answer::text).ifPresent(this::send); }
    };

    Stdio(Engine engine, InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
        this.conversation = engine.open("stdio");
    }

    /**
     * Serves the process's own streams until the client closes its end. A signal ends it in the same way, and then the
     * virtual machine exits with 128 and the signal's number, without returning from here. Nobody else can write to
     * standard output: what is printed goes to standard error.
     */
    public static void serve(Engine engine) {
        System.setOut(System.err);
        var stdio = new Stdio(engine, new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stdio.conversation.end(GRACE)));
        stdio.run(GRACE);
    }

    /**
     * Returns when the input has ended, or the output is no longer read, and the calls under way have ended too or were
     * given up. The input is read on a thread of its own, which nothing waits for, since a read cannot be interrupted.
     */
    void run(Duration grace) {
        Thread.ofPlatform().daemon().name("stdin").start(this::read);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        conversation.end(unheard ? Duration.ZERO : grace);
    }

    private void read() {
        try {
            new Lines(line -> conversation.receive(line, outlet)).read(in);
        } catch (IOException e) {
            // No more input, whatever the reason.
        } finally {
            over.countDown();
        }
    }

    private void write(byte[] message) {
        var line = Arrays.copyOf(message, message.length + 1);
        line[message.length] = '\n';
        synchronized (out) {
            if (unheard) return;
            try {
                out.write(line);
                out.flush();
            } catch (IOException e) { // nobody listens any more, so there is nobody to tell
                unheard = true;
                over.countDown();
            }
        }
    }
}
