package osmcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import com.sun.net.httpserver.HttpServer;

/**
 * How many requests a second the image answers over HTTP, on connections that are kept, beside a bare server that
 * answers a constant.
 */
final class HttpLoad {
    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 4;
    private static final String CLAIM = "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    /** Answers a second, and how long those took that half and that one in a hundred exceeded, in milliseconds. */
    private record Load(double perSecond, double half, double hundredth) {}

    private HttpLoad() {}

    /** The image and the bare server in turn, so that both meet the same machine. */
    static void run(Path launcher, Map<String, String> environment) throws Exception {
        System.out.printf("%-62s %10s %10s %10s%n", "over HTTP, " + CONNECTIONS + " kept connections", "per second",
                "p50 ms", "p99 ms");
        try (var bare = new Bare(); var image = new Image(launcher, environment)) {
            var constant = load(bare.port(), request("", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", ""));
            line("a bare server that answers a constant", constant, constant);
            var ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
            line("ping in a session", load(image.port, request(image.session(), ping, "")), constant);
            var discover = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{\"_meta\":" + CLAIM
                    + "}}";
            line("server/discover", load(image.port, request("", discover, "server/discover")), constant);
            var call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{"
                    + "\"name\":\"get_keypair_list\",\"_meta\":" + CLAIM + "}}";
            line("get_keypair_list, with its request to the simulated cloud",
                    load(image.port, request("", call, "tools/call\r\nMcp-Name: get_keypair_list")), constant);
            System.out.printf("%-62s %10d%n", "memory after that, MiB (RSS)", image.mebibytes());
        }
    }

    private static void line(String what, Load load, Load constant) {
        System.out.printf("%-62s %10.0f %10.2f %10.2f   %.2f of the bare one%n", what, load.perSecond, load.half,
                load.hundredth, load.perSecond / constant.perSecond);
    }

    /** @param method of a stateless request; blank for one of a session */
    private static byte[] request(String session, String body, String method) {
        var head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nContent-Length: " + body.length() + "\r\n";
        if (!session.isEmpty()) head += "Mcp-Session-Id: " + session + "\r\n";
        if (!method.isEmpty()) head += "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method + "\r\n";
        return (head + "\r\n" + body).getBytes(ISO_8859_1);
    }

    private static Load load(int port, byte[] request) throws Exception {
        var times = new ArrayList<Long>();
        for (int round = 0; round < 2; round++) { // the first warms up
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            try (var pool = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
                var clients = Stream.generate(() -> (Callable<List<Long>>) () -> client(port, request, end))
                        .limit(CONNECTIONS).toList();
                times.clear();
                for (var done : pool.invokeAll(clients)) times.addAll(done.get());
            }
        }
        Collections.sort(times);
        return new Load(times.size() / (double) SECONDS, times.get(times.size() / 2) / 1e6,
                times.get(times.size() * 99 / 100) / 1e6);
    }

    private static List<Long> client(int port, byte[] request, long end) throws IOException {
        var times = new ArrayList<Long>();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                socket.getOutputStream().write(request);
                answer(in);
                times.add(System.nanoTime() - start);
            }
        }
        return times;
    }

    /** The body of a good answer. */
    private static String answer(InputStream in) throws IOException {
        return answer(in, new HashMap<>());
    }

    private static String answer(InputStream in, Map<String, String> headers) throws IOException {
        var status = line(in);
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        var body = new String(in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))), UTF_8);
        boolean good = status.contains(" 200 ") && !body.contains("\"error\"") && !body.contains("\"isError\"");
        if (!good) throw new IOException(status + ": " + body);
        return body;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException();
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    private static final class Bare implements AutoCloseable {
        private final HttpServer server;

        Bare() throws IOException {
            System.setProperty("sun.net.httpserver.nodelay", "true");
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            var constant = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}".getBytes(UTF_8);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, constant.length);
                exchange.getResponseBody().write(constant);
                exchange.close();
            });
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }

        int port() { return server.getAddress().getPort(); }

        @Override public void close() { server.stop(0); }
    }

    private static final class Image implements AutoCloseable {
        final Process process;
        final int port;

        Image(Path launcher, Map<String, String> environment) throws IOException {
            var builder = new ProcessBuilder(launcher.toString(), "--type", "streamable-http", "--port",
                    "" + freePort());
            builder.environment().putAll(environment);
            process = builder.start();
            var log = process.errorReader();
            String line;
            do line = log.readLine(); while (line != null && !line.contains("serving at "));
            if (line == null) throw new IOException("the server ended");
            port = URI.create(line.substring(line.indexOf("http"))).getPort();
            Thread.startVirtualThread(() -> log.lines().forEach(_ -> { }));
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }

        String session() throws IOException {
            var hello = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-11-25\",\"capabilities\":{}}}";
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(request("", hello, ""));
                var headers = new HashMap<String, String>();
                answer(new BufferedInputStream(socket.getInputStream()), headers);
                return headers.get("mcp-session-id");
            }
        }

        long mebibytes() throws IOException {
            return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10).findFirst().orElse(-1);
        }

        @Override public void close() { process.destroy(); }
    }
}
