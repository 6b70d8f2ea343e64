package osmcp.openstack.compute;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.openstack.*;

/** What the servers of the project have used, as Nova sums it up. */
public final class ComputeUsage {
    /** In pages of servers since 2.40. */
    private static final Place USAGE = Place.of("compute", "/os-simple-tenant-usage", "tenant_usage", "tenant_usages")
            .from(2, 40).until(2, 96);
    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 20;

    private final Session session;

    /** For the project that is signed in to. */
    public ComputeUsage(Session session) { this.session = session; }

    /** What one server has used in a period. */
    public record Used(String id, String name, String flavor, String state, double hours, int vcpus, int memoryMb,
            int diskGb) {
        private static Used of(JsonNode row) {
            return new Used(row.path("instance_id").asText(""), row.path("name").asText(""),
                    row.path("flavor").asText(""), row.path("state").asText(""), row.path("hours").asDouble(),
                    row.path("vcpus").asInt(), row.path("memory_mb").asInt(), row.path("local_gb").asInt());
        }
    }

    /**
     * What the project's servers have used in a period.
     *
     * @param whole not, if there were more servers than are read
     */
    public record Usage(double serverHours, double vcpuHours, double memoryMbHours, double diskGbHours,
            List<Used> servers, boolean whole) {
        Usage plus(JsonNode page, List<Used> more) {
            return new Usage(serverHours + page.path("total_hours").asDouble(),
                    vcpuHours + page.path("total_vcpus_usage").asDouble(),
                    memoryMbHours + page.path("total_memory_mb_usage").asDouble(),
                    diskGbHours + page.path("total_local_gb_usage").asDouble(),
                    Stream.concat(servers.stream(), more.stream()).toList(), whole);
        }
    }

    /** The time by the cloud's clock, in full seconds. */
    public LocalDateTime now() { return LocalDateTime.ofInstant(session.now(), ZoneOffset.UTC).withNano(0); }

    /**
     * GET /os-simple-tenant-usage/{project}?start&end&limit&marker. A page sums up its own servers only. Nova ends a
     * period now at the latest, and gives negative hours for one that begins later still: ask for none such.
     */
    public Usage usage(LocalDateTime from, LocalDateTime to) {
        var asked = new LinkedHashMap<>(Map.of("start", time(from), "end", time(to), "limit", "" + PAGE));
        var usage = new Usage(0, 0, 0, 0, List.of(), true);
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = session.ofProject(USAGE, "", asked);
            var part = answer.path("tenant_usage"); // an empty object where nothing was used
            var servers = part.path("server_usages").valueStream().map(Used::of).toList();
            usage = usage.plus(part, servers);
            boolean more = answer.path("tenant_usage_links").valueStream()
                    .anyMatch(link -> link.path("rel").asText().equals("next"));
            if (!more || servers.isEmpty()) return usage;
            asked.put("marker", servers.getLast().id());
        }
        return new Usage(usage.serverHours(), usage.vcpuHours(), usage.memoryMbHours(), usage.diskGbHours(),
                usage.servers(), false);
    }

    private static String time(LocalDateTime time) { return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time); }
}
