package osmcp.tools;

import module java.base;
import osmcp.openstack.View;
import osmcp.tool.*;

/**
 * What the settings let in. Decided at the start, and never changed while it runs.
 *
 * @param modify tools that change things
 * @param admin tools that reach beyond the project
 * @param toolsets those whose tools are there
 */
public record Switches(boolean modify, boolean admin, Set<Toolset> toolsets) {
    /** Whether there is a tool of that name. */
    public boolean letIn(String tool) {
        return Catalogue.entry(tool).filter(entry -> entry.isLetIn(this)).isPresent();
    }

    /** Which switches would have to be set otherwise for this tool, in words; absent if it is there. */
    public Optional<String> missing(Tool tool) {
        var needed = new ArrayList<String>();
        if (tool.writes() && !modify) needed.add("ALLOW_MODIFY_OPERATIONS=true, since it changes things");
        if (tool.isPrivileged() && !admin) {
            needed.add("ALLOW_ADMIN_OPERATIONS=true, since it " + (tool.view() == View.CLOUD
                    ? "reaches beyond the project" : "is for administrators"));
        }
        if (!toolsets.contains(tool.toolset())) needed.add("MCP_TOOLSETS with " + tool.toolset().word());
        return needed.isEmpty() ? Optional.empty() : Optional.of(tool.name() + " is off: this server would have to be "
                + "started with " + String.join(" and with ", needed));
    }
}
