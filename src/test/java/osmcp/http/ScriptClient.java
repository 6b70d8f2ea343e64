package osmcp.http;

import static org.junit.jupiter.api.Assertions.fail;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import osmcp.json.Json;
import osmcp.mcp.Client;

/**
 * Says each line in a POST of its own, as a client of both eras does. The next one waits for the headers of the answer,
 * which come when the server has understood the message, and not for its end.
 */
final class ScriptClient implements Client {
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String OVER = "over";

    private final Served server;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Phaser open = new Phaser(1);
    private String session = "";
    private String version = "";

    ScriptClient(Served server) { this.server = server; }

    @Override public void send(String line) {
        var answer = Served.open(server.request(line, headers(line)));
        answer.headers().firstValue("Mcp-Session-Id").ifPresent(id -> session = id);
        boolean streams = answer.headers().firstValue("Content-Type").orElse("").equals("text/event-stream");
        open.register();
        if (streams) {
            Thread.ofVirtual().start(() -> read(answer));
        } else {
            read(answer);
        }
    }

    /** The first two say what a client of any era would say. */
    private String[] headers(String line) {
        JsonNode message;
        try {
            message = Json.parse(line.getBytes());
        } catch (Json.Malformed e) {
            message = Json.object();
        }
        var one = message.isArray() && !message.isEmpty() ? message.get(0) : message;
        var claim = one.path("params").path("_meta").path(VERSION).textValue();
        var headers = new ArrayList<String>();
        if (claim == null) {
            if (!session.isEmpty()) headers.addAll(List.of("Mcp-Session-Id", session));
            if (!version.isEmpty()) headers.addAll(List.of("MCP-Protocol-Version", version));
        } else {
            headers.addAll(List.of("MCP-Protocol-Version", claim, "Mcp-Method", one.path("method").asText(),
                    "Mcp-Name", one.path("params").path("name").asText("-")));
        }
        return headers.toArray(String[]::new);
    }

    private void read(HttpResponse<InputStream> answer) {
        try (var lines = new BufferedReader(new InputStreamReader(answer.body()))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{") || line.startsWith("[")) take(line);
                if (line.startsWith("data: ")) take(line.substring(6));
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            open.arriveAndDeregister();
        }
    }

    private void take(String message) {
        var agreed = Served.json(message).path("result").path("protocolVersion").textValue();
        if (agreed != null) version = agreed;
        heard.add(message);
    }

    @Override public Optional<String> next() {
        try {
            var message = heard.poll(20, TimeUnit.SECONDS);
            if (message == null) fail("the server says nothing");
            if (message == OVER) heard.add(OVER);
            return Optional.of(message).filter(text -> text != OVER);
        } catch (InterruptedException e) {
            return fail(e);
        }
    }

    @Override public void close() {
        open.arriveAndAwaitAdvance();
        heard.add(OVER);
    }
}
