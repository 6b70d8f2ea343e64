package osmcp.tools;

import module java.base;
import osmcp.tool.Tool;
import osmcp.tools.balancer.MemberTools;
import osmcp.tools.compute.*;
import osmcp.tools.network.*;
import osmcp.tools.overview.*;
import osmcp.tools.stack.StackTools;
import osmcp.tools.volume.*;

/** The list of the lists of tools, in the order in which clients see them. */
public final class Tools {
    /**
     * By family, so that a call loads the declarations of one and no more; a line for each toolset, in the order of
     * those, with servers before what is around them.
     */
    private static final List<Supplier<List<Tool>>> FAMILIES = List.of(
            ServerTools::all, ServerLifeTools::all, ServerPropertyTools::all, ServerEventTools::all,
            ConsoleTools::all, ServerCopyTools::all, ServerVolumeTools::all, ServerNetworkTools::all,
            ServerFixedIpTools::all, ServerAddressTools::all, ServerSecurityTools::all, ServerGroupTools::all,
            FlavorTools::all, KeypairTools::all, ZoneTools::all, MigrationTools::all, HostTools::all,
            ComputeServiceTools::all,
            NetworkTools::all, SubnetTools::all,
            BackupTools::all, VolumeGroupTools::all,
            StackTools::all,
            MemberTools::all,
            StatusTools::all, UsageTools::all,
            QuotaTools::all);

    private Tools() {}

    public static List<Tool> all() {
        return FAMILIES.stream().flatMap(family -> family.get().stream()).toList();
    }

    public static Optional<Tool> find(String name) {
        return Catalogue.entry(name).flatMap(entry -> FAMILIES.get(entry.family()).get().stream()
                .filter(tool -> tool.name().equals(name)).findFirst());
    }

    /** Which family a tool is declared in. */
    static int family(Tool tool) {
        return IntStream.range(0, FAMILIES.size()).filter(i -> FAMILIES.get(i).get().contains(tool)).findFirst()
                .orElseThrow();
    }
}
