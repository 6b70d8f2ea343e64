package osmcp.http;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import java.net.http.*;
import javax.net.ssl.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.io.TempDir;
import osmcp.Keys;
import osmcp.secret.Pem;

/** The bearer, what the operator asks, and TLS. */
@Timeout(60)
class GuardTest {
    private static final String SECRET = "canary-bearer-\u00fc";

    /** The status of a request with this Authorization, sent as UTF-8; no header if it is blank. */
    private static Raw.Answer ask(Served server, String first, String authorization) throws IOException {
        try (var client = new Raw(server.transport.port())) {
            var lines = authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n";
            return client.say(first + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n").hear();
        }
    }

    @Test void onlyTheSecretOpens() throws Exception {
        try (var server = new Served(Served.Setting.bearer(SECRET))) {
            for (var right : List.of("Bearer " + SECRET, "bearer " + SECRET, "BEARER   " + SECRET)) {
                assertEquals(405, ask(server, "GET /mcp", right).status(), right);
            }
            for (var wrong : List.of("", "Bearer", "Bearer x", "Bearer " + SECRET + "x",
                    "Bearer " + SECRET.substring(1), "Basic " + SECRET, SECRET,
                    "Bearer " + SECRET + ", Bearer x", "Bearer " + SECRET + "\r\nAuthorization: Bearer x")) {
                var answer = ask(server, "GET /mcp", wrong);
                assertEquals(401, answer.status(), wrong);
                assertTrue(answer.headers().get("www-authenticate").startsWith("Bearer"), wrong);
                assertFalse(answer.toString().contains("canary"), wrong);
            }
        }
    }

    /** Whatever could be read in two ways. */
    @Test void aHostOrAPageThatIsNamedOddlyIsRefused() throws Exception {
        try (var server = new Served()) {
            for (var head : List.of("POST /mcp HTTP/1.1\r\nHost: localhost:evil.com",
                    "POST http://evil.example/mcp HTTP/1.1\r\nHost: localhost",
                    "POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil",
                    "POST /mcp HTTP/1.1\r\nHost: localhost@evil.com")) {
                try (var client = new Raw(server.transport.port())) {
                    var answer = client.say(head + "\r\nContent-Length: 2\r\n\r\n{}").hear();
                    assertEquals(403, answer.status(), head);
                }
            }
        }
    }

    @Test void aPageIsToldBeforeTheSecretIsAsked() throws Exception {
        try (var server = new Served(Served.Setting.bearer(SECRET))) {
            var page = "OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: https://app.example.com\r\n\r\n";
            try (var client = new Raw(server.transport.port())) {
                assertTrue(client.say(page).hear().headers().get("access-control-allow-headers")
                        .contains("Authorization"));
            }
        }
    }

    @Test void healthIsForAllAndTheRestBehindTheSecret() throws Exception {
        try (var server = new Served(Served.Setting.bearer(SECRET))) {
            assertEquals("ok\n", ask(server, "GET /healthz", "").body());
            assertEquals(200, ask(server, "HEAD /healthz", "").status());
            assertEquals(401, ask(server, "GET /readyz", "").status());
            assertEquals(401, ask(server, "GET /metrics", "").status());
            assertEquals(200, ask(server, "GET /readyz", "Bearer " + SECRET).status());
            var metrics = ask(server, "GET /metrics", "Bearer " + SECRET);
            assertTrue(metrics.headers().get("content-type").startsWith("text/plain; version=0.0.4"));
            assertTrue(metrics.body().startsWith("test_total 1\n# "), metrics::body);
            assertTrue(metrics.body().contains("\nmcp_http_responses_total{status=\"401\"} 2\n"), metrics::body);
            assertFalse(metrics.body().contains("canary"));
        }
    }

    @Test void probesAreNotPassedOnAllTheTime() throws Exception {
        try (var server = new Served()) {
            server.ready = false;
            for (int i = 0; i < 5; i++) assertEquals(503, ask(server, "GET /readyz", "").status());
            assertEquals(1, server.asked.get());
        }
    }

    @Test void tlsIsSpoken(@TempDir Path folder) throws Exception {
        var setting = Served.Setting.tls(Keys.file(folder, "good.crt"), Keys.file(folder, "server.key"));
        try (var server = new Served(setting); var client = HttpClient.newBuilder().sslContext(trust(folder)).build()) {
            var uri = URI.create("https://127.0.0.1:" + server.transport.port() + "/healthz");
            for (int i = 0; i < 3; i++) {
                assertEquals("ok\n", client.send(HttpRequest.newBuilder(uri).build(),
                        HttpResponse.BodyHandlers.ofString()).body());
            }
            try (var plain = new Raw(server.transport.port())) {
                assertTrue(plain.say("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").closes());
            }
        }
    }

    @Test void aKeyThatIsNoneIsSaid(@TempDir Path folder) throws Exception {
        var setting = Served.Setting.tls(Keys.file(folder, "good.crt"), Keys.file(folder, "encrypted"));
        var e = assertThrows(UncheckedIOException.class, () -> new Served(setting));
        assertTrue(e.getMessage().contains("encrypted"), e::toString);
    }

    private static SSLContext trust(Path folder) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", Pem.certificates(Keys.file(folder, "authority.crt")).getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
