package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.secret.Proxy;

class ProxiesTest {
    private static final Proxy HTTP = Proxy.of(URI.create("http://proxy.example:3128"));
    private static final Proxy HTTPS = Proxy.of(URI.create("http://secure.example:3128"));

    private static Proxies without(String none) {
        return new Proxies(Optional.of(HTTP), Optional.of(HTTPS), List.of(none.strip().split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:5000", "http://127.0.0.2", "https://[::1]:5000", "http://localhost",
            "http://x.localhost", "https://LOCALHOST.:8774", "http://[::ffff:127.0.0.1]"})
    void loopbackIsAlwaysReachedDirectly(URI address) {
        assertEquals(Optional.empty(), without("other.example").proxyFor(address));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                  | https://a.example
            a.example          | https://a.example
            A.Example          | http://a.EXAMPLE.:80/v3
            example            | https://a.example
            .example           | https://a.example
            .a.example         | https://a.example
            *.example          | https://b.a.example
            x.example a.example. | https://a.example
            10.1.2.3           | https://10.1.2.3:5000
            10.0.0.0/8         | https://10.1.2.3
            10.1.2.2/31        | https://10.1.2.3
            0.0.0.0/0          | https://10.1.2.3
            2001:db8::/32      | https://[2001:db8::5]
            2001:DB8:0::5      | https://[2001:db8::5]
            [2001:db8::5]      | https://[2001:db8::5]:5000
            [2001:db8::5]:5000 | https://[2001:db8::5]:5000
            a.example:5000     | https://a.example:5000
            .example:443       | https://a.example
            a.example:80       | http://a.example
            10.1.2.3:5000      | https://10.1.2.3:5000
            """)
    void whatNoProxyNamesIsReachedDirectly(String none, URI address) {
        assertEquals(Optional.empty(), without(none).proxyFor(address));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.example                | https://ba.example
            a.example                | https://a.example.org
            b.a.example              | https://a.example
            3                        | https://10.1.2.3
            2.3 .2.3                 | https://10.1.2.3
            10.1.2.4/31              | https://10.1.2.3
            10.0.0.0/33 10.0.0.0/x / | https://10.1.2.3
            10.0.0.0/8               | https://10.example
            ::/0                     | https://10.1.2.3
            0.0.0.0/0                | https://[2001:db8::5]
            [2001:db8::5]:5001       | https://[2001:db8::5]:5000
            a.example:5001 :5000     | https://a.example:5000
            . .. *. [] [             | https://a.example
            127.0.0.1                | https://128.0.0.1
            """)
    void allElseGoesThroughTheProxyOfItsScheme(String none, URI address) {
        assertEquals(Optional.of(HTTPS), without(none).proxyFor(address));
        var plain = URI.create(address.toString().replace("https", "http"));
        assertEquals(Optional.of(HTTP), without(none).proxyFor(plain));
    }

    @ParameterizedTest
    @CsvSource({"http://me:secret@p.example, me:secret", "http://me@p.example, me:",
            "http://me:p%40ss%3Aw+rd%C3%A9@p.example, me:p@ss:w+rdé", "http://p.example, ", "http://@p.example, "})
    void credentialsAreWhatTheAddressSaysDecoded(URI proxy, String decoded) {
        var sent = Proxy.of(proxy).authorization().map(secret -> secret.reveal().replaceFirst("^Basic ", ""));
        assertEquals(Optional.ofNullable(decoded), sent.map(text ->
                new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
    }
}
