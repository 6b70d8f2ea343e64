package osmcp.build;

import module java.base;
import javax.net.ssl.*;

/** Takes TLS connections on loopback and passes what they carry to a plain port. */
final class TlsEnd implements AutoCloseable {
    private final SSLServerSocket door;

    TlsEnd(Path keys, String password) throws Exception {
        var store = KeyStore.getInstance(keys.toFile(), password.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        door = (SSLServerSocket) tls.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Stands before this server from now on; returns its address as seen through here. */
    URI before(URI server) {
        Thread.startVirtualThread(() -> {
            while (!door.isClosed()) {
                try {
                    var client = door.accept();
                    var behind = new Socket(server.getHost(), server.getPort());
                    pass(client, behind);
                    pass(behind, client);
                } catch (IOException e) {
                    // The client sees that its connection is gone.
                }
            }
        });
        return URI.create("https://127.0.0.1:" + door.getLocalPort() + server.getRawPath());
    }

    private static void pass(Socket from, Socket to) {
        Thread.startVirtualThread(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // One of the two has hung up, so both are done.
            }
        });
    }

    @Override public void close() throws IOException { door.close(); }
}
