package osmcp.tools.compute;

import static osmcp.tool.Toolset.COMPUTE;

import osmcp.tool.*;

/** What stands beside the tools for servers. Listing it loads none of them. */
public final class ServerShelf {
    private static final Completion NAMES = Completion.of((begun, cloud) -> cloud.servers().beginning(begun));

    public static final Document SERVER = Document.each(COMPUTE, "openstack://server/{id}", "server", "Instance", """
            An instance (server, VM) of the project, by id or name, with all details: state, fault, flavor, image,
            addresses, volumes, metadata.
            """, NAMES, () -> ServerTools.LIST);

    public static final Prompt DIAGNOSE = Prompt.of(COMPUTE, "diagnose_instance", "Diagnose an instance",
            "Find out why an instance does not work, and what would help.", """
            Find out what is wrong with the instance {instance}.
            What was noticed: {symptom}
            Look at it in this order, and stop as soon as the cause is clear:
            """).takes("instance", "name or id of the instance", NAMES)
            .mayTake("symptom", "what does not work, in a few words")
            .step("get_instance", "names={instance}, detailed=true", "status, task_state, power_state, and fault: why")
            .step("get_server_events", "server={instance}, detailed=true", "the action that failed, at which step, why")
            .step("get_server_console", "server={instance}", "how far the guest came, and what it complains of")
            .step("get_server_volumes", "server={instance}", "volumes that are not in-use, or in error")
            .step("get_network_details", "detailed=true", "status and subnets of its networks; its ports, by device")
            .step("get_heat_stacks", "", "whether a stack that failed has left it so")
            .step("get_server_migrations", "server={instance}", "a migration that is under way, or failed")
            .step("get_quota", "", "a quota that is used up, where it could not be created, resized or attached to")
            .step("get_service_status", "", "whether Nova, Neutron, Cinder and Glance answer; hosts that are down")
            .close("Then tell the cause, how sure it is, and what would help, the gentlest first.");

    private ServerShelf() {}
}
