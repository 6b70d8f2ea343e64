package osmcp.secret;

import module java.base;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** Certificates and private keys from PEM text. */
public final class Pem {
    private static final Pattern PART = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String RSA = "300D06092A864886F70D0101010500";
    private static final String EC = "06072A8648CE3D0201";

    private Pem() {}

    private record Part(String label, String text) {
        /** Nothing, which is no key and no certificate, if it is not Base64. */
        byte[] bytes() {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                return new byte[0];
            }
        }
    }

    /**
     * All certificates of a PEM file, which may hold other things and comments between them.
     *
     * @throws IOException the file cannot be read
     * @throws GeneralSecurityException it holds no certificate, or a broken one
     */
    public static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var found = new ArrayList<X509Certificate>();
        for (var part : parts(file)) {
            if (!List.of("CERTIFICATE", "X509 CERTIFICATE").contains(part.label)) continue;
            try {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(part.bytes())));
            } catch (CertificateException e) {
                throw new CertificateException("its certificate " + (found.size() + 1) + " is broken", e);
            }
        }
        if (found.isEmpty()) throw new GeneralSecurityException("it holds no whole PEM certificate");
        return found;
    }

    /**
     * The first private key of a PEM file: as PKCS#8, or as OpenSSL's older formats for RSA and elliptic curves.
     *
     * @throws IOException the file cannot be read
     * @throws GeneralSecurityException it holds no key, an encrypted one, or one of a kind unknown here
     */
    public static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        for (var part : parts(file)) {
            if (!part.label.endsWith("PRIVATE KEY")) continue;
            if (part.label.startsWith("ENCRYPTED") || part.text.contains("ENCRYPTED")) {
                throw new GeneralSecurityException("its key is encrypted; a key without a passphrase is needed");
            }
            var bytes = part.bytes();
            return switch (part.label) {
                case "PRIVATE KEY" -> key(bytes);
                case "RSA PRIVATE KEY" -> key(pkcs8(HexFormat.of().parseHex(RSA), bytes));
                case "EC PRIVATE KEY" -> key(pkcs8(der(0x30, HexFormat.of().parseHex(EC), curve(bytes)), bytes));
                default -> throw new GeneralSecurityException("its key is of an unknown kind, " + part.label);
            };
        }
        throw new GeneralSecurityException("it holds no whole PEM private key");
    }

    private static List<Part> parts(Path file) throws IOException {
        return PART.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).results()
                .map(part -> new Part(part.group(1), part.group(2))).toList();
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (var kind : List.of("RSA", "EC", "Ed25519", "Ed448", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // of another kind, then
            }
        }
        throw new GeneralSecurityException("its key is broken, or of an unknown kind");
    }

    /** PKCS#8 is a shell around the older formats: a version, the algorithm, and what they hold. */
    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(0x30, new byte[] {2, 1, 0}, algorithm, der(4, key));
    }

    /** SEC1 keeps the curve in the key's part 0, as the first object identifier that is in it. */
    private static byte[] curve(byte[] sec1) throws GeneralSecurityException {
        // SEQUENCE { INTEGER 1, OCTET STRING key, [0] { OBJECT IDENTIFIER curve } … }: over the first two
        int at = 2 + (sec1.length > 1 && sec1[1] < 0 ? sec1[1] & 0x7f : 0) + 3;
        int tag = at + 1 < sec1.length ? at + 2 + (sec1[at + 1] & 0xff) : sec1.length;
        if (tag + 3 >= sec1.length || (sec1[tag] & 0xff) != 0xa0 || sec1[tag + 2] != 6) {
            throw new GeneralSecurityException("its key does not name its curve");
        }
        return Arrays.copyOfRange(sec1, tag + 2, Math.min(tag + 4 + (sec1[tag + 3] & 0xff), sec1.length));
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (length > 0x7f) out.write(length > 0xff ? 0x82 : 0x81);
        if (length > 0xff) out.write(length >> 8);
        out.write(length);
        for (var part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
