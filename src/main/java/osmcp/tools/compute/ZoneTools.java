package osmcp.tools.compute;

import static osmcp.openstack.compute.Zone.ZONES;
import static osmcp.openstack.compute.Zone.ZONES_WITH_HOSTS;
import static osmcp.openstack.network.NetworkZone.NETWORK_ZONES;
import static osmcp.openstack.volume.VolumeZone.VOLUME_ZONES;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Zone;
import osmcp.tool.*;

/** Availability zones of three services, which share names and nothing else. */
public final class ZoneTools {
    private static final int MOST = 200;

    private ZoneTools() {}

    public static List<Tool> all() { return List.of(LIST); }

    record Query(@Doc(value = "each daemon too, where policy tells", or = "false") boolean detailed) {}

    /** {@code hosts} and what follows is told to administrators. */
    record ComputeZone(String name, boolean available, Optional<Integer> hosts, Optional<List<String>> hostsDown,
            Optional<List<Zone.Daemon>> daemons) {
        static ComputeZone of(Zone zone, boolean detailed) {
            var daemons = zone.daemons();
            return new ComputeZone(zone.name(), zone.available(),
                    daemons.map(all -> (int) all.stream().map(Zone.Daemon::host).distinct().count()),
                    daemons.map(all -> all.stream().filter(one -> !one.up()).map(Zone.Daemon::host).distinct()
                            .limit(MOST).toList()),
                    daemons.filter(_ -> detailed).map(all -> all.stream().limit(MOST).toList()));
        }
    }

    record NetworkZone(String name, boolean available, String resource) {}

    record VolumeZone(String name, boolean available) {}

    record Zones(Optional<List<ComputeZone>> compute, Optional<List<NetworkZone>> network,
            Optional<List<VolumeZone>> volume, Optional<List<String>> notes) {}

    static final Tool LIST = Tool.read(COMPUTE, "get_availability_zones", """
            List the availability zones (AZs) of compute, network and volume, and whether they are available.
            """, Query.class, Zones.class, (in, cloud) -> Together.both(
                        () -> cloud.part("compute zones", () -> compute(cloud).stream()
                                .map(zone -> ComputeZone.of(zone, in.detailed())).toList()),
                        () -> Together.both(() -> network(cloud), () -> volume(cloud), (network, volume) ->
                                new Zones(Optional.empty(), network, volume, Optional.empty())),
                        (compute, others) -> new Zones(compute, others.network(), others.volume(), cloud.notes())));

    /** With hosts if policy tells them, and else without. */
    private static List<Zone> compute(Cloud cloud) {
        try {
            var all = cloud.list(ZONES_WITH_HOSTS).stream().toList();
            if (all.stream().flatMap(zone -> zone.daemons().stream()).anyMatch(daemons -> daemons.size() > MOST)) {
                cloud.note("of each zone, " + MOST + " daemons are told at most");
            }
            return all;
        } catch (CloudException e) {
            if (e.why() != CloudException.Why.FORBIDDEN) throw e;
            return cloud.list(ZONES).stream().toList();
        }
    }

    private static Optional<List<NetworkZone>> network(Cloud cloud) {
        return cloud.part("network zones", () -> cloud.list(NETWORK_ZONES).stream().map(zone ->
                new NetworkZone(zone.name(), zone.available(), zone.text("resource"))).toList());
    }

    private static Optional<List<VolumeZone>> volume(Cloud cloud) {
        return cloud.part("volume zones", () -> cloud.list(VOLUME_ZONES).stream()
                .map(zone -> new VolumeZone(zone.name(), zone.available())).toList());
    }
}
