package osmcp.http;

import module java.base;
import osmcp.rpc.RpcException;

/** Reads bodies, each within a bound, and no more at a time than there is memory for what is made of them. */
final class Bodies {
    static final int LONGEST = 4 << 20;
    /** So much memory is asked of nobody: as many connections as there may be can have it. */
    private static final int FREE = 8 << 10;
    private static final int ROOM = 32 << 20;
    private static final int WAIT_SECONDS = 5;
    private static final int PER_BYTE = 6; // as bytes, as letters of the parser, as a text; some twice
    private static final int PER_VALUE = 100;
    private static final int MOST_VALUES = 100_000;

    private final Semaphore room = new Semaphore(ROOM);

    /** What was read; its room is held until it is closed. */
    record Body(byte[] text, Semaphore room, int held) implements AutoCloseable {
        @Override public void close() { room.release(held); }
    }

    Body read(Exchange exchange) throws IOException, Refused {
        var declared = exchange.header("Content-Length"); // a number, or the JDK's server lets it not through
        if (!declared.isEmpty() && Long.parseLong(declared) > LONGEST) throw tooLong();
        int held = 0;
        try {
            var text = exchange.body().readNBytes(FREE);
            if (text.length == FREE) {
                held = reserve(PER_BYTE * (declared.isEmpty() ? LONGEST : Integer.parseInt(declared)));
                text = whole(text, exchange.body());
            }
            int values = values(text);
            if (values > MOST_VALUES) throw new Refused(413, "more than " + MOST_VALUES + " values");
            if (values * PER_VALUE > FREE) held += reserve(values * PER_VALUE);
            var body = new Body(text, room, held);
            held = 0;
            return body;
        } catch (IndexOutOfBoundsException e) { // the JDK's server believes in chunks of negative length
            throw new IOException(e);
        } finally {
            room.release(held);
        }
    }

    /** All that a text may need, at once: of many that had a part of it, each would wait for the others. */
    private int reserve(int bytes) throws IOException, Refused {
        try {
            if (room.tryAcquire(bytes, WAIT_SECONDS, TimeUnit.SECONDS)) return bytes;
            throw Refused.busy("too many long messages at once");
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    private static byte[] whole(byte[] begun, InputStream rest) throws IOException, Refused {
        var text = new SequenceInputStream(new ByteArrayInputStream(begun), rest).readNBytes(LONGEST + 1);
        if (text.length > LONGEST) throw tooLong();
        return text;
    }

    /** Counts what begins a value or stands between two, outside of strings. */
    private static int values(byte[] text) {
        int values = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length; i++) {
            switch (text[i]) {
                case '"' -> quoted = !quoted;
                case '\\' -> i++; // only in strings, or it is no JSON
                case ',', '[', '{' -> values += quoted ? 0 : 1;
                default -> { }
            }
        }
        return values;
    }

    private static Refused tooLong() {
        return new Refused(413, new RpcException(RpcException.INVALID_REQUEST, "longer than " + LONGEST + " bytes"),
                Map.of("Connection", "close"));
    }
}
