package osmcp.conformance;

import module java.base;
import osmcp.cloud.*;
import osmcp.json.Json;

/**
 * Has the official conformance suite test this project: the engine with the suite's fixtures, whole, and the built
 * image with all of its tools, as far as that needs no fixtures.
 */
public final class Conformance {
    /** By revision, the scenarios that need no fixtures. */
    private static final Map<String, Set<String>> UNAIDED = new TreeMap<>(Map.of(
            "2025-11-25", Set.of("server-initialize", "ping", "tools-list", "resources-list", "prompts-list",
                    "server-sse-multiple-streams", "server-session-lifecycle", "dns-rebinding-protection"),
            "2026-07-28", Set.of("server-stateless", "tools-list", "resources-list", "prompts-list",
                    "server-sse-multiple-streams", "dns-rebinding-protection", "sep-2164-resource-not-found",
                    "caching", "input-required-result-unsupported-methods")));
    /** What one of them checks with the help of a fixture. */
    private static final Set<String> AIDED = Set.of("sep-2575-server-rejects-undeclared-capability",
            "sep-2575-missing-capability-http-400", "sep-2575-http-server-no-independent-requests-on-stream",
            "sep-2575-server-no-log-without-loglevel");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final List<String> suite;
    private final Path folder;
    private boolean failed;

    private Conformance(List<String> suite, Path folder) {
        this.suite = suite;
        this.folder = folder;
    }

    /** LAUNCHER NODE SUITE FOLDER, the latter for what the suite says. Exits with 1 if anything failed. */
    public static void main(String[] args) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        var conformance = new Conformance(List.of(args[1], args[2]), Path.of(args[3]));
        conformance.fixtures();
        conformance.image(args[0]);
        System.exit(conformance.failed ? 1 : 0);
    }

    private void fixtures() throws Exception {
        var log = Collections.synchronizedList(new ArrayList<String>());
        try (var server = ConformanceServer.start(0, log::add)) {
            for (var revision : UNAIDED.keySet()) {
                var results = run("fixtures", revision, ConformanceServer.url(server));
                report(revision, scored(revision), results, Set.of());
                results.keySet().removeAll(scored(revision));
                var passed = results.keySet().stream().filter(one -> results.get(one).isEmpty()).toList();
                System.out.println("  not scored, passed: " + passed);
                results.keySet().removeAll(passed);
                System.out.println("  not scored, failed: " + results.keySet());
            }
        }
        Files.write(folder.resolve("fixtures/log"), log);
    }

    private void image(String launcher) throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var cloud = FakeCloud.start()) {
            var builder = new ProcessBuilder(launcher, "--type", "streamable-http", "--port", "" + port)
                    .redirectErrorStream(true).redirectOutput(made("image/log").toFile());
            builder.environment().clear();
            builder.environment().putAll(cloud.environment("demo"));
            builder.environment().put("ALLOW_MODIFY_OPERATIONS", "true");
            builder.environment().put("ALLOW_ADMIN_OPERATIONS", "true");
            var process = builder.start();
            awaitListening(process, port);
            for (var revision : UNAIDED.keySet()) {
                var results = run("image", revision, "http://127.0.0.1:" + port + "/mcp");
                report("the image, without fixtures, " + revision, UNAIDED.get(revision), results, AIDED);
            }
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) throw new IOException("the server does not end");
        }
    }

    private static void awaitListening(Process process, int port) throws Exception {
        for (int tries = 0; tries < 200 && process.isAlive(); tries++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (ConnectException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("the image does not listen; see image/log");
    }

    /** Runs all that a revision asks for. Returns which checks failed, by scenario. */
    private Map<String, List<String>> run(String what, String revision, String url) throws Exception {
        var results = folder.resolve(what, revision);
        int code = execute(made(what + "/" + revision + ".txt"), "server", "--url", url, "--requirements", revision,
                "-o", results.toString());
        if (code != 0 && what.equals("fixtures")) failed = true;
        var found = new TreeMap<String, List<String>>();
        try (var folders = Files.list(results)) {
            for (var one : folders.toList()) {
                var scenario = one.getFileName().toString().replaceFirst("^server-", "")
                        .replaceFirst("-\\d{4}-\\d\\d-\\d\\dT.*", "");
                found.put(scenario, Json.parse(Files.readAllBytes(one.resolve("checks.json"))).valueStream()
                        .filter(check -> check.path("status").asText().equals("FAILURE"))
                        .map(check -> check.path("id").asText()).toList());
            }
        }
        return found;
    }

    /** The names of the scenarios that count for a revision. */
    private Set<String> scored(String revision) throws Exception {
        var list = made("fixtures/" + revision + ".list");
        execute(list, "list", "--server", "--requirements", revision);
        return Files.readAllLines(list).stream().takeWhile(line -> !line.startsWith("Client"))
                .filter(line -> line.startsWith("  - ")).map(line -> line.substring(4)).collect(Collectors.toSet());
    }

    private void report(String title, Set<String> wanted, Map<String, List<String>> results, Set<String> aided) {
        var wrong = new TreeMap<String, List<String>>();
        for (var scenario : wanted) {
            var checks = results.getOrDefault(scenario, List.of("not run"));
            var left = checks.stream().filter(check -> !aided.contains(check)).toList();
            if (!left.isEmpty()) wrong.put(scenario, left);
        }
        System.out.println(title + ": " + (wanted.size() - wrong.size()) + "/" + wanted.size());
        wrong.forEach((scenario, checks) -> System.out.println("  failed: " + scenario + " in " + checks));
        failed |= !wrong.isEmpty() || wanted.isEmpty();
    }

    private int execute(Path output, String... arguments) throws Exception {
        var command = Stream.concat(suite.stream(), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) return process.exitValue();
        throw new IOException("the suite does not end; see " + output);
    }

    private Path made(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}
