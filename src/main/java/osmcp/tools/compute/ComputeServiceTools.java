package osmcp.tools.compute;

import static osmcp.openstack.compute.ComputeService.COMPUTE_SERVICES;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.compute.ComputeService;
import osmcp.tool.*;

/** The daemons that run servers, one on each host: which of them take new servers, and which are taken for dead. */
public final class ComputeServiceTools {
    private ComputeServiceTools() {}

    public static List<Tool> all() { return List.of(SET); }

    record Disable(@Doc Optional<String> reason) {}

    private static final Choice<ComputeService, WritableCloud> CHOICE = Choice.among(COMPUTE_SERVICES,
            cloud -> cloud.computeServices().computes());

    static final Tool SET = Tool.write(COMPUTE, "set_compute_agents", """
            Enable or disable compute services (hosts) for new instances; force_down one to evacuate it.
            """, "get_hypervisor_details",
            Action.of(CHOICE, "enable").aims("enabled", (_, now) -> now.isEnabled()).takes(2)
                    .run((service, cloud) -> cloud.computeServices().enable(service)),
            Action.of(CHOICE, "disable").aims("disabled", (_, now) -> !now.isEnabled()).takes(2)
                    .run(Disable.class, (in, cloud) -> service ->
                            cloud.computeServices().disable(service, in.reason())),
            Action.of(CHOICE, "force_down").aims("down", (_, now) -> now.isForcedDown()).takes(2)
                    .run((service, cloud) -> cloud.computeServices().force(service, true)),
            Action.of(CHOICE, "force_up").aims("up", (_, now) -> !now.isForcedDown()).takes(2)
                    .run((service, cloud) -> cloud.computeServices().force(service, false))).cloud();
}
