package osmcp.openstack;

import module java.base;

/**
 * As whom we are known, as the token says.
 *
 * @param left how long the token is good yet
 * @param ahead how far the cloud's clock is ahead of ours
 */
public record SignedIn(String user, String userId, String project, String projectId, List<String> roles,
        Duration left, Duration ahead) {}
