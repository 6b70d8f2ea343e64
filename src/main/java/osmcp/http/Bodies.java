package osmcp.http;

import module java.base;
import osmcp.rpc.RpcException;

/** Reads bodies, each within a bound, and no more at a time than there is memory for what is made of them. */
final class Bodies {
    static final int LONGEST = 4 << 20;
    /** So much memory is asked of nobody: as many connections as there may be can have it. */
    private static final int FREE = 8 << 10;
    private static final int WAIT_SECONDS = 5;
    private static final int PER_BYTE = 6; // as bytes, as letters of the parser, as a text; some twice
    private static final int PER_VALUE = 100;
    private static final int MOST_VALUES = 100_000;

    private final Semaphore room = new Semaphore(PER_BYTE * LONGEST + PER_BYTE);
    /** Apart: who has room for the bytes and waits for this one holds up nobody who has this one. */
    private final Semaphore values = new Semaphore(PER_VALUE * MOST_VALUES);

    /** What was read; its room is held until it is closed. */
    record Body(byte[] text, Runnable release) implements AutoCloseable {
        @Override public void close() { release.run(); }
    }

    Body read(Exchange exchange) throws IOException, Refused {
        var declared = exchange.header("Content-Length"); // a number, or the JDK's server lets it not through
        if (!declared.isEmpty() && Long.parseLong(declared) > LONGEST) throw tooLong();
        int bytes = 0;
        int parts = 0;
        boolean good = false;
        try {
            var text = exchange.body().readNBytes(FREE);
            if (text.length == FREE) {
                bytes = reserve(room, PER_BYTE * (declared.isEmpty() ? LONGEST : Integer.parseInt(declared)));
                text = whole(text, exchange.body());
            }
            int count = count(text);
            if (count > MOST_VALUES) throw new Refused(413, "more than " + MOST_VALUES + " values");
            if (count * PER_VALUE > FREE) parts = reserve(values, count * PER_VALUE);
            int heldBytes = bytes;
            int heldParts = parts;
            good = true;
            return new Body(text, () -> {
                room.release(heldBytes);
                values.release(heldParts);
            });
        } catch (IndexOutOfBoundsException e) { // the JDK's server believes in chunks of negative length
            throw new IOException(e);
        } finally {
            if (!good) {
                room.release(bytes);
                values.release(parts);
            }
        }
    }

    /** All that a text may need, at once: of many that had a part of it, each would wait for the others. */
    private static int reserve(Semaphore from, int bytes) throws IOException, Refused {
        try {
            if (from.tryAcquire(bytes, WAIT_SECONDS, TimeUnit.SECONDS)) return bytes;
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
    private static int count(byte[] text) {
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
