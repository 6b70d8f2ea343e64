/**
 * One project of one OpenStack cloud: signing in, finding services, sending requests, and proofs that what is shown or
 * named is the project's. It knows no MCP and no tools; what single services offer is in the packages below, which do
 * not know each other. Start with {@link osmcp.openstack.Session}, then {@link osmcp.openstack.Kind} and
 * {@link osmcp.openstack.Many}.
 */
package osmcp.openstack;
