package osmcp.openstack;

import module java.base;
import osmcp.secret.*;

/**
 * Which cloud, as whom, in which project, and how to get there.
 *
 * @param authUrl Keystone, ending in {@code /v3}
 * @param catalogueInterface public, internal or admin
 * @param ports by service type: that service is reached at Keystone's host on this port
 * @param overrides by service type: that service is reached at this address
 * @param writable whether anything may be changed
 * @param log told each request and each renewal of the token, in a line without secrets
 */
public record Account(URI authUrl, Credential credential, Optional<String> region, String catalogueInterface,
        Map<String, Integer> ports, Map<String, String> overrides, Tls tls, Proxies proxies, boolean writable,
        Consumer<String> log) {

    /**
     * Who is trusted, and what we show of ourselves. The files are read with the first https request.
     *
     * @param authorities PEM file, or a folder of such, of the authorities to trust
     * @param system PEM file that stands for the operating system's trust
     * @param certificate PEM file of the certificate to show to servers that ask for one
     * @param key PEM file of the private key to it
     * @param insecure everybody is trusted
     */
    public record Tls(Optional<Path> authorities, Optional<Path> system, Optional<Path> certificate,
            Optional<Path> key, boolean insecure) {}
}
