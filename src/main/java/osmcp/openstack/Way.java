package osmcp.openstack;

import module java.base;

/**
 * Where a service is for us.
 *
 * @param listed where the catalogue has it, if a setting leads elsewhere
 */
public record Way(Endpoint endpoint, Optional<URI> listed) {}
