package osmcp;

import module java.base;
import osmcp.cloud.*;
import osmcp.json.Json;

/** Measures the built image: its start, its first calls, its memory and size, and what its calls cost the cloud. */
public final class Bench {
    private static final int RUNS = 15;
    private static final int CALLS = 1_000;
    private static final String EMPTY = "an empty main in the same image";

    private final Path launcher;
    private final Path image;

    private Bench(Path launcher) {
        this.launcher = launcher;
        this.image = launcher.getParent().getParent();
    }

    /** LAUNCHER */
    public static void main(String[] args) throws Exception { new Bench(Path.of(args[0])).run(); }

    private void run() throws Exception {
        System.out.printf("%-62s %10s %10s %10s%n", "milliseconds in " + RUNS + " runs", "median", "least", "most");
        try (var cloud = FakeCloud.start(Options.of(World.scale(1_000)))) {
            starts("simulated cloud", cloud.environment("demo"));
            memory(cloud);
            HttpLoad.run(launcher, cloud.environment("demo"));
            costs(cloud); // which closes it
        }
        changes();
        var real = realCloud();
        if (!real.isEmpty()) starts("the cloud at " + real.get("OS_AUTH_URL"), real);
        sizes();
    }

    /** The variables of this process that name a real cloud, if they do. */
    private static Map<String, String> realCloud() {
        var all = new TreeMap<>(System.getenv());
        all.keySet().removeIf(name -> !name.startsWith("OS_"));
        return all.containsKey("OS_AUTH_URL") ? all : Map.of();
    }

    private void starts(String where, Map<String, String> environment) throws Exception {
        var empty = emptyMain();
        var times = new LinkedHashMap<String, List<Double>>();
        for (int run = -2; run < RUNS; run++) { // two to warm up; the rest in turn, so that all meet the same machine
            var round = new LinkedHashMap<String, Double>();
            round.put(EMPTY, empty.call());
            start(environment, round);
            if (where.contains("http")) round.put("the same two requests by curl", curl(environment));
            if (run >= 0) round.forEach((what, time) -> times.computeIfAbsent(what, _ -> new ArrayList<>()).add(time));
        }
        times.forEach((what, all) -> line(what + ", " + where, all));
        System.out.printf("%-62s %10.2f%n", "initialize, against the empty main",
                median(times.get("initialize, from process start")) / median(times.get(EMPTY)));
    }

    private void start(Map<String, String> environment, Map<String, Double> times) throws IOException {
        long start = System.nanoTime();
        try (var client = new Client(List.of(launcher.toString()), environment, ProcessBuilder.Redirect.DISCARD)) {
            client.initialize();
            times.put("initialize, from process start", since(start));
            long listed = System.nanoTime();
            client.ask("tools/list", Json.object());
            times.put("tools/list after it", since(listed));
            var result = client.call("get_instance", Json.object());
            times.put("first get_instance answered, from process start", since(start));
            if (result.path("isError").asBoolean()) throw new IOException(Json.text(result));
        }
    }

    /** With a cache of its own, made as ours is. */
    private Callable<Double> emptyMain() throws Exception {
        var cache = image.resolveSibling("empty.aot");
        var command = List.of(image.resolve("bin/java").toString(), "@" + image.resolve("lib/jvm.options"),
                "-cp", image.resolveSibling("empty.jar").toString(), "osmcp.Bench$Empty");
        jar(image.resolveSibling("empty.jar"));
        execute(plus(command, "-XX:AOTCacheOutput=" + cache), Map.of());
        return () -> execute(plus(command, "-XX:AOTCache=" + cache), Map.of());
    }

    /** A cache wants classes from a jar. */
    private static void jar(Path file) throws IOException {
        var name = "osmcp/Bench$Empty.class";
        try (var out = new JarOutputStream(Files.newOutputStream(file));
                var in = Bench.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    private static List<String> plus(List<String> command, String option) {
        var all = new ArrayList<>(command);
        all.add(1, option);
        return all;
    }

    static final class Empty {
        public static void main(String[] args) {}
    }

    /** Signs in and lists the servers, as a shell script would. */
    private static double curl(Map<String, String> environment) throws Exception {
        var script = """
                t=$(curl -s -i -H 'Content-Type: application/json' "$OS_AUTH_URL/auth/tokens" -d '{"auth":{"identity":{\
                "methods":["password"],"password":{"user":{"name":"'$OS_USERNAME'","domain":{"id":"default"},\
                "password":"'$OS_PASSWORD'"}}},"scope":{"project":{"name":"'$OS_PROJECT_NAME'","domain":{"id":\
                "default"}}}}}')
                id=$(echo "$t" | tr -d '\\r' | sed -n 's/^X-Subject-Token: //Ip')
                nova=$(echo "$t" | tail -n 1 | tr '{' '\\n' | sed -n 's/.*"url": "\\([^"]*v2.1\\)".*/\\1/p' | head -n 1)
                curl -s -f -o /dev/null -H "X-Auth-Token: $id" "$nova/servers/detail?limit=51"
                """;
        return execute(List.of("sh", "-c", script), environment);
    }

    private static double execute(List<String> command, Map<String, String> environment) throws Exception {
        long start = System.nanoTime();
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        if (code != 0) throw new IOException("exit " + code + " of " + command);
        return since(start);
    }

    private void memory(FakeCloud cloud) throws IOException {
        try (var client = new Client(List.of(launcher.toString()), cloud.environment("scale"),
                ProcessBuilder.Redirect.DISCARD)) {
            client.initialize();
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) client.call("get_instance", Json.object().put("limit", 50));
            double took = since(start);
            var resident = Path.of("/proc/" + client.process().pid() + "/status");
            var line = Files.exists(resident) ? Files.readAllLines(resident).stream()
                    .filter(text -> text.startsWith("VmRSS:")).findFirst().orElse("") : "";
            System.out.printf("%-62s %10s%n", "resident MiB after " + CALLS + " pages of 50 servers",
                    line.isEmpty() ? "unknown" : Integer.parseInt(line.replaceAll("\\D", "")) / 1024);
            System.out.printf("%-62s %10.1f%n", "milliseconds for one of them", took / CALLS);
        }
    }

    /** Requests of a call once signed in and with versions known, by service. */
    private static void costs(FakeCloud cloud) throws IOException {
        var asked = new LinkedHashMap<String, String>();
        asked.put("get_instance {}", "scale");
        asked.put("get_instance {\"limit\":200}", "scale");
        asked.put("get_instance {\"all_instances\":true}", "scale");
        asked.put("get_flavor_list {}", "demo");
        asked.put("get_service_status {}", "demo");
        try (var lab = new Lab(cloud)) {
            for (var one : asked.entrySet()) {
                var words = one.getKey().split(" ", 2);
                var calls = lab.as(one.getValue());
                Lab.answer(calls, words[0], words[1]);
                int mark = cloud.journal().mark();
                Lab.answer(calls, words[0], words[1]);
                boolean roots = words[0].equals("get_service_status"); // there they are what was asked for
                System.out.printf("%-62s %s%n", "requests of " + one.getKey(),
                        roots ? cloud.journal().count(mark) : cloud.journal().work(mark));
            }
        }
    }

    /** A hundred servers of a cloud that takes 50 ms for each request: together, and ten of them by themselves. */
    private static void changes() throws IOException {
        try (var lab = new Lab()) {
            for (int i = 0; i < 110; i++) lab.cloud.world().add("servers", "demo", Map.of("name", "job-" + i));
            lab.cloud.delay(Duration.ofMillis(50));
            var calls = lab.as("demo");
            var stop = "{\"action\":\"stop\",\"at_most\":200,\"%s\":\"%s\"}";
            Lab.answer(calls, "get_instance", "{}");
            long start = System.nanoTime();
            for (int i = 100; i < 110; i++) Lab.answer(calls, "set_instance", stop.formatted("names", "job-" + i));
            double alone = since(start) * 10;
            var hundred = IntStream.range(0, 100).mapToObj(i -> "job-" + i).collect(Collectors.joining(","));
            int mark = lab.cloud.journal().mark();
            start = System.nanoTime();
            Lab.answer(calls, "set_instance", stop.formatted("names", hundred));
            double together = since(start);
            System.out.printf("%-62s %10.1f%n", "stop 100 servers, 50 ms a request", together);
            System.out.printf("%-62s %10.3f%n", "… of one after the other (ten, times ten)", together / alone);
            System.out.printf("%-62s %s%n", "… requests", lab.cloud.journal().work(mark));
        }
    }

    private void sizes() throws IOException {
        long folder = 0;
        try (var files = Files.walk(image)) {
            for (var file : files.filter(Files::isRegularFile).toList()) folder += Files.size(file);
        }
        System.out.printf("%-62s %10.1f%n", "MiB of the folder", folder / 1048576.0);
        try (var files = Files.list(image.getParent())) {
            for (var file : files.filter(f -> f.toString().endsWith(".tar.gz")).toList()) {
                System.out.printf("%-62s %10.1f%n", "MiB of " + file.getFileName(), Files.size(file) / 1048576.0);
            }
        }
    }

    private static double since(long start) { return (System.nanoTime() - start) / 1e6; }

    private static double median(List<Double> times) { return times.stream().sorted().toList().get(times.size() / 2); }

    private static void line(String what, List<Double> times) {
        System.out.printf("%-62s %10.1f %10.1f %10.1f%n", what, median(times), Collections.min(times),
                Collections.max(times));
    }
}
