package osmcp.mcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.rpc.*;

/** What this server asked its client in the era of handshakes, until the client has said something to it. */
final class Asking {
    /** A person may have to read it and think. */
    private static final int LONGEST_SECONDS = 600;
    /** In all conversations: calls that wait for people leave room for others. */
    private static final Semaphore PLACES = new Semaphore(32);

    private final Map<String, CompletableFuture<Message.Response>> open = new ConcurrentHashMap<>();

    /**
     * Sends the request and waits for what the client says to it.
     *
     * @param there whether the client still gets what is sent to it
     * @throws RpcException the client answered with an error, or not in time
     * @throws InterruptedException the call that it is for was cancelled
     */
    ObjectNode ask(Reply.Question question, Consumer<byte[]> out, BooleanSupplier there)
            throws RpcException, InterruptedException {
        if (!PLACES.tryAcquire()) throw failed("too many questions are open; try again later");
        var id = "ask-" + UUID.randomUUID(); // what is said to an older question must not answer another one
        var answer = new CompletableFuture<Message.Response>();
        open.put(id, answer);
        try {
            out.accept(Wire.request(id, question.method(), question.params()));
            var said = await(answer, there);
            if (said.result() instanceof ObjectNode result) return result;
            throw failed("the client could not be asked: " + said.error().path("message").asText("it gave no result"));
        } finally {
            open.remove(id);
            PLACES.release();
        }
    }

    private static Message.Response await(CompletableFuture<Message.Response> answer, BooleanSupplier there)
            throws RpcException, InterruptedException {
        for (int second = 0; second < LONGEST_SECONDS; second++) {
            try {
                return answer.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (!there.getAsBoolean()) throw failed("the client has gone without an answer to what it was asked");
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        throw failed("the client did not answer what it was asked");
    }

    private static RpcException failed(String why) { return new RpcException(RpcException.INTERNAL_ERROR, why); }

    /** Answers to what nobody asked, or no longer waits for, are ignored. */
    void answered(Message.Response response) {
        var waiting = open.get(response.id().asText(""));
        if (waiting != null) waiting.complete(response);
    }
}
