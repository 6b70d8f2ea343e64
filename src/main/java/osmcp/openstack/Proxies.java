package osmcp.openstack;

import module java.base;
import osmcp.secret.Proxy;

/**
 * Which proxy a request goes through. Loopback is always reached without one.
 *
 * @param http for plain http
 * @param https for https
 * @param none hosts that are reached without one: a name stands for what is below it too; addresses, networks, or
 *     {@code *} for all
 */
public record Proxies(Optional<Proxy> http, Optional<Proxy> https, List<String> none) {
    /** Addresses of version 6 have colons of their own, and stand in brackets before a port. */
    private static final Pattern PORT = Pattern.compile("(\\[.+\\]|[^:]+):(\\d+)");

    /** The one for that address, if any. */
    Optional<Proxy> proxyFor(URI address) {
        var proxy = address.getScheme().equals("https") ? https : http;
        if (proxy.isEmpty()) return proxy;
        var host = address.getHost().toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$|\\.$", "");
        boolean here = host.equals("localhost") || host.endsWith(".localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
        int port = address.getPort() > 0 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
        return here || none.stream().anyMatch(entry -> covers(entry.toLowerCase(Locale.ROOT), host, port))
                ? Optional.empty() : proxy;
    }

    /** The same for Java's client, which else would look at properties of its own. */
    ProxySelector selector() {
        return new ProxySelector() {
            @Override public List<java.net.Proxy> select(URI address) {
                return List.of(proxyFor(address).map(Proxies::forJava).orElse(java.net.Proxy.NO_PROXY));
            }

            @Override public void connectFailed(URI address, SocketAddress proxy, IOException why) {
                // the request that it was for fails, and says so
            }
        };
    }

    private static java.net.Proxy forJava(Proxy proxy) {
        return new java.net.Proxy(java.net.Proxy.Type.HTTP,
                InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }

    private static boolean covers(String entry, String host, int port) {
        if (entry.equals("*")) return true;
        if (entry.contains("/")) return network(entry, host);
        var withPort = PORT.matcher(entry);
        if (withPort.matches()) return withPort.group(2).equals(port + "") && covers(withPort.group(1), host, port);
        var name = entry.replaceFirst("^\\*?\\.", "").replaceAll("^\\[|\\]$|\\.$", "");
        return host.equals(name) || literal(host).isEmpty() && host.endsWith("." + name)
                || literal(host).isPresent() && literal(host).equals(literal(name));
    }

    private static boolean network(String entry, String host) {
        int slash = entry.indexOf('/');
        var network = literal(entry.substring(0, slash)).map(InetAddress::getAddress);
        var address = literal(host).map(InetAddress::getAddress);
        if (network.isEmpty() || address.isEmpty() || !entry.substring(slash + 1).matches("\\d{1,3}")) return false;
        int drop = 8 * network.get().length - Integer.parseInt(entry.substring(slash + 1));
        return network.get().length == address.get().length && drop >= 0
                && new BigInteger(1, network.get()).shiftRight(drop)
                        .equals(new BigInteger(1, address.get()).shiftRight(drop));
    }

    /** The address that this text is; no name is ever looked up for it. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
