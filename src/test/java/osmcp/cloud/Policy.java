package osmcp.cloud;

import module java.base;

/** The services' own rules, by their names: which role a call takes. They are the defaults of 2025.1. */
final class Policy {
    private static final Map<String, String> ROLE = Map.of(
            "identity:list_projects", "admin",
            "os_compute_api:servers:index:get_all_tenants", "admin",
            "os_compute_api:servers:detail:get_all_tenants", "admin",
            "os_compute_api:servers:show:other projects", "admin",
            "os_compute_api:os-services:list", "admin",
            "volume_extension:services:index", "admin",
            "get_agent", "admin");

    private Policy() {}

    static boolean allows(String rule, List<String> roles) {
        return roles.contains(Objects.requireNonNull(ROLE.get(rule), rule));
    }
}
