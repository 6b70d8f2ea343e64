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

    record Groups(@Doc("name or id, or several") List<String> securityGroup) {
        Groups {
            if (securityGroup.isEmpty()) throw new IllegalArgumentException("say security_group");
        }

        /**
         * One request for each group and server. What was done before one failed is told.
         *
         * @param vain part of the refusal where there is nothing to do; the other groups have their turn then
         */
        Consumer<Target<Server>> each(WritableCloud cloud, String told, String vain, String words,
                BiConsumer<Target<Server>, Ref<SecurityGroup>> change) {
            var groups = securityGroup.stream().map(text -> cloud.see(SECURITY_GROUPS, text)).toList();
            return server -> {
                var done = new ArrayList<String>();
                var rest = new ArrayList<String>();
                for (var group : groups) {
                    try {
                        change.accept(server, group);
                        done.add(group.value().name());
                        cloud.tell(server, told, String.join(", ", done));
                    } catch (CloudException e) {
                        if (!e.getMessage().contains(vain)) throw e;
                        rest.add(group.value().name());
                    }
                }
                if (!rest.isEmpty()) throw new ToolFailure(words + ": " + String.join(", ", rest));
            };
        }

        /** Nova goes from port to port, and ends at the first that has the group. */
        Consumer<Target<Server>> add(WritableCloud cloud) {
            return each(cloud, "added", "Duplicate items", "one of its ports at least has it already",
                    (server, group) -> cloud.interfaces().add(server, group));
        }

        Consumer<Target<Server>> remove(WritableCloud cloud) {
            return each(cloud, "removed", "not associated with the instance", "none of its ports has it",
                    (server, group) -> cloud.interfaces().remove(server, group));
        }
    }

    static final Tool SET = Tool.write(COMPUTE, "set_server_security_group", """
            Add security groups (firewall rules) to all ports of instances, or remove them there.
            """, "get_instance",
            Action.of(BY_FILTERS, "add").run(Groups.class, Groups::add),
            Action.of(BY_FILTERS, "remove").run(Groups.class, Groups::remove));
}
