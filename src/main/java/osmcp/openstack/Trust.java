package osmcp.openstack;

import module java.base;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import osmcp.secret.Pem;

/**
 * Whom https servers must be vouched for by: the file that was given, else the operating system's authorities, and the
 * JDK's own list only where there are none of these. Loaded with the first https request, since it takes its time.
 */
final class Trust {
    /** Where Debian, Red Hat, SUSE, Alpine and macOS keep their authorities. */
    private static final List<String> BUNDLES = List.of("/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem");

    private Trust() {}

    /** For a client that speaks plain http only; without it, that too would read the JDK's list of authorities. */
    static SSLContext nobody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has TLS
        }
    }

    static SSLContext context(Account account) {
        var bundle = account.caCert().or(account::systemTrust)
                .or(() -> BUNDLES.stream().map(Path::of).filter(Files::isReadable).findFirst());
        try {
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(bundle.isPresent() ? store(bundle.get()) : systemStore());
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            var file = bundle.map(Path::toString).orElse("the operating system's list");
            throw new CloudException(CloudException.Why.UNAVAILABLE,
                    "the authorities to trust in " + file + " cannot be used: " + e.getMessage(),
                    "OS_CACERT must name a PEM file with the certificates of the cloud's authorities");
        }
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate certificate : Pem.certificates(file)) {
            store.setCertificateEntry("authority " + store.size(), certificate);
        }
        return store;
    }

    /** Windows has a store of its own; null stands for the JDK's list. */
    private static KeyStore systemStore() throws IOException, GeneralSecurityException {
        if (!System.getProperty("os.name").startsWith("Windows")) return null;
        var store = KeyStore.getInstance("Windows-ROOT");
        store.load(null, null);
        return store;
    }
}
