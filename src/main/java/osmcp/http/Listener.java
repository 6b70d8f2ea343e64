package osmcp.http;

import module java.base;
import com.sun.net.httpserver.*;
import javax.net.ssl.*;
import osmcp.secret.Pem;

/** The JDK's server, with bounds. It has none of its own, and reads them once, from the system's properties. */
final class Listener {
    private static final int BACKLOG = 256;

    static {
        bound("sun.net.httpserver.nodelay", "true"); // or small answers wait 40 ms for an acknowledgement
        bound("sun.net.httpserver.maxReqTime", "20"); // seconds, from a request's first byte to its last
        bound("sun.net.httpserver.maxReqHeaders", "100");
        bound("sun.net.httpserver.maxReqHeaderSize", Integer.toString(16 << 10));
        bound("sun.net.httpserver.idleInterval", "60"); // seconds; before its first byte a connection has maxReqTime
        bound("sun.net.httpserver.clockTick", "2000"); // milliseconds between looks at idle connections
        bound("sun.net.httpserver.maxIdleConnections", "500"); // 25 KiB each; more are closed once they are answered
        bound("jdk.httpserver.maxConnections", "4000");
        // Of a body that is refused, so much is still read: a client in the middle of sending would miss the answer.
        bound("sun.net.httpserver.drainAmount", Integer.toString(2 * Bodies.LONGEST));
    }

    private Listener() {}

    private static void bound(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }

    static HttpServer listen(HttpTransport.Options options, Executor places, HttpHandler handler)
            throws IOException {
        var address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) throw new IOException("no such host: " + options.host());
        HttpServer server;
        if (options.certificate().isPresent() && options.key().isPresent()) {
            var configurator = new HttpsConfigurator(tls(options.certificate().get(), options.key().get()));
            var https = HttpsServer.create(address, BACKLOG);
            https.setHttpsConfigurator(configurator);
            server = https;
        } else {
            server = HttpServer.create(address, BACKLOG);
        }
        server.createContext("/", handler);
        server.setExecutor(places);
        server.start();
        return server;
    }

    private static SSLContext tls(Path certificate, Path key) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", Pem.key(key), new char[0],
                    Pem.certificates(certificate).toArray(java.security.cert.Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate or its key cannot be used: " + e.getMessage(), e);
        }
    }
}
