package osmcp.openstack;

import module java.base;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import osmcp.secret.Pem;

/**
 * Whom https servers must be vouched for by: the file or folder that was given, else the operating system's
 * authorities, and the JDK's own list only where there are none of these. And the certificate that we show, if any.
 * Loaded with the first https request, since it takes its time.
 */
final class Trust {
    /** Where Debian, Red Hat, SUSE, Alpine and macOS keep their authorities. */
    private static final List<String> BUNDLES = List.of("/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem");
    private static final int MOST_FILES = 1_000;

    private Trust() {}

    /** For a client that speaks plain http only; without it, that too would read the JDK's list of authorities. */
    static SSLContext nobody() {
        return context(null, new TrustManager[0]);
    }

    static SSLContext context(Account.Tls tls) {
        return context(key(tls), tls.insecure() ? new TrustManager[] {new Everybody()} : authorities(tls));
    }

    /** Who is trusted, for people. */
    static String words(Account.Tls tls) {
        if (tls.insecure()) return "every server, unchecked, by OS_INSECURE";
        return bundle(tls).map(Path::toString)
                .orElse(windows() ? "the authorities of Windows" : "the authorities that come with Java");
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has TLS
        }
    }

    private static Optional<Path> bundle(Account.Tls tls) {
        return tls.authorities().or(tls::system)
                .or(() -> BUNDLES.stream().map(Path::of).filter(Files::isReadable).findFirst());
    }

    private static TrustManager[] authorities(Account.Tls tls) {
        var bundle = bundle(tls);
        try {
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(bundle.isPresent() ? store(bundle.get()) : systemStore());
            return managers.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw unusable("the authorities to trust in " + words(tls), e,
                    "OS_CACERT must name a PEM file with the certificates of the cloud's authorities");
        }
    }

    private static KeyManager[] key(Account.Tls tls) {
        if (tls.certificate().isEmpty()) return null;
        var file = tls.key().or(tls::certificate).get();
        try {
            var ours = new Ours(Pem.key(file), Pem.certificates(tls.certificate().get()));
            if (!ours.belongTogether()) {
                throw new GeneralSecurityException("the key is not the one for the first certificate");
            }
            return new KeyManager[] {ours};
        } catch (IOException | GeneralSecurityException e) {
            throw unusable("the certificate in " + tls.certificate().get() + " with the key in " + file, e,
                    "OS_CERT and OS_KEY must name PEM files, the key without a passphrase");
        }
    }

    private static CloudException unusable(String what, Exception why, String hint) {
        return new CloudException(CloudException.Why.UNEXPECTED, what + " cannot be used: " + words(why), hint);
    }

    /** Of a file, Java tells often only its name. */
    private static String words(Exception why) {
        return why instanceof FileSystemException file && file.getReason() == null
                ? file.getFile() + " is not there, or must not be read" : why.getMessage();
    }

    private static KeyStore store(Path place) throws IOException, GeneralSecurityException {
        var store = empty();
        if (!Files.isDirectory(place)) {
            add(place, store);
            return store;
        }
        try (var files = Files.list(place)) {
            for (var file : files.filter(Files::isRegularFile).sorted().limit(MOST_FILES).toList()) {
                try {
                    add(file, store);
                } catch (IOException | GeneralSecurityException e) {
                    // folders of certificates hold other things too: lists of revoked ones, a README, others' keys
                }
            }
        }
        if (store.size() == 0) throw new GeneralSecurityException("no file in it holds a PEM certificate");
        return store;
    }

    private static void add(Path file, KeyStore store) throws IOException, GeneralSecurityException {
        for (var certificate : Pem.certificates(file)) {
            store.setCertificateEntry("authority " + store.size(), certificate);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    /** Windows has a store of its own; null stands for the JDK's list. */
    private static KeyStore systemStore() throws IOException, GeneralSecurityException {
        if (!windows()) return null;
        var store = KeyStore.getInstance("Windows-ROOT");
        store.load(null, null);
        return store;
    }

    private static boolean windows() { return System.getProperty("os.name").startsWith("Windows"); }

    /** Shown to every server that asks, as by OpenSSL; Java would show it only to those that name its authority. */
    private static final class Ours extends X509ExtendedKeyManager {
        private static final Map<String, String> SIGNATURES =
                Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

        private final PrivateKey key;
        private final X509Certificate[] chain;

        Ours(PrivateKey key, List<X509Certificate> chain) {
            this.key = key;
            this.chain = chain.toArray(X509Certificate[]::new);
        }

        /** Whether the certificate bears out what the key signs; otherwise each server would only say that it fails. */
        boolean belongTogether() throws GeneralSecurityException {
            if (!key.getAlgorithm().equals(chain[0].getPublicKey().getAlgorithm())) return false;
            if (!SIGNATURES.containsKey(key.getAlgorithm())) return true;
            var signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
            signature.initSign(key);
            var signed = signature.sign();
            signature.initVerify(chain[0].getPublicKey());
            return signature.verify(signed);
        }

        private String alias(String... kinds) { return List.of(kinds).contains(key.getAlgorithm()) ? "ours" : null; }

        @Override public String chooseEngineClientAlias(String[] kinds, Principal[] issuers, SSLEngine engine) {
            return alias(kinds);
        }

        @Override public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
            return alias(kinds);
        }

        @Override public String[] getClientAliases(String kind, Principal[] issuers) { return new String[] {"ours"}; }
        @Override public String[] getServerAliases(String kind, Principal[] issuers) { return null; }
        @Override public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) { return null; }
        @Override public X509Certificate[] getCertificateChain(String alias) { return chain.clone(); }
        @Override public PrivateKey getPrivateKey(String alias) { return key; }
    }

    /** Of the extended sort: for a plain one, Java still checks the host's name. */
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override public void checkServerTrusted(X509Certificate[] chain, String how, SSLEngine engine) {}
        @Override public void checkServerTrusted(X509Certificate[] chain, String how, Socket socket) {}
        @Override public void checkServerTrusted(X509Certificate[] chain, String how) {}
        @Override public void checkClientTrusted(X509Certificate[] chain, String how, SSLEngine engine) {}
        @Override public void checkClientTrusted(X509Certificate[] chain, String how, Socket socket) {}
        @Override public void checkClientTrusted(X509Certificate[] chain, String how) {}
        @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }
}
