package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/**
 * What a new server group is to be.
 *
 * @param maxServerPerHost how many of its servers may be on one host, where they are to be apart
 */
public record NewServerGroup(String name, String policy, Optional<Integer> maxServerPerHost)
        implements NewRoot<ServerGroup> {
    @Override public Kind<ServerGroup> kind() { return ServerGroup.SERVER_GROUPS; }

    /** POST /os-server-groups; one policy with rules since 2.64. */
    @Override public Body body() {
        var rules = maxServerPerHost.map(most -> Map.of("max_server_per_host", most));
        return Body.of("server_group").put("name", name).put("policy", policy).put("rules", rules);
    }
}
