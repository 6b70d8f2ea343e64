package osmcp;

import module java.base;
import osmcp.build.TlsEnd;

/** A proxy for http and https on loopback, for which the host cloud.example is this machine. */
final class WebProxy implements AutoCloseable {
    private static final Pattern TARGET = Pattern.compile("(?:http://)?cloud\\.example:(\\d+)(.*)");

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private volatile String wanted = "";
    private volatile int refusal;

    WebProxy() throws IOException {
        Thread.startVirtualThread(() -> {
            while (!door.isClosed()) {
                try {
                    var client = door.accept();
                    Thread.startVirtualThread(() -> serve(client));
                } catch (IOException e) {
                    // the next one, or the end
                }
            }
        });
    }

    String place() { return "127.0.0.1:" + door.getLocalPort(); }

    /** From now on it serves only who says NAME:PASSWORD. */
    void demand(String credentials) {
        wanted = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on it answers with this status what is for that port. */
    void refuse(int status, String address) {
        refusal = status;
        refused.add(URI.create(address).getPort());
    }

    /** All that clients have sent to it and through it. */
    String seen() { return seen.toString(StandardCharsets.ISO_8859_1); }

    /** How many requests of a method it was asked for. */
    long count(String method) {
        return Pattern.compile("(?m)^" + method + " \\S+ HTTP/1.1$").matcher(seen()).results().count();
    }

    private void serve(Socket client) {
        try (client) {
            var head = head(client.getInputStream());
            var words = head.split(" ", 3);
            var target = TARGET.matcher(words[1]);
            int port = target.matches() ? Integer.parseInt(target.group(1)) : 0;
            boolean known = wanted.isEmpty() || head.contains("\nProxy-Authorization: " + wanted + "\r\n");
            int status = !known ? 407 : port == 0 ? 400 : refused.contains(port) ? refusal : 200;
            if (status != 200) {
                answer(client, status + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0"
                        + "\r\nConnection: close");
                return;
            }
            try (var behind = new Socket(door.getInetAddress(), port)) {
                if (words[0].equals("CONNECT")) {
                    answer(client, "200 Connected");
                } else {
                    var rest = words[2].replaceAll("(?m)^(Proxy-Authorization|Connection): .*\r\n", "")
                            .replaceFirst("\r\n", "\r\nConnection: close\r\n");
                    behind.getOutputStream().write((words[0] + " " + target.group(2) + " " + rest)
                            .getBytes(StandardCharsets.ISO_8859_1));
                }
                Thread.startVirtualThread(() -> TlsEnd.pass(client, behind, seen));
                TlsEnd.pass(behind, client, OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // one of the two has hung up
        }
    }

    /** To the blank line. */
    private String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (int c; !head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n"); head.write(c)) {
            if ((c = in.read()) < 0) throw new EOFException();
        }
        seen.writeBytes(("\n" + head.toString(StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1));
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void answer(Socket client, String words) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + words + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override public void close() throws IOException { door.close(); }
}
