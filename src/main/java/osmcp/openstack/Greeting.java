package osmcp.openstack;

import java.util.Optional;

/**
 * What a service said of itself at its root.
 *
 * @param version its current one; blank if it does not say
 * @param range the microversions within that, where it has such
 * @param release the one of OpenStack that has the latest of these; blank if it cannot be told
 */
public record Greeting(String version, Optional<Microversion.Range> range, String release, int millis) {}
