/**
 * Octavia: pools and their members. Accessors over rows, and the requests that need more than a kind says. Nothing of
 * other services is here. Start with {@link osmcp.openstack.balancer.Members}.
 */
package osmcp.openstack.balancer;
