package osmcp.tools.overview;

import static osmcp.tool.Toolset.MONITORING;
import static osmcp.tool.Toolset.QUOTA;

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
            The one project that all tools are for: its name and id, the signed-in user with their roles, the region,
            and which services there are.
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

    public static final Prompt CAPACITY = Prompt.of(QUOTA, "capacity_report", "Report on capacity",
            "Find out how much of the project's quota and of the cloud is used, and what still fits.", """
            Make a report on the capacity that is left. It is for: {purpose}
            Call these, side by side where you can:
            """).mayTake("purpose", "what is planned, such as ten servers of 8 GiB each")
            .step("get_quota", "", "what is used of each limit; which is nearest to its end")
            .step("get_usage_statistics", "detailed=true", "vCPU and memory hours of the last month, and the largest")
            .step("get_instance", "all_instances=true, fields=name,status,flavor", "how many there are of each flavor")
            .step("get_flavor_list", "", "the sizes that there are")
            .step("get_availability_zones", "", "zones that are not available")
            .step("get_hypervisor_details", "detailed=true", "what is free on each host, where one may see it")
            .close("Tell how many more instances of each flavor the quota lets in, and which limit ends it first. Keep "
                    + "what the quota lets in apart from what the hosts have room for, and say so where the latter "
                    + "cannot be seen.");

    public static final Prompt CLEANUP = Prompt.of(MONITORING, "cleanup_candidates", "What can be cleaned up",
            "Find what nobody seems to need any more: stopped or failed instances, unused keys, groups and the like.",
            """
            Find what in this project could be taken away. Spare whatever matches: {spare}
            Call these, side by side where you can:
            """).mayTake("spare", "what must stay, by name or tag")
            .step("get_instance", "status=SHUTOFF, detailed=true", "those that have been stopped for long, by updated")
            .step("get_instance", "status=ERROR, detailed=true", "those that failed, and why")
            .step("get_instance", "status=SHELVED_OFFLOADED, detailed=true", "those shelved for long")
            .step("get_server_groups", "", "groups without members")
            .step("get_keypair_list", "", "keys that no instance names as its key_name; they may serve other projects")
            .step("get_network_details", "", "networks of the project's own without ports")
            .step("get_volume_backups", "", "backups in error, and old ones of volumes that are gone")
            .step("get_heat_stacks", "", "stacks that failed")
            .close("List the candidates with id, age and reason, the surest first, and what each holds of the quota. "
                    + "Delete nothing: the person chooses.");

    private ProjectShelf() {}
}
