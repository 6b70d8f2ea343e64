package osmcp.mcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/** A way back for one message, which remembers what came. */
final class Heard implements Outlet {
    private final List<JsonNode> sent = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private JsonNode answer;
    private boolean tooMuch;

    @Override public synchronized void send(byte[] message) {
        tooMuch |= !open();
        sent.add(json(message));
    }

    @Override public synchronized void end(Optional<Answer> answer) {
        tooMuch |= !open();
        this.answer = answer.map(one -> json(one.text())).orElse(null);
        ended.countDown();
    }

    boolean open() { return ended.getCount() == 1; }

    /** Whether it ended, and nothing came after that. */
    synchronized boolean proper() { return !open() && !tooMuch; }

    /** Waits for the end. Empty if there is no answer. */
    Optional<JsonNode> answer() throws InterruptedException {
        assertTrue(ended.await(20, TimeUnit.SECONDS), "no end");
        return Optional.ofNullable(answer);
    }

    int error() throws InterruptedException { return answer().orElseThrow().path("error").path("code").intValue(); }

    String text() throws InterruptedException {
        return answer().orElseThrow().path("result").path("content").path(0).path("text").textValue();
    }

    synchronized List<JsonNode> sent() { return List.copyOf(sent); }

    private static JsonNode json(byte[] message) {
        try {
            return Json.parse(message);
        } catch (Json.Malformed e) {
            return fail(e);
        }
    }
}
