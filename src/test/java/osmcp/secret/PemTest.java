package osmcp.secret;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.Keys;

/** The keys are for tests only. */
class PemTest {
    @TempDir
    private Path folder;

    private PrivateKey key(String text) throws IOException, GeneralSecurityException {
        return Pem.key(Files.writeString(folder.resolve("key"), text));
    }

    /** How many bits it has, and its numbers: what it is, in whatever format it came. */
    private static List<BigInteger> facts(PrivateKey key) {
        var numbers = key instanceof RSAPrivateCrtKey rsa
                ? List.of(rsa.getModulus(), rsa.getPrivateExponent(), rsa.getPublicExponent(), rsa.getPrimeP())
                : List.of(((ECKey) key).getParams().getOrder(), ((ECPrivateKey) key).getS());
        return Stream.concat(Stream.of(BigInteger.valueOf(numbers.getFirst().bitLength())), numbers.stream()).toList();
    }

    private String keyFailure(String text) {
        return assertThrows(GeneralSecurityException.class, () -> key(text), text).getMessage();
    }

    private List<String> names(String text) throws IOException, GeneralSecurityException {
        return Pem.certificates(Files.writeString(folder.resolve("certificates"), text)).stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName()).toList();
    }

    private String certificateFailure(String text) {
        return assertThrows(GeneralSecurityException.class, () -> names(text), text).getMessage();
    }

    @ParameterizedTest
    @CsvSource({"rsa-2048, RSA, 2048", "rsa-4096, RSA, 4096", "P-256, EC, 256", "P-384, EC, 384", "P-521, EC, 521"})
    void bothFormatsOfAKeyGiveTheSame(String name, String algorithm, int bits) throws Exception {
        var key = key(Keys.text(name + ".pkcs8"));
        assertEquals(algorithm, key.getAlgorithm());
        assertEquals(BigInteger.valueOf(bits), facts(key).getFirst());
        assertEquals(facts(key), facts(key(Keys.text(name + ".old"))));
        assertEquals(facts(key), facts(key(Keys.text(name + ".old").replace("\n", "\r\n"))));
    }

    @Test
    void aKeyIsFoundBehindItsCurvesParametersACommentAndCertificates() throws Exception {
        var key = facts(key(Keys.text("P-256.pkcs8")));
        assertEquals(key, facts(key(Keys.text("P-256.parameters"))));
        assertEquals(key, facts(key("\ufeff# mine\n" + Keys.text("good.crt") + "\n\n" + Keys.text("P-256.old"))));
        assertEquals("EdDSA", key(Keys.text("ed25519")).getAlgorithm());
    }

    @ParameterizedTest
    @CsvSource({"encrypted, its key is encrypted; a key without a passphrase is needed",
            "encrypted-old, its key is encrypted; a key without a passphrase is needed",
            "dsa, 'its key is broken, or of an unknown kind'",
            "dsa-old, 'its key is of an unknown kind, DSA PRIVATE KEY'",
            "good.crt, it holds no whole PEM private key"})
    void aKeyThatIsOfNoUseIsToldWhy(String name, String words) { assertEquals(words, keyFailure(Keys.text(name))); }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-2048.pkcs8", "rsa-2048.old", "P-256.pkcs8", "P-256.old", "ed25519"})
    void aBrokenKeyOfAnyFormatIsToldSo(String name) {
        var text = Keys.text(name);
        var lines = text.lines().toList();
        assertEquals("it holds no whole PEM private key", keyFailure(text.substring(0, text.length() / 2)));
        for (var body : List.of("", "=", "A", "AAAA", "MIIB", "MAAwADAA", "!$%", "MIGkAgEBBAA=")) {
            var words = keyFailure(lines.getFirst() + "\n" + body + "\n" + lines.getLast());
            assertTrue(words.matches("its key (is broken, or of an unknown kind|does not name its curve)"), words);
        }
    }

    /** What a disk or an editor may do to it; by chance, and by the same in each run. */
    @ParameterizedTest
    @ValueSource(strings = {"rsa-2048.old", "P-256.old", "P-521.pkcs8", "ed25519", "good.crt"})
    void noByteThatIsWrongMakesAnotherSortOfFailure(String name) throws IOException {
        var random = new Random(name.hashCode());
        var lines = Keys.text(name).lines().toList();
        var whole = Base64.getMimeDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
        int failed = 0;
        for (int i = 0; i < 300; i++) {
            var bytes = Arrays.copyOf(whole, random.nextBoolean() ? whole.length : random.nextInt(whole.length));
            if (bytes.length > 0) bytes[random.nextInt(Math.min(bytes.length, 60))] = (byte) random.nextInt();
            var text = lines.getFirst() + "\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n" + lines.getLast();
            try {
                if (name.endsWith(".crt")) names(text);
                else key(text);
            } catch (GeneralSecurityException e) {
                assertTrue(e.getMessage().startsWith("it"), e.getMessage());
                failed++;
            }
        }
        assertTrue(failed > 100, "failed: " + failed);
    }

    @Test
    void severalCertificatesAreReadWhateverStandsBetweenThem() throws Exception {
        var text = Keys.text("authority.crt") + "\n# a comment\nsubject=/CN=x\n\n" + Keys.text("P-256.old")
                + Keys.text("between.crt").replace("CERTIFICATE", "X509 CERTIFICATE") + Keys.text("stranger.crt");
        assertEquals(List.of("CN=authority", "CN=between", "CN=stranger"), names(text));
        assertEquals(names(text), names(text.replace("\n", "\r\n")));
    }

    @Test
    void aFileWithoutAWholeCertificateIsToldSo() {
        var good = Keys.text("good.crt");
        var none = "it holds no whole PEM certificate";
        assertEquals(none, certificateFailure(""));
        assertEquals(none, certificateFailure("garbage\0\u00ff"));
        assertEquals(none, certificateFailure(Keys.text("P-256.pkcs8")));
        assertEquals(none, certificateFailure(good.substring(0, good.length() - 5)));
        for (var body : List.of("", "=", "AAAA", good.lines().skip(2).findFirst().orElseThrow())) {
            var broken = good.lines().findFirst().orElseThrow() + "\n" + body + "\n-----END CERTIFICATE-----\n";
            assertEquals("its certificate 1 is broken", certificateFailure(broken));
            assertEquals("its certificate 2 is broken", certificateFailure(good + broken));
        }
    }
}
