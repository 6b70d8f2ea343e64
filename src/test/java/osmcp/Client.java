package osmcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** A client that starts the server as a process and talks to it over its standard streams. */
public final class Client implements AutoCloseable {
    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;
    private int id;

    /** With that environment and nothing else in it. */
    public Client(List<String> command, Map<String, String> environment, ProcessBuilder.Redirect errors)
            throws IOException {
        var builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
        in = process.inputReader(UTF_8);
        out = process.outputWriter(UTF_8);
    }

    public Process process() { return process; }

    /** The handshake of the revision that most clients speak. */
    public JsonNode initialize() throws IOException {
        var params = Json.object().put("protocolVersion", "2025-11-25");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "client").put("version", "1");
        var result = ask("initialize", params);
        say(Json.object().put("jsonrpc", "2.0").put("method", "notifications/initialized"));
        return result;
    }

    /** What {@code _meta} holds in a request of the revision without handshake. */
    public static ObjectNode stateless() {
        var params = Json.object();
        var meta = params.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        meta.putObject("io.modelcontextprotocol/clientInfo").put("name", "client").put("version", "1");
        return params;
    }

    /** The result of a tool's call, be it an answer or a failure. */
    public JsonNode call(String tool, ObjectNode args) throws IOException {
        var params = Json.object().put("name", tool);
        params.set("arguments", args);
        return ask("tools/call", params);
    }

    /** The result of a request. */
    public JsonNode ask(String method, ObjectNode params) throws IOException {
        say(Json.object().put("jsonrpc", "2.0").put("id", ++id).put("method", method).set("params", params));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message;
            try {
                message = Json.parse(line.getBytes(UTF_8));
            } catch (Json.Malformed e) {
                throw new IOException("not JSON on stdout: " + line);
            }
            if (message.path("id").asInt() != id) continue;
            if (!message.has("result")) throw new IOException(method + " failed: " + line);
            return message.path("result");
        }
        throw new EOFException("no answer to " + method);
    }

    private void say(JsonNode message) throws IOException {
        out.write(Json.text(message) + "\n");
        out.flush();
    }

    /** Ends the input, as clients do, and waits until the server has ended too. */
    @Override public void close() throws IOException {
        out.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) throw new IOException("the server does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
