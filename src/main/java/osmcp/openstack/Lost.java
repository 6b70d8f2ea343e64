package osmcp.openstack;

import module java.base;
import module java.net.http;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import osmcp.openstack.CloudException.Why;
import osmcp.openstack.Http.Call;
import osmcp.secret.Proxy;

/** What is said of an exchange that did not come to its end: why, whether something may have been done, what to do. */
final class Lost {
    /** By what Java says, what it means; in the hint, {@code %s} stands for the setting with the address. */
    private record Tls(Pattern sign, String words, String hint) {
        Tls(String sign, String words, String hint) { this(Pattern.compile(sign), words, hint); }
    }

    private static final String PLAIN = "write http instead of https in %s";
    private static final List<Tls> TLS = List.of(
            new Tls("plaintext connection|Unsupported or unrecognized SSL message",
                    "the server speaks plain http on this port", PLAIN),
            new Tls("unable to find valid certification path", "an unknown authority signed its certificate",
                    "name its authority's PEM file in OS_CACERT"),
            new Tls("No subject alternative|No name matching", "its certificate is for another host name",
                    "call it by the name in its certificate, in %s"),
            new Tls("NotAfter", "its certificate has expired",
                    "who runs the cloud must renew it; or this machine's clock is wrong"),
            new Tls("NotBefore", "its certificate is not valid yet; are both clocks right?", ""),
            new Tls("alert: (\\w*certificate\\w*|unknown_ca|access_denied|handshake_failure)",
                    "it wants a certificate of ours, and another than it got", "look at OS_CERT and OS_KEY"),
            new Tls("terminated|received no bytes", "the server ended it; it may speak plain http on this port",
                    PLAIN));

    private Lost() {}

    /** It never left. */
    static CloudException late(Call call, String words, String hint) {
        return !call.repeatable() ? new CloudException(Why.NOT_SENT, words, "call again for it")
                : new CloudException(Why.UNAVAILABLE, words, hint);
    }

    /** It left, and nobody answered: a change may have been done. */
    static CloudException answer(Call call, Why otherwise, String words) {
        return call.repeatable()
                ? new CloudException(otherwise, words, otherwise == Why.NOT_SENT ? "" : hint(call))
                : CloudException.unknown(words);
    }

    /** The proxy did not let it through, so nothing has happened behind it. */
    static CloudException atProxy(Call call, Optional<Proxy> proxy, String status) {
        return new CloudException(call.repeatable() ? Why.UNEXPECTED : Why.NOT_SENT,
                call.where() + " cannot be reached: the proxy" + proxy.map(by -> " " + by).orElse("")
                        + " answered " + status,
                status.matches("40[17]") ? "it wants to know who asks: HTTPS_PROXY and HTTP_PROXY take "
                        + "http://NAME:PASSWORD@HOST:PORT" : "look at HTTPS_PROXY and NO_PROXY");
    }

    /** Java's client gave up, for this reason. */
    static CloudException exchange(Call call, Throwable cause, Optional<Proxy> proxy) {
        var text = Stream.iterate(cause, Objects::nonNull, Throwable::getCause).limit(9).map(Throwable::toString)
                .collect(Collectors.joining("\n"));
        var tunnel = Pattern.compile("Tunnel failed, got: (\\d+)").matcher(text);
        if (tunnel.find()) return atProxy(call, proxy, tunnel.group(1));
        if (!call.repeatable() && !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException)) {
            return answer(call, Why.UNEXPECTED, call.where() + ": " + words(cause));
        }
        if (text.contains("body exceeds capacity")) {
            return new CloudException(Why.TOO_LARGE,
                    call.where() + " sent more than " + (Http.LARGEST >> 20) + " MiB at once",
                    call.signsIn() ? hint(call) : "narrow the question, or lower limit");
        }
        // Java's client sometimes loses the reason when the other end does not speak TLS, and says only this
        boolean https = call.uri().getScheme().equals("https");
        boolean mute = call.signsIn() && text.contains("received no bytes");
        if (cause instanceof SSLException || https && mute) return handshake(call, text);
        // not HTTP: so a server answers that was spoken to without TLS; others hang up
        if (!https && proxy.isEmpty() && text.contains("Invalid status line")) {
            return new CloudException(Why.UNEXPECTED, call.where() + " does not answer plain http; it may speak https "
                    + "on this port", "write https instead of http in " + address(call));
        }
        var guess = !https && mute && proxy.isEmpty() ? "; it may speak https on this port" : "";
        var through = proxy.map(by -> " through the proxy " + by).orElse("");
        return new CloudException(Why.UNAVAILABLE, call.where() + " cannot be reached" + through + ": " + words(cause)
                + guess, hint(call));
    }

    /** What to look at, where a service cannot be reached. */
    static String hint(Call call) {
        return call.service().equals("identity") ? "look at OS_AUTH_URL, and whether this machine reaches it"
                : "get_service_status shows which services answer";
    }

    private static CloudException handshake(Call call, String text) {
        var known = TLS.stream().filter(tls -> tls.sign.matcher(text).find()).findFirst();
        var words = known.map(Tls::words).orElseGet(() ->
                text.lines().findFirst().orElse("").replaceFirst("^[^:]*: ", ""));
        return new CloudException(Why.UNEXPECTED, call.where() + ": no secure connection: " + words,
                known.map(tls -> tls.hint.formatted(address(call))).orElse(""));
    }

    private static String address(Call call) {
        return call.service().equals("identity") ? "OS_AUTH_URL" : "its OS_..._ENDPOINT_OVERRIDE";
    }

    private static String words(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> "no connection in " + Http.CONNECT.toSeconds() + " s";
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException -> "no such host";
            case ConnectException _ -> "connection refused";
            case IOException e when (e.getMessage() + "").contains("received no bytes") ->
                    "it ended the connection without an answer";
            case IOException e when (e.getMessage() + "").matches("(?s).*(bytes received: |chunked transfer ).*") ->
                    "it ended the connection within its answer";
            case IOException e when e.getMessage() != null -> e.getMessage();
            default -> cause.getClass().getSimpleName();
        };
    }
}
