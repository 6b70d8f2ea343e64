package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.build.TlsEnd;
import osmcp.tools.Calls;

/** A cloud that only the proxy finds, under the name of cloud.example. */
class ProxyTest {
    private static final String TOOL = "get_instance";
    private static final String ARGS = "{\"limit\":1}";

    @TempDir
    private Path folder;
    private Lab lab;
    private WebProxy proxy;
    private TlsEnd keystone;
    private TlsEnd nova;

    @BeforeEach void open() throws Exception {
        lab = new Lab();
        proxy = new WebProxy();
        keystone = new TlsEnd(Keys.server(folder, "good.crt"));
        nova = new TlsEnd(Keys.server(folder, "good.crt"));
    }

    @AfterEach void close() throws IOException {
        for (var part : List.<Closeable>of(proxy::close, keystone::close, nova::close)) part.close();
        lab.close();
    }

    private static String away(Object address) { return address.toString().replace("127.0.0.1", "cloud.example"); }

    /** Keystone and Nova over http or https; further settings as name, value. */
    private Map<String, String> settings(String scheme, String user, String... more) throws Exception {
        var all = new HashMap<>(lab.cloud.environment("demo"));
        boolean https = scheme.equals("https");
        var compute = URI.create(lab.cloud.at("compute") + "/v2.1");
        all.put("OS_AUTH_URL", away(https ? keystone.before(URI.create(lab.cloud.authUrl())) : lab.cloud.authUrl()));
        all.put("OS_COMPUTE_ENDPOINT_OVERRIDE", away(https ? nova.before(compute) : compute));
        all.put("OS_CACERT", Keys.file(folder, "authority.crt").toString());
        all.put(scheme.toUpperCase(Locale.ROOT) + "_PROXY", "http://" + user + proxy.place());
        for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
        return all;
    }

    private Calls calls(Map<String, String> settings) {
        return lab.as("demo", settings.entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                .toArray(String[]::new));
    }

    private static void assertWell(Calls calls) {
        assertEquals(1, Lab.answer(calls, TOOL, ARGS).path("count").asInt());
    }

    @Test
    void httpGoesThroughTheProxyRequestByRequest() throws Exception {
        proxy.demand("me:p@ss:w+rd é%");
        assertWell(calls(settings("http", "me:p%40ss%3Aw+rd%20%C3%A9%25@")));
        assertEquals(1, proxy.count("POST"));
        assertTrue(proxy.count("GET") >= 2, proxy.seen());
        assertEquals(0, proxy.count("CONNECT"));
    }

    @Test
    void httpsGoesThroughATunnelInWhichTheProxySeesNothing() throws Exception {
        assertWell(calls(settings("https", "")));
        assertTrue(proxy.count("CONNECT") >= 2);
        assertEquals(proxy.count("CONNECT"), proxy.count("\\w+"), "nothing else");
        assertFalse(proxy.seen().contains("X-Auth-Token") || proxy.seen().contains("secret"));
        assertTrue(keystone.received().contains("secret") && nova.received().contains("X-Auth-Token"));
    }

    /** In a process of its own, since the first use of Java's client in one decides what it sends to proxies. */
    @Test
    void aTunnelIsOpenedWithTheCredentialsWhichNoServiceSees() throws Exception {
        proxy.demand("me:p@ss:w+rd é%");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var call = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "call", TOOL, ARGS);
        call.environment().clear();
        call.environment().putAll(settings("https", "me:p%40ss%3Aw+rd%20%C3%A9%25@", "LC_ALL", "C.UTF-8"));
        var process = call.redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), words);
        assertTrue(proxy.seen().contains("Proxy-Authorization"));
        var behind = (keystone.received() + nova.received()).toLowerCase(Locale.ROOT);
        assertTrue(behind.contains("x-auth-token") && !behind.contains("proxy-"), behind);
    }

    @ParameterizedTest
    @CsvSource({"http, ", "http, me:wrong@", "https, ", "https, me:wrong@"})
    void aProxyThatDoesNotKnowUsIsNamedWithoutOurPassword(String scheme, String user) throws Exception {
        proxy.demand("me:right");
        var words = Lab.failure(calls(settings(scheme, Objects.requireNonNullElse(user, ""))), TOOL, ARGS);
        assertTrue(words.startsWith("Keystone at " + scheme + "://cloud.example:"), words);
        assertTrue(words.contains(" cannot be reached: the proxy " + proxy.place() + " answered 407\n"), words);
        assertTrue(words.endsWith("HTTPS_PROXY and HTTP_PROXY take http://NAME:PASSWORD@HOST:PORT"), words);
        assertFalse((words + lab.log).contains("wrong"), words);
        assertEquals(1, proxy.count("\\w+"), "asked once: more could lock the account");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 502})
    void aProxyThatOpensNoTunnelToOneServiceIsToldForThatService(int status) throws Exception {
        var settings = settings("https", "");
        proxy.refuse(status, settings.get("OS_COMPUTE_ENDPOINT_OVERRIDE"));
        var words = Lab.failure(calls(settings), TOOL, ARGS);
        assertTrue(words.startsWith("Nova at https://cloud.example:"), words);
        assertTrue(words.contains("the proxy " + proxy.place() + " answered " + status), words);
        assertEquals(1, Lab.answer(calls(settings), "get_service_status", "{}").path("down").asInt());
        var change = Lab.failure(calls(settings), "set_instance", "{\"action\":\"stop\",\"names\":\"web-03\"}");
        assertFalse(change.contains("unknown"), change);
    }

    @Test
    void aProxyThatIsDownIsNamed() throws Exception {
        var settings = settings("https", "me:hidden@");
        proxy.close();
        var words = Lab.failure(calls(settings), TOOL, ARGS);
        assertTrue(words.contains(" cannot be reached through the proxy " + proxy.place() + ": connection refused"),
                words);
        assertFalse(words.contains("hidden"), words);
    }

    /** The proxy stands for a server here, and shows what servers are sent. */
    @Test
    void whoIsReachedWithoutAProxySeesNoCredentialsForIt() throws Exception {
        var settings = settings("http", "me:hidden@", "OS_AUTH_URL", "http://" + proxy.place());
        Lab.failure(calls(settings), TOOL, ARGS);
        assertTrue(proxy.seen().startsWith("\nPOST /v3/auth/tokens HTTP/1.1"), proxy.seen());
        assertFalse(proxy.seen().contains("Proxy-"), proxy.seen());
    }
}
