package osmcp.build;

import module java.base;
import javax.net.ssl.*;

/** Takes TLS connections on loopback and passes what they carry to a plain port. */
public final class TlsEnd implements AutoCloseable {
    private final SSLContext tls;
    private final ServerSocket door;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile String demanding = "";

    TlsEnd(Path keys, String password) throws Exception { this(context(keys, password)); }

    public TlsEnd(SSLContext tls) throws IOException {
        this.tls = tls;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static SSLContext context(Path keys, String password) throws Exception {
        var store = KeyStore.getInstance(keys.toFile(), password.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    /** From now on it takes only clients that show a certificate, in this version of TLS. */
    public void demandCertificates(String protocol) { demanding = protocol; }

    /** What it has been sent, without its cover. */
    public String received() { return received.toString(StandardCharsets.ISO_8859_1); }

    /** Stands before this server from now on; returns its address as seen through here. */
    public URI before(URI server) {
        Thread.startVirtualThread(() -> {
            while (!door.isClosed()) {
                try {
                    var client = door.accept();
                    Thread.startVirtualThread(() -> serve(client, server));
                } catch (IOException e) {
                    // The client sees that its connection is gone.
                }
            }
        });
        return URI.create("https://127.0.0.1:" + door.getLocalPort() + server.getRawPath());
    }

    private void serve(Socket client, URI server) {
        try (client; var behind = new Socket(server.getHost(), server.getPort())) {
            try (var secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, false)) {
                if (!demanding.isEmpty()) {
                    secure.setNeedClientAuth(true);
                    secure.setEnabledProtocols(new String[] {demanding});
                }
                secure.startHandshake();
                Thread.startVirtualThread(() -> pass(behind, secure, OutputStream.nullOutputStream()));
                pass(secure, behind, received);
            } catch (IOException e) {
                // There is no agreement, which it has been told.
            }
            client.shutdownOutput(); // and read on: a reset could overtake the last word, which may say what is wrong
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // One of the two has hung up, so both are done.
        }
    }

    /** Passes on what comes, and keeps a copy, until one of the two hangs up. */
    public static void pass(Socket from, Socket to, OutputStream copy) {
        var piece = new byte[1 << 13];
        try (from; to) {
            for (int n; (n = from.getInputStream().read(piece)) > 0; to.getOutputStream().write(piece, 0, n)) {
                copy.write(piece, 0, n);
            }
        } catch (IOException e) {
            // One of the two has hung up, so both are done.
        }
    }

    @Override public void close() throws IOException { door.close(); }
}
