package osmcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import osmcp.rpc.*;
import osmcp.rpc.Message.*;

/** How bytes become messages. */
class LinesTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}";

    private static List<Message> read(InputStream in) throws IOException {
        var messages = new ArrayList<Message>();
        new Lines(messages::add).read(in);
        return messages;
    }

    private static List<Message> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    /** The ids of what should be requests. */
    private static List<String> ids(List<Message> messages) {
        return messages.stream().map(message -> ((Request) message).id().asText()).toList();
    }

    @Test void eachLineIsAMessageTheLastOneToo() throws Exception {
        assertEquals(List.of(), read(""));
        assertEquals(List.of("1", "2"), ids(read(PING.formatted(1) + "\n" + PING.formatted(2))));
        assertEquals(List.of("1", "2"), ids(read(PING.formatted(1) + "\n" + PING.formatted(2) + "\n")));
    }

    @Test void blankLinesAndCarriageReturnsMeanNothing() throws Exception {
        assertEquals(List.of("1", "2"),
                ids(read("\n\r\n \t\n" + PING.formatted(1) + "\r\n\n" + PING.formatted(2) + "\r\n\r\n")));
    }

    @Test void itDoesNotMatterHowTheBytesArrive() throws Exception {
        var text = (PING.formatted("\"\u00fc\ud83d\ude00\"") + "\n").repeat(2000).getBytes(UTF_8);
        for (int size : List.of(1, 7, 8191, 8192, 1 << 20)) {
            var in = new ByteArrayInputStream(text) {
                @Override public synchronized int read(byte[] into, int from, int length) {
                    return super.read(into, from, Math.min(length, size));
                }
            };
            var messages = read(in);
            assertEquals(2000, messages.size());
            assertEquals(Set.of("\u00fc\ud83d\ude00"), Set.copyOf(ids(messages)));
        }
    }

    @Test void aLineMayBeLongButNotTooLong() throws Exception {
        int rest = PING.formatted("\"\"").length();
        var longest = PING.formatted("\"" + "x".repeat(Lines.LONGEST - rest) + "\"");
        assertEquals(Lines.LONGEST, longest.length());
        assertInstanceOf(Request.class, read(longest).getFirst());
        var messages = read(longest + " \n" + PING.formatted(2) + "\n" + "x".repeat(5 << 20));
        assertEquals(3, messages.size());
        assertEquals(List.of("2"), ids(messages.subList(1, 2)));
        for (var refused : List.of(messages.getFirst(), messages.getLast())) {
            var invalid = assertInstanceOf(Invalid.class, refused);
            assertEquals(RpcException.INVALID_REQUEST, invalid.error().code());
            assertTrue(invalid.id().isMissingNode());
        }
    }

    @Test void aLineThatIsTooLongIsNotKept() throws Exception {
        var in = new InputStream() {
            private int left = 256 << 20;

            @Override public int read() { throw new AssertionError("a byte at a time"); }

            @Override public int read(byte[] into, int from, int length) {
                int count = Math.min(left, length);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertEquals(1, read(in).size());
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 4L * Lines.LONGEST);
    }
}
