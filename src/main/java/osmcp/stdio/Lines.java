package osmcp.stdio;

import module java.base;
import osmcp.rpc.*;

/** Cuts bytes into lines, and makes a message of each. No line is kept that is longer than the bound. */
final class Lines {
    static final int LONGEST = 4 << 20;

    private final Consumer<Message> receiver;
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    Lines(Consumer<Message> receiver) { this.receiver = receiver; }

    /** Reads to the end of the stream. What stands behind the last line break is a line too. */
    void read(InputStream in) throws IOException {
        var chunk = new byte[1 << 13];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (chunk[i] != '\n') continue;
                add(chunk, from, i);
                end();
                from = i + 1;
            }
            add(chunk, from, length);
        }
        end();
    }

    private void add(byte[] chunk, int from, int to) {
        tooLong |= line.size() + to - from > LONGEST;
        if (!tooLong) line.write(chunk, from, to - from);
    }

    private void end() {
        if (tooLong) {
            receiver.accept(new Message.Invalid(RpcException.INVALID_REQUEST, "longer than " + LONGEST + " bytes"));
        } else {
            var text = line.toByteArray();
            if (!blank(text)) receiver.accept(Message.parse(text));
        }
        // A new one: the old one would keep the room of the longest line.
        line = new ByteArrayOutputStream();
        tooLong = false;
    }

    private static boolean blank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') return false;
        }
        return true;
    }
}
