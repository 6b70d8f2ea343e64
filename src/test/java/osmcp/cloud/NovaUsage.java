package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * GET /os-simple-tenant-usage and /{project}: how long servers ran between two times. A page is one of servers, so one
 * project may come in several pages, each with its own sums.
 */
final class NovaUsage {
    private static final String RULE = "os_compute_api:os-simple-tenant-usage:";
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?"
            + "| \\d\\d:\\d\\d:\\d\\d\\.\\d{1,6})");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

    private final Nova nova;

    NovaUsage(Nova nova) { this.nova = nova; }

    ObjectNode answer(Call call) {
        boolean one = call.path().size() == 2;
        var known = new HashSet<>(Set.of("start", "end", "limit", "marker"));
        if (!one) known.add("detailed");
        Nova.known(call, known, "Additional properties are not allowed ('%s' was unexpected)");
        int limit = call.from(40) ? Nova.limit(call) : 1000;
        var project = one ? call.path().get(1) : "";
        if (!project.equals(call.caller().projectId())) Nova.allow(call, RULE + (one ? "show" : "list"));
        var start = time(call, "start");
        var asked = time(call, "end");
        if (!start.isBefore(asked)) {
            throw new Refused(400, "Invalid start time. The start time cannot occur after the end time.");
        }
        var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        var stop = asked.isAfter(now) ? now : asked;
        boolean detailed = one || call.query().all("detailed").stream().findFirst().orElse("0").equals("1");
        var page = page(call, project, start, stop, limit);
        var sums = new LinkedHashMap<String, ObjectNode>();
        for (var server : page) {
            var usage = usage(server, start, stop, now);
            var sum = sums.computeIfAbsent(usage.path("tenant_id").asText(), id -> sum(id, detailed, start, stop));
            double hours = usage.path("hours").asDouble();
            add(sum, "total_local_gb_usage", usage.path("local_gb").asInt() * hours);
            add(sum, "total_vcpus_usage", usage.path("vcpus").asInt() * hours);
            add(sum, "total_memory_mb_usage", usage.path("memory_mb").asInt() * hours);
            add(sum, "total_hours", hours);
            if (detailed) sum.withArray("/server_usages").add(usage);
        }
        var key = one ? "tenant_usage" : "tenant_usages";
        var answer = Service.object(key, !one ? Json.node(List.copyOf(sums.values()))
                : sums.isEmpty() ? Json.object() : sums.firstEntry().getValue());
        if (!call.from(40) || page.isEmpty() || page.size() < limit) return answer;
        var links = Nova.page(call, key, page, limit, call.query().names()).get(key + "_links");
        answer.set(key + "_links", links);
        return answer;
    }

    /** Those that were launched before the end and did not end before the start, by project and id. */
    private List<ObjectNode> page(Call call, String project, LocalDateTime start, LocalDateTime stop, int limit) {
        Comparator<ObjectNode> order = Comparator.comparing(row -> row.path("tenant_id").asText());
        var rows = nova.cloud.world().rows("servers").stream().map(World.Row::json)
                .sorted(order.thenComparing(row -> row.path("id").asText())).toList();
        var marker = call.from(40) ? call.query().last("marker") : Optional.<String>empty();
        int from = marker.isEmpty() ? 0
                : 1 + rows.stream().map(row -> row.path("id").asText()).toList().indexOf(marker.get());
        if (marker.isPresent() && from == 0) throw new Refused(400, "Marker " + marker.get() + " could not be found.");
        return rows.stream().skip(from)
                .filter(row -> project.isEmpty() || row.path("tenant_id").asText().equals(project))
                .filter(row -> when(row, "launched_at").filter(stop::isAfter).isPresent())
                .filter(row -> when(row, "terminated_at").map(start::isBefore).orElse(true)).limit(limit).toList();
    }

    private static Optional<LocalDateTime> when(ObjectNode server, String field) {
        return Optional.of(server.path("OS-SRV-USG:" + field).asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null")).map(LocalDateTime::parse);
    }

    private static ObjectNode usage(ObjectNode server, LocalDateTime start, LocalDateTime stop, LocalDateTime now) {
        var launched = when(server, "launched_at").orElseThrow();
        var ended = when(server, "terminated_at");
        var load = Load.of(server);
        double hours = Duration.between(launched.isAfter(start) ? launched : start,
                ended.filter(stop::isAfter).orElse(stop)).toNanos() / 3.6e12;
        var usage = Json.object().put("hours", hours)
                .put("flavor", server.path("flavor").path("original_name").asText())
                .put("instance_id", server.path("id").asText()).put("name", server.path("name").asText())
                .put("tenant_id", server.path("tenant_id").asText()).put("memory_mb", load.ram())
                .put("local_gb", load.disk()).put("vcpus", load.vcpus()).put("started_at", SHOWN.format(launched));
        usage.put("ended_at", ended.map(SHOWN::format).orElse(null));
        usage.put("state", ended.isPresent() ? "terminated" : server.path("OS-EXT-STS:vm_state").asText());
        return usage.put("uptime", Duration.between(launched, ended.orElse(now)).toSeconds());
    }

    private static ObjectNode sum(String project, boolean detailed, LocalDateTime start, LocalDateTime stop) {
        var sum = Json.object().put("tenant_id", project);
        if (detailed) sum.putArray("server_usages");
        for (var what : List.of("local_gb_usage", "vcpus_usage", "memory_mb_usage", "hours")) {
            sum.put("total_" + what, 0);
        }
        return sum.put("start", SHOWN.format(start)).put("stop", SHOWN.format(stop));
    }

    private static void add(ObjectNode sum, String field, double more) {
        sum.put(field, sum.path(field).asDouble() + more);
    }

    /** The first of that name; now without one. Neither a zone nor a bare date is taken. */
    private static LocalDateTime time(Call call, String name) {
        var text = call.query().all(name).stream().findFirst().orElse("");
        if (text.isEmpty()) return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        if (!TIME.matcher(text).matches()) throw bad();
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException e) {
            throw bad();
        }
    }

    private static Refused bad() {
        return new Refused(400, "Invalid datetime string: Datetime is in invalid format");
    }
}
