package osmcp.secret;

import module java.base;
import java.security.cert.X509Certificate;

/** Certificates from PEM text. */
public final class Pem {
    private Pem() {}

    /**
     * All certificates of a PEM file, which may hold other things and comments between them.
     *
     * @throws IOException the file cannot be read
     * @throws GeneralSecurityException it holds no certificate, or a broken one
     */
    public static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var found = new ArrayList<X509Certificate>();
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(BEGIN);
        while (from >= 0) {
            int to = text.indexOf(END, from);
            if (to < 0) throw new GeneralSecurityException("a certificate in it has no end");
            var one = text.substring(from, to + END.length()).getBytes(StandardCharsets.ISO_8859_1);
            found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one)));
            from = text.indexOf(BEGIN, to);
        }
        if (found.isEmpty()) throw new GeneralSecurityException("it holds no PEM certificate");
        return found;
    }

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
}
