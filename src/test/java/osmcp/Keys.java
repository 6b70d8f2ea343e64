package osmcp;

import module java.base;
import javax.net.ssl.*;
import osmcp.secret.Pem;

/** Keys and certificates for tests only, which everybody may know; how they are made stands beside them. */
public final class Keys {
    private static final Map<String, String> ALL = new HashMap<>();

    static {
        try (var in = Keys.class.getResourceAsStream("keys/keys.txt")) {
            var text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            Stream.of(text.split("(?m)^== ")).skip(1).map(part -> part.split("\n", 2))
                    .forEach(part -> ALL.put(part[0], part[1]));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Keys() {}

    public static String text(String name) { return Objects.requireNonNull(ALL.get(name), name); }

    /** A file with these in it, one after the other, separated by blanks; a comment and a blank line between. */
    public static Path file(Path folder, String names) throws IOException {
        var text = Stream.of(names.split(" ")).map(name -> "# " + name + "\n\n" + text(name))
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve(names.replace(' ', '+') + ".pem"), text);
    }

    /** A server with this certificate. The certificates that it takes of its clients are issued by the authority. */
    public static SSLContext server(Path folder, String certificate) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", Pem.certificates(file(folder, "authority.crt")).getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        store.setKeyEntry("server", Pem.key(file(folder, "server.key")), new char[0],
                Pem.certificates(file(folder, certificate)).toArray(java.security.cert.Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
