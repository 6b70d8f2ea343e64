/**
 * Heat: stacks. Accessors over rows, and the requests that need more than a kind says. Nothing of other services is
 * here. Start with {@link osmcp.openstack.stack.Stack}.
 */
package osmcp.openstack.stack;
