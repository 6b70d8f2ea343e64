package osmcp.tools.compute;

import static osmcp.openstack.network.SecurityGroup.SECURITY_GROUPS;
import static osmcp.tool.Toolset.COMPUTE;
import static osmcp.tools.compute.ServerChoice.BY_FILTERS;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Server;
import osmcp.openstack.network.SecurityGroup;
import osmcp.tool.*;

/** Security groups of servers: who may reach all their ports. */
public final class ServerSecurityTools {
    private ServerSecurityTools() {}

    public static List<Tool> all() { return List.of(SET); }

    /** Neutron's word for a group that a port has already (neutron_lib/api/validators/__init__.py of 2025.1). */
    private static final String HAS_IT = "Duplicate items";
    /** Nova's, where no port has it (nova/network/security_group_api.py of 2025.1): other things are 404 to it too. */
    private static final String HAS_IT_NOT = "not associated with the instance";

    /** One request for each group and server. */
    record Groups(@Doc(value = "name or id, or several", min = 1) List<String> securityGroup) {
        /** Each once, though it may be named by its id too. */
        private Collection<Ref<SecurityGroup>> seen(WritableCloud cloud) {
            return securityGroup.stream().map(text -> cloud.see(SECURITY_GROUPS, text)).collect(Collectors.toMap(
                    Ref::id, Function.identity(), (first, _) -> first, LinkedHashMap::new)).values();
        }

        /** Nova goes from port to port, and ends at the first that has the group: whether all have it is not known. */
        Consumer<Target<Server>> add(WritableCloud cloud) {
            var groups = seen(cloud);
            return server -> {
                var there = new ArrayList<String>();
                var steps = new Steps(server, cloud);
                groups.forEach(group -> each(steps, group, HAS_IT, there::add,
                        () -> cloud.interfaces().add(server, group)));
                if (there.isEmpty()) return;
                throw new ToolFailure("one of its ports at least has it already: " + String.join(", ", there));
            };
        }

        Consumer<Target<Server>> remove(WritableCloud cloud) {
            var groups = seen(cloud);
            return server -> {
                var steps = new Steps(server, cloud);
                groups.forEach(group -> each(steps, group, HAS_IT_NOT, steps::missing,
                        () -> cloud.interfaces().remove(server, group)));
            };
        }

        /** @param vain part of the refusal where there is nothing to do; the other groups have their turn then */
        private static void each(Steps steps, Ref<SecurityGroup> group, String vain, Consumer<String> nothing,
                Runnable change) {
            var name = group.value().name();
            try {
                steps.take(name, change);
            } catch (CloudException e) {
                if (!e.getMessage().contains(vain)) throw e;
                nothing.accept(name);
            }
        }
    }

    static final Tool SET = Tool.write(COMPUTE, "set_server_security_group", """
            Add security groups (firewall rules) to all ports of instances, or remove them there.
            """, "get_instance",
            Action.of(BY_FILTERS, "add").run(Groups.class, Groups::add),
            Action.of(BY_FILTERS, "remove").run(Groups.class, Groups::remove));
}
