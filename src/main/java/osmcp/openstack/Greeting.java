package osmcp.openstack;

import java.util.Optional;

/**
 * What a service said of itself at its root.
 *
 * @param version its current one; blank if it does not say
 * @param range the microversions within that, where it has such
 */
public record Greeting(String version, Optional<Microversion.Range> range, int millis) {}
