package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where servers run: the hosts of the recorded services, and what a server's host shows in it. */
final class NovaHosts {
    private static final SequencedMap<String, String> ZONES = zones(Fixture.read("compute-services.json"));

    private NovaHosts() {}

    private static SequencedMap<String, String> zones(JsonNode services) {
        var zones = new LinkedHashMap<String, String>();
        services.forEach(row -> {
            if (row.path("binary").asText().equals("nova-compute")) {
                zones.put(row.path("host").asText(), row.path("zone").asText());
            }
        });
        return zones;
    }

    /** The zones that servers may ask for. */
    static Set<String> zones() { return Set.copyOf(ZONES.values()); }

    static boolean known(String host) { return ZONES.containsKey(host); }

    /** The next host after that one. */
    static String other(String host) {
        var all = List.copyOf(ZONES.keySet());
        return all.get((all.indexOf(host) + 1) % all.size());
    }

    /** The first host in that zone, in any if it is blank. */
    static String in(String zone) {
        return ZONES.entrySet().stream().filter(entry -> zone.isEmpty() || entry.getValue().equals(zone))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }

    static void move(ObjectNode server, String host) {
        server.put("OS-EXT-SRV-ATTR:host", host).put("OS-EXT-SRV-ATTR:hypervisor_hostname", host)
                .put("hostId", Seed.hostId(server.path("tenant_id").asText(), host)).put("host_status", "UP")
                .put("OS-EXT-AZ:availability_zone", ZONES.getOrDefault(host, "nova"));
    }

    /** A shelved server has none. */
    static void leave(ObjectNode server) {
        server.putNull("OS-EXT-SRV-ATTR:host").putNull("OS-EXT-SRV-ATTR:hypervisor_hostname").put("hostId", "")
                .put("host_status", "").put("OS-EXT-AZ:availability_zone", "");
    }
}
