package osmcp.build;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.Client;
import osmcp.cloud.*;
import osmcp.json.Json;

/**
 * Uses the image once, as clients of both eras do, against the simulated cloud. Its Java machine keeps what it loaded
 * and linked for that: the cache with which later starts take a third of the time. The services answer over http;
 * sign-in goes through a TLS end of our own, so that the cache holds what https needs, too.
 */
public final class Training {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String PASSWORD = "training";

    private final Path image;
    private final Path folder;

    private Training(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** IMAGE FOLDER, the latter for what this needs on the way. */
    public static void main(String[] args) throws Exception {
        new Training(Path.of(args[0]), Files.createDirectories(Path.of(args[1]))).run();
    }

    private void run() throws Exception {
        var cache = image.resolve("lib/jvm.aot");
        Files.deleteIfExists(cache);
        makeCertificate();
        try (var cloud = FakeCloud.start(Options.of(World.small()));
                var tls = new TlsEnd(folder.resolve("cloud.p12"), PASSWORD)) {
            var settings = new HashMap<>(cloud.environment("demo"));
            settings.put("OS_AUTH_URL", tls.before(URI.create(cloud.authUrl())).toString());
            settings.put("ALLOW_MODIFY_OPERATIONS", "true");
            settings.put("OS_CACERT", folder.resolve("cloud.pem").toString());
            drive(settings, cache);
        }
        if (!Files.exists(cache)) throw new IllegalStateException("no cache came out; see " + folder.resolve("log"));
    }

    private void makeCertificate() throws Exception {
        Files.deleteIfExists(folder.resolve("cloud.p12"));
        keytool("-genkeypair", "-alias", "cloud", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext",
                "san=dns:localhost,ip:127.0.0.1", "-validity", "2");
        keytool("-exportcert", "-alias", "cloud", "-rfc", "-file", folder.resolve("cloud.pem").toString());
    }

    private void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("cloud.p12").toString(), "-storepass", PASSWORD));
        var log = folder.resolve("keytool.log");
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        if (code != 0) throw new IllegalStateException("keytool failed: " + Files.readString(log));
    }

    private void drive(Map<String, String> settings, Path cache) throws Exception {
        var log = folder.resolve("log");
        var command = List.of(image.resolve("bin/java").toString(), "-XX:AOTCacheOutput=" + cache,
                "-Dosmcp.home=" + image, "@" + image.resolve("lib/jvm.options"), "-m", "osmcp/osmcp.Main");
        settings.put("LC_ALL", "C.UTF-8"); // as the launcher
        var client = new Client(command, settings, ProcessBuilder.Redirect.to(log.toFile()));
        CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS)
                .execute(client.process()::destroyForcibly);
        try (client) {
            client.initialize();
            callAll(client, Json::object);
            change(client);
            client.ask("server/discover", Client.stateless());
            callAll(client, Client::stateless);
        } catch (IOException e) {
            throw new IllegalStateException("the training failed; see " + log, e);
        }
        int code = client.process().exitValue();
        if (code != 0) throw new IllegalStateException("the server ended with " + code + "; see " + log);
    }

    /** One change stands for all: they differ in what they send. */
    private static void change(Client client) throws IOException {
        var args = Json.object().put("action", "stop").put("names", "web-03,web-06").put("wait_seconds", 5);
        var result = client.call("set_instance", args);
        if (result.path("structuredContent").path("done").asInt() != 2) throw new IOException(Json.text(result));
    }

    /** Calls each tool that only reads and needs no arguments. What is an administrator's the policy refuses. */
    private void callAll(Client client, Supplier<ObjectNode> params) throws IOException {
        for (var tool : client.ask("tools/list", params.get()).path("tools")) {
            boolean reads = tool.path("annotations").path("readOnlyHint").asBoolean();
            if (!reads || !tool.path("inputSchema").path("required").isEmpty()) continue;
            var call = params.get().put("name", tool.path("name").asText());
            call.putObject("arguments");
            var result = client.ask("tools/call", call);
            boolean refused = result.at("/content/0/text").asText().contains(" answered 403: ");
            if (!result.path("isError").asBoolean() || refused) continue;
            throw new IOException(Json.text(call) + " failed: " + result);
        }
    }
}
