/**
 * What Placement offers: how much of each resource providers have. It knows no other service; what needs two of them
 * happens in the tools.
 */
package osmcp.openstack.placement;
