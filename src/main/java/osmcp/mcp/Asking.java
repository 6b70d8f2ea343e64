package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.rpc.*;

/** What this server asked its client in the era of handshakes, until the client has said something to it. */
final class Asking {
    /** A person may have to read it and think. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Map<String, CompletableFuture<Message.Response>> open = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /**
     * Sends the request and waits for what the client says to it.
     *
     * @throws RpcException the client answered with an error, or not in time
     * @throws InterruptedException the call that it is for was cancelled
     */
    ObjectNode ask(Reply.Question question, Consumer<byte[]> out) throws RpcException, InterruptedException {
        var id = "ask-" + last.incrementAndGet();
        var answer = new CompletableFuture<Message.Response>();
        open.put(id, answer);
        try {
            out.accept(Wire.request(id, question.method(), question.params()));
            var said = answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (said.result() instanceof ObjectNode result) return result;
            throw new RpcException(RpcException.INTERNAL_ERROR, "the client could not be asked: "
                    + said.error().path("message").asText("it gave no result"));
        } catch (TimeoutException e) {
            throw new RpcException(RpcException.INTERNAL_ERROR, "the client did not answer what it was asked");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            open.remove(id);
        }
    }

    /** Answers to what nobody asked, or no longer waits for, are ignored. */
    void answered(Message.Response response) {
        var waiting = open.get(response.id().asText(""));
        if (waiting != null) waiting.complete(response);
    }
}
