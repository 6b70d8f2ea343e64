package osmcp.tools;

import module java.base;
import osmcp.tool.Tool;
import osmcp.tools.compute.*;
import osmcp.tools.balancer.MemberTools;
import osmcp.tools.network.*;
import osmcp.tools.overview.StatusTools;
import osmcp.tools.stack.StackTools;
import osmcp.tools.volume.*;

/** The list of the lists of tools, in the order in which clients see them. */
public final class Tools {
    private Tools() {}

    public static List<Tool> all() {
        return Stream.of(ServerTools.all(), FlavorTools.all(), KeypairTools.all(), MigrationTools.all(),
                        ServerVolumeTools.all(), NetworkTools.all(), SubnetTools.all(), BackupTools.all(),
                        VolumeGroupTools.all(), StackTools.all(), MemberTools.all(), StatusTools.all())
                .flatMap(List::stream).toList();
    }

    public static Optional<Tool> find(String name) {
        return all().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
