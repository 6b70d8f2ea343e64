/**
 * What Glance offers: accessors over its rows, each beside the kind that says where they live and whose they are, and
 * what can be asked of them. It knows no other service; what needs two of them happens in the tools.
 */
package osmcp.openstack.image;
