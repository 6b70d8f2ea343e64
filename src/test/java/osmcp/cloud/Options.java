package osmcp.cloud;

import module java.base;
import javax.net.ssl.*;

/**
 * How a simulated cloud is started.
 *
 * @param tls      https with that; http without
 * @param onePort  all services behind one port at {@code /identity}, {@code /compute} and so on, as devstack has it;
 *                 else one port each
 * @param ports    a service's type and its port; any free one for those that are not here ({@code "all"} if onePort)
 * @param keepAlive whether connections outlive an answer: below uWSGI, as most run, they do not, behind Apache they do
 * @param lifetime of a token
 */
public record Options(World world, Optional<SSLContext> tls, boolean onePort, Map<String, Integer> ports,
        boolean keepAlive, Duration lifetime) {
    public static Options of(World world) {
        return new Options(world, Optional.empty(), false, Map.of(), true, Duration.ofHours(4));
    }

    public Options tls(SSLContext context) {
        return new Options(world, Optional.of(context), onePort, ports, keepAlive, lifetime);
    }

    /** With the key of a PKCS12 store. Its certificate should be for 127.0.0.1. */
    public Options tls(Path store, String password) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return tls(context);
    }

    public Options oneport() { return new Options(world, tls, true, ports, keepAlive, lifetime); }

    public Options port(String service, int port) {
        var more = new HashMap<>(ports);
        more.put(service, port);
        return new Options(world, tls, onePort, Map.copyOf(more), keepAlive, lifetime);
    }

    /** Ends the connection after each answer. */
    public Options closing() { return new Options(world, tls, onePort, ports, false, lifetime); }

    public Options lifetime(Duration other) { return new Options(world, tls, onePort, ports, keepAlive, other); }
}
