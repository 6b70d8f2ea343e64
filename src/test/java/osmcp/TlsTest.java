package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.build.TlsEnd;
import osmcp.tools.Calls;

/** Keystone behind TLS: who is trusted, and what is shown of us. The keys are for tests only. */
class TlsTest {
    @TempDir
    private Path folder;
    private TlsEnd end;
    private static Lab lab;

    @BeforeAll static void open() throws IOException { lab = new Lab(); }

    @AfterEach void closeEnd() throws IOException {
        if (end != null) end.close();
    }

    @AfterAll static void close() { lab.close(); }

    /** In front of Keystone, with that certificate; its address. */
    private String behind(String certificate) throws Exception {
        end = new TlsEnd(Keys.server(folder, certificate));
        return end.before(URI.create(lab.cloud.authUrl())).toString();
    }

    /** Settings as NAME=VALUE; those for files by what shall be in them. */
    private Calls calls(String keystone, String... settings) throws IOException {
        var all = new ArrayList<>(List.of("OS_AUTH_URL", keystone));
        for (var setting : settings) {
            if (setting == null) continue;
            int at = setting.indexOf('=');
            var value = setting.substring(at + 1);
            boolean content = setting.contains("CERT=") || setting.contains("FILE=") || setting.contains("KEY=");
            boolean path = value.startsWith(folder.toString());
            all.addAll(List.of(setting.substring(0, at),
                    content && !path ? Keys.file(folder, value).toString() : value));
        }
        return lab.as("demo", all.toArray(String[]::new));
    }

    private static void assertWell(Calls calls) {
        assertEquals(1, Lab.answer(calls, "get_instance", "{\"limit\":1}").path("count").asInt());
    }

    private static String failure(Calls calls) { return Lab.failure(calls, "get_instance", "{\"limit\":1}"); }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            OS_CACERT=stranger.crt authority.crt between.crt, -
            OS_CACERT=authority.crt,                          SSL_CERT_FILE=stranger.crt
            SSL_CERT_FILE=authority.crt,                      -
            """)
    void aServerOfATrustedAuthorityIsTrusted(String trust, String more) throws Exception {
        assertWell(calls(behind("good.crt"), trust, more));
        assertTrue(end.received().contains("secret"));
    }

    @Test
    void aFolderOfAuthoritiesMayHoldOtherThings() throws Exception {
        var trusted = Files.createDirectories(folder.resolve("trusted/below")).getParent();
        Keys.file(trusted, "authority.crt");
        Keys.file(trusted, "stranger.crt");
        Keys.file(trusted, "P-256.pkcs8");
        Files.writeString(trusted.resolve("README"), "not a certificate\n");
        Files.writeString(trusted.resolve("broken.pem"), Keys.text("good.crt").replaceAll("(?m)^MII.*$", "="));
        Files.createSymbolicLink(trusted.resolve("gone"), trusted.resolve("nowhere"));
        assertWell(calls(behind("good.crt"), "OS_CACERT=" + trusted));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            good        | OS_CACERT=stranger.crt | an unknown authority signed its certificate | in OS_CACERT
            good        | OS_REGION_NAME=x       | an unknown authority signed its certificate | in OS_CACERT
            strange     | OS_CACERT=authority.crt | an unknown authority signed its certificate | in OS_CACERT
            self-signed | OS_CACERT=authority.crt | an unknown authority signed its certificate | in OS_CACERT
            elsewhere   | OS_CACERT=authority.crt | its certificate is for another host name | by the name
            expired     | OS_CACERT=authority.crt | its certificate has expired | renew
            early       | OS_CACERT=authority.crt | its certificate is not valid yet | clock
            """)
    void aServerThatIsNotTrustedGetsNoPasswordUnlessAllAre(String certificate, String trust, String why, String hint)
            throws Exception {
        var keystone = behind(certificate + ".crt");
        int mark = lab.cloud.journal().mark();
        var words = failure(calls(keystone, trust));
        var start = "Keystone at " + keystone.replace("/v3", "") + ": no secure connection: " + why;
        assertTrue(words.startsWith(start) && words.contains(hint), words);
        assertEquals("", end.received());
        assertEquals(List.of(), lab.cloud.journal().since(mark));
        if (trust.startsWith("OS_CACERT")) assertWell(calls(keystone, "OS_INSECURE=true"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TLSv1.3 | client-ec.crt between.crt                    | P-256.pkcs8
            TLSv1.3 | client-ec.crt between.crt                    | P-256.parameters
            TLSv1.2 | client-ec.crt between.crt                    | P-256.old
            TLSv1.3 | client-rsa.crt between.crt                   | rsa-2048.pkcs8
            TLSv1.2 | client-rsa.crt between.crt                   | rsa-2048.old
            TLSv1.3 | client-rsa.crt between.crt rsa-2048.old      |
            TLSv1.2 | P-256.parameters client-ec.crt between.crt   |
            """)
    void aServerThatWantsToKnowUsIsShownOurCertificateWithItsChain(String protocol, String certificate, String key)
            throws Exception {
        var keystone = behind("good.crt");
        end.demandCertificates(protocol);
        assertWell(calls(keystone, "OS_CACERT=authority.crt", "OS_CERT=" + certificate,
                key == null ? null : "OS_KEY=" + key));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            TLSv1.3 | -                              | -
            TLSv1.2 | -                              | -
            TLSv1.3 | OS_CERT=client-strange.crt     | OS_KEY=P-256.old
            TLSv1.2 | OS_CERT=client-strange.crt     | OS_KEY=P-256.old
            TLSv1.3 | OS_CERT=client-ec.crt          | OS_KEY=P-256.old
            """)
    void aServerThatDoesNotKnowUsIsToldSo(String protocol, String certificate, String key) throws Exception {
        var keystone = behind("good.crt");
        end.demandCertificates(protocol);
        var words = failure(calls(keystone, "OS_CACERT=authority.crt", certificate, key));
        assertTrue(words.contains("it wants a certificate of ours"), words);
        assertTrue(words.endsWith("look at OS_CERT and OS_KEY"), words);
        assertEquals("", end.received());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            OS_CACERT=P-256.old    | -                    | it holds no whole PEM certificate
            SSL_CERT_FILE=P-256.old | -                   | it holds no whole PEM certificate
            OS_CERT=P-256.old      | -                    | it holds no whole PEM certificate
            OS_CERT=client-ec.crt  | OS_INSECURE=true     | it holds no whole PEM private key
            OS_CERT=client-ec.crt  | OS_KEY=encrypted-old | its key is encrypted
            OS_CERT=client-ec.crt  | OS_KEY=rsa-2048.old  | the key is not the one for the first certificate
            """)
    void filesAreReadWithTheFirstHttpsRequestAndToldIfTheyAreOfNoUse(String one, String other, String why)
            throws Exception {
        assertWell(calls(lab.cloud.authUrl(), one, other));
        var outcome = calls(behind("good.crt"), one, other).run("get_instance", Lab.json("{}")).orElseThrow();
        var words = outcome.words();
        assertEquals(1, outcome.requests(), "no second try makes it better");
        assertTrue(words.contains(" cannot be used: ") && words.contains(why), words);
        assertTrue(words.contains("OS_CERT and OS_KEY must") || words.contains("OS_CACERT must"), words);
        assertEquals("", end.received());
    }

    /** Java's server answers it with a TLS alert; OpenSSL hangs up. */
    @Test
    void httpSpokenToAnHttpsPortIsToldSo() throws Exception {
        var words = failure(calls(behind("good.crt").replace("https", "http")));
        assertTrue(words.contains("it may speak https on this port"), words);
        assertTrue(words.endsWith("write https instead of http in OS_AUTH_URL"), words);
        assertEquals("", end.received());
    }
}
