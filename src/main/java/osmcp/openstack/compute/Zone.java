package osmcp.openstack.compute;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** Hosts that fail together, as far as the operator knows: where a server can be wished to. It has a name and no id. */
public record Zone(ObjectNode json) implements Kinds.Zone {
    /** GET /os-availability-zone */
    public static final Kind<Zone> ZONES = new Kind<>("availability zone",
            Place.of("compute", "/os-availability-zone", "", "availabilityZoneInfo").whole().until(2, 96),
            new Owner.OfCloud(), Zone::new);

    /** GET /os-availability-zone/detail: with hosts, and with the zone of Nova's own daemons. Policy wants an admin. */
    public static final Kind<Zone> ZONES_WITH_HOSTS = new Kind<>("availability zone with hosts",
            Place.of("compute", "/os-availability-zone", "", "availabilityZoneInfo").detailed().whole().until(2, 96),
            new Owner.OfCloud(), Zone::new);

    /**
     * A daemon of Nova's on a host.
     *
     * @param enabled not taken out of use by an operator
     * @param up heard of lately
     */
    public record Daemon(String host, String binary, boolean enabled, boolean up) {}

    @Override public String id() { return name(); }
    @Override public String name() { return text("zoneName"); }

    /** Whether something in it is not disabled: hosts that are down do not make Nova call it unavailable. */
    public boolean available() { return json.path("zoneState").path("available").asBoolean(); }

    /** Absent where hosts are not told. */
    public Optional<List<Daemon>> daemons() {
        return Optional.of(json.path("hosts")).filter(hosts -> hosts.isObject()).map(hosts -> hosts.properties()
                .stream().flatMap(host -> host.getValue().properties().stream().map(daemon -> new Daemon(host.getKey(),
                        daemon.getKey(), daemon.getValue().path("available").asBoolean(),
                        daemon.getValue().path("active").asBoolean())))
                .sorted(Comparator.comparing(Daemon::host)).toList());
    }
}
