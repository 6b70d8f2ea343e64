package osmcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import osmcp.json.Json;
import osmcp.mcp.TestTools;
import osmcp.secret.*;

/** A server with test tools on a port of its own, and a client to it. It is in a hurry to open streams. */
final class Served implements AutoCloseable {
    static final String HELLO = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{"elicitation":{}}}}""";
    static final String META = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}""";
    private static final Answering.Pace HURRY = new Answering.Pace(Duration.ofMillis(50), Duration.ofMillis(50));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final TestTools tools = new TestTools();
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean ready = true;
    final HttpTransport transport;

    /** What the operator set. */
    record Setting(Signed signed, Optional<Secret> bearer, Set<String> hosts, Set<String> origins,
            Optional<Path> certificate, Optional<Path> key) {
        static final Setting NONE = new Setting(Signed.ownKey(), Optional.empty(), Set.of(), Set.of(),
                Optional.empty(), Optional.empty());

        static Setting signed(Signed signed) {
            return new Setting(signed, NONE.bearer, NONE.hosts, NONE.origins, NONE.certificate, NONE.key);
        }

        static Setting bearer(String secret) {
            return new Setting(NONE.signed, Optional.of(new Secret(secret)), Set.of("mcp.example.com"),
                    Set.of("https://app.example.com"), NONE.certificate, NONE.key);
        }

        Setting without(Optional<Secret> bearer) {
            return new Setting(signed, bearer, hosts, origins, certificate, key);
        }

        static Setting tls(Path certificate, Path key) {
            return new Setting(NONE.signed, NONE.bearer, NONE.hosts, NONE.origins, Optional.of(certificate),
                    Optional.of(key));
        }
    }

    Served() { this(Setting.NONE); }

    Served(Setting setting) {
        var options = new HttpTransport.Options("127.0.0.1", 0, setting.bearer, setting.hosts, setting.origins,
                setting.certificate, setting.key);
        var probes = new HttpTransport.Probes() {
            @Override public boolean ready() {
                asked.incrementAndGet();
                return ready;
            }

            @Override public String metrics() { return "test_total 1"; }
        };
        try {
            transport = new HttpTransport(tools.engine(setting.signed), options, probes, log::add, HURRY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String path) { return URI.create("http://127.0.0.1:" + transport.port() + path); }

    /** A POST to /mcp with these headers: names and values by turns. */
    HttpRequest request(String body, String... headers) {
        var request = HttpRequest.newBuilder(uri("/mcp")).POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        if (headers.length > 0) request.headers(headers);
        return request.build();
    }

    HttpResponse<String> post(String body, String... headers) { return ask(request(body, headers)); }

    static HttpResponse<String> ask(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            return fail(e);
        }
    }

    /** As soon as the headers are there; closing the body leaves the server alone. */
    static HttpResponse<InputStream> open(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            return fail(e);
        }
    }

    /** The id of a new session. */
    String session() { return post(HELLO).headers().firstValue("Mcp-Session-Id").orElseThrow(); }

    static String call(int id, String tool, String more) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"%s}}"
                .formatted(id, tool, more.replace('\'', '"'));
    }

    /** A call of a tool in the era without sessions. */
    HttpRequest stateless(int id, String tool, String more) {
        return request(call(id, tool, more + "," + META), "MCP-Protocol-Version", "2026-07-28",
                "Mcp-Method", "tools/call", "Mcp-Name", tool);
    }

    static JsonNode json(String text) {
        try {
            return Json.parse(text.getBytes(UTF_8));
        } catch (Json.Malformed e) {
            return fail("not JSON: " + text, e);
        }
    }

    /** The messages of an answer, whatever its form. */
    static List<JsonNode> messages(HttpResponse<String> answer) {
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            return answer.body().isEmpty() ? List.of() : List.of(json(answer.body()));
        }
        return answer.body().lines().filter(line -> line.startsWith("data: ")).map(line -> json(line.substring(6)))
                .toList();
    }

    static int code(HttpResponse<String> answer) {
        return answer.body().isEmpty() ? 0 : messages(answer).getLast().path("error").path("code").intValue();
    }

    @Override public void close() {
        transport.close();
        if (!log.isEmpty()) fail("logged: " + log);
    }
}
