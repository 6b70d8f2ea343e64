package osmcp.openstack;

import module java.base;
import osmcp.secret.Secret;

/**
 * Which cloud, as whom, in which project, and how to get there.
 *
 * @param authUrl Keystone, ending in {@code /v3}
 * @param password asked for at each sign-in; may throw {@link Secret.Unavailable}
 * @param catalogueInterface public, internal or admin
 * @param ports by service type: that service is reached at Keystone's host on this port
 * @param caCert PEM file of the authorities to trust; without it, the operating system's
 * @param systemTrust PEM file that stands for the operating system's trust
 * @param writable whether anything may be changed
 * @param log told each request and each renewal of the token, in a line without secrets
 */
public record Account(URI authUrl, Named user, Supplier<Secret> password, Named project, Optional<String> region,
        String catalogueInterface, Map<String, Integer> ports, Optional<Path> caCert, Optional<Path> systemTrust,
        boolean writable, Consumer<String> log) {

    /** A user or project, by id, or else by name in a domain that again is named by id or name. */
    public record Named(Optional<String> id, String name, Optional<String> domainId, String domainName) {
        String words() { return id.map(id -> "id " + id).orElse(name); }
    }
}
