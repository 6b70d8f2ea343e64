package osmcp.cloud;

import module java.base;

/** The services' own rules, by their names: which role a call takes. They are the defaults of 2025.1. */
final class Policy {
    private static final Map<String, String> ROLE = Map.ofEntries(
            Map.entry("identity:list_projects", "admin"),
            Map.entry("os_compute_api:servers:index:get_all_tenants", "admin"),
            Map.entry("os_compute_api:servers:detail:get_all_tenants", "admin"),
            Map.entry("os_compute_api:servers:show:other projects", "admin"),
            Map.entry("os_compute_api:os-services:list", "admin"),
            Map.entry("os_compute_api:os-migrations:index", "admin"),
            Map.entry("os_compute_api:servers:start", "member"),
            Map.entry("os_compute_api:servers:stop", "member"),
            Map.entry("os_compute_api:servers:reboot", "member"),
            Map.entry("os_compute_api:servers:delete", "member"),
            Map.entry("os_compute_api:os-pause-server:pause", "member"),
            Map.entry("os_compute_api:os-pause-server:unpause", "member"),
            Map.entry("os_compute_api:os-suspend-server:suspend", "member"),
            Map.entry("os_compute_api:os-suspend-server:resume", "member"),
            Map.entry("os_compute_api:os-lock-server:lock", "member"),
            Map.entry("os_compute_api:os-lock-server:unlock", "member"),
            Map.entry("os_compute_api:servers:migrations:index", "admin"),
            Map.entry("os_compute_api:servers:migrations:show", "admin"),
            Map.entry("os_compute_api:os-keypairs:index", "admin"),
            Map.entry("os_compute_api:os-keypairs:show", "admin"),
            Map.entry("os_compute_api:os-volumes-attachments:create", "member"),
            Map.entry("os_compute_api:os-volumes-attachments:delete", "member"),
            Map.entry("volume_extension:services:index", "admin"),
            Map.entry("create_network", "member"),
            Map.entry("delete_network", "member"),
            Map.entry("create_subnet", "member"),
            Map.entry("update_subnet", "member"),
            Map.entry("delete_subnet", "member"),
            Map.entry("create_port", "member"),
            Map.entry("delete_port", "member"),
            Map.entry("stacks:delete", "member"),
            Map.entry("actions:suspend", "member"),
            Map.entry("actions:resume", "member"),
            Map.entry("actions:check", "member"),
            Map.entry("os_load-balancer_api:member:post", "member"),
            Map.entry("os_load-balancer_api:member:put", "member"),
            Map.entry("os_load-balancer_api:member:delete", "member"),
            Map.entry("get_agent", "admin"));

    private Policy() {}

    static boolean allows(String rule, List<String> roles) {
        return roles.contains(Objects.requireNonNull(ROLE.get(rule), rule));
    }
}
