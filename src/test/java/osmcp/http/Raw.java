package osmcp.http;

import static java.nio.charset.StandardCharsets.*;

import module java.base;

/** A client that says whatever it likes, byte by byte. */
final class Raw implements AutoCloseable {
    final Socket socket;
    private final InputStream in;

    Raw(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param headers with their names in small letters */
    record Answer(int status, Map<String, String> headers, String body) {
        int code() { return !body.startsWith("{") ? 0 : Served.json(body).path("error").path("code").intValue(); }
    }

    /** A whole POST. */
    static String post(String body, String... headers) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n"
                + Stream.of(headers).map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n" + body;
    }

    Raw say(String text) throws IOException { return say(text.getBytes(UTF_8)); }

    Raw say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** The next answer. */
    Answer hear() throws IOException {
        var status = line().split(" ", 3);
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(": *", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        return new Answer(Integer.parseInt(status[1]), headers, new String(body(headers), UTF_8));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (!headers.containsKey("transfer-encoding")) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        var all = new ByteArrayOutputStream();
        for (int size = -1; size != 0; ) {
            size = Integer.parseInt(line(), 16);
            all.write(in.readNBytes(size));
            line();
        }
        return all.toByteArray();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new EOFException("closed after " + line);
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /** Whether the server closes the connection, which it must. */
    boolean closes() {
        try {
            while (in.read() >= 0) continue;
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) { // reset
            return true;
        }
    }

    @Override public void close() throws IOException { socket.close(); }
}
