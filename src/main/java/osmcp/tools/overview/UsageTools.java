package osmcp.tools.overview;

import static osmcp.tool.Toolset.MONITORING;

import module java.base;
import osmcp.json.*;
import osmcp.openstack.compute.ComputeUsage;
import osmcp.tool.*;

/** What the project's servers have used in a period. */
public final class UsageTools {
    private static final int MOST = 20;

    private UsageTools() {}

    public static List<Tool> all() { return List.of(SHOW); }

    record Query(
            @Doc("YYYY-MM-DD; 30 days ago if absent") Optional<String> startDate,
            @Doc("the last day; today if absent") Optional<String> endDate,
            @Doc(value = "the servers that ran longest", or = "false") boolean detailed) {
        LocalDateTime from(LocalDateTime to) {
            return startDate.map(text -> day("start_date", text).atStartOfDay()).orElse(to.minusDays(30));
        }

        /** The day's end, and now at the latest, as Nova has it too. */
        LocalDateTime to(LocalDateTime now) {
            return endDate.map(text -> day("end_date", text).plusDays(1).atStartOfDay())
                    .filter(end -> end.isBefore(now)).orElse(now);
        }

        private static LocalDate day(String name, String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new BadInput(name + " must be a day like 2026-01-31, not " + text);
            }
        }
    }

    record Server(String id, String name, String flavor, String state, double hours, int vcpus, int memoryMb,
            int diskGb) {
        static Server of(ComputeUsage.Used used) {
            return new Server(used.id(), used.name(), used.flavor(), used.state(), round(used.hours()), used.vcpus(),
                    used.memoryMb(), used.diskGb());
        }
    }

    /** {@code end}: up to which moment; {@code memory_mb_hours}, {@code disk_gb_hours}: amounts times hours. */
    record Usage(String start, String end, int servers, double serverHours, double vcpuHours, double memoryMbHours,
            double diskGbHours, Optional<List<Server>> longest, Optional<List<String>> notes) {}

    static final Tool SHOW = Tool.read(MONITORING, "get_usage_statistics", """
            Show what the project's instances used in a period: hours of servers, vCPUs, memory and disk.
            """, Query.class, Usage.class, (in, cloud) -> {
                var now = cloud.computeUsage().now();
                var to = in.to(now);
                var from = in.from(to);
                if (!from.isBefore(to)) {
                    throw new BadInput("the period ends before it begins: from " + text(from) + " to " + text(to));
                }
                var usage = cloud.computeUsage().usage(from, to);
                if (!usage.whole()) cloud.note("there are more servers, whose usage is not in these numbers");
                var longest = usage.servers().stream().sorted(Comparator.comparing(ComputeUsage.Used::hours).reversed())
                        .limit(MOST).map(Server::of).toList();
                return new Usage(text(from), text(to), usage.servers().size(), round(usage.serverHours()),
                        round(usage.vcpuHours()), round(usage.memoryMbHours()), round(usage.diskGbHours()),
                        Optional.of(longest).filter(_ -> in.detailed()), cloud.notes());
            });

    private static String text(LocalDateTime time) { return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "Z"; }

    private static double round(double number) { return Math.round(number * 100) / 100.0; }
}
