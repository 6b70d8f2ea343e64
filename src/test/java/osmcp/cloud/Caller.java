package osmcp.cloud;

import module java.base;

/** Who a token speaks for. A token without a project has a blank one. */
record Caller(String userId, String user, String projectId, String project, List<String> roles) {
    boolean admin() { return roles.contains("admin"); }

    boolean mayAct(String rule) { return Policy.allows(rule, roles); }
}
