package osmcp.tools.overview;

import static osmcp.tool.Toolset.MONITORING;

import module java.base;
import osmcp.openstack.Endpoint;
import osmcp.tool.*;

/** What stands beside the tools that look at the project as a whole. */
public final class ProjectShelf {
    /** One that the catalogue lists under several types is one all the same. */
    record Service(String name, List<String> types, String url) {
        static Service of(List<Endpoint> lines) {
            var first = lines.getFirst();
            return new Service(first.name(), lines.stream().map(Endpoint::type).distinct().sorted().toList(),
                    first.uri().toString());
        }
    }

    /** {@code services}: those that calls go to, by region, interface and settings. */
    record Project(String id, String name, Optional<String> region, String user, List<String> roles,
            List<Service> services) {
        static Project of(Cloud cloud) {
            var we = cloud.signedIn();
            var used = cloud.endpoints().entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey)
                    .toList();
            var places = used.stream().collect(Collectors.groupingBy(Endpoint::uri, LinkedHashMap::new,
                    Collectors.toList()));
            return new Project(we.projectId(), we.project(), used.stream().map(Endpoint::region).findFirst(), we.user(),
                    we.roles(), places.values().stream().map(Service::of).toList());
        }
    }

    public static final Document PROJECT = Document.of(MONITORING, "openstack://project", "project", "Project", """
            The one project that all tools are for: its name and id, the signed-in user with his roles, the region, and
            which services there are.
            """, Project::of);

    public static final Prompt REPORT = Prompt.of(MONITORING, "cluster_report", "Report on the project",
            "Report on the project: services, instances, networks, backups and stacks, and what needs care.", """
            Make a report on this OpenStack project. Call these, side by side where you can:
            """)
            .step("get_service_status", "", "services that are down or slow; daemons and agents that are down")
            .step("get_instance", "all_instances=true", "how many there are of each status")
            .step("get_instance", "status=ERROR, fields=name,status,fault", "which have failed, and why")
            .step("get_network_details", "", "networks that are not ACTIVE or have no subnet")
            .step("get_volume_backups", "", "those in error, with fail_reason; how old the newest one is")
            .step("get_volume_groups", "", "groups that are not available")
            .step("get_heat_stacks", "", "stacks whose status ends in FAILED, with the reason")
            .close("Report what needs care first, the most urgent on top, then the services, then the numbers.");

    private ProjectShelf() {}
}
