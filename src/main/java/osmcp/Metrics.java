package osmcp;

import module java.base;

/** Counts what the tools did, and tells it as Prometheus reads it. */
final class Metrics {
    private static final class Count {
        final LongAdder good = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder millis = new LongAdder();
    }

    private final Map<String, Count> tools = new ConcurrentSkipListMap<>();

    /** @param tool one that there is: its name becomes a label */
    void called(String tool, boolean failed, long millis) {
        var count = tools.computeIfAbsent(tool, _ -> new Count());
        (failed ? count.failed : count.good).increment();
        count.millis.add(millis);
    }

    /** @param requests by service, how many were sent */
    String text(Map<String, Long> requests) {
        var out = new StringBuilder();
        head(out, "mcp_openstack_calls_total", "counter", "Calls of tools, by what came of them.");
        tools.forEach((tool, count) -> {
            line(out, "mcp_openstack_calls_total{tool=\"%s\",outcome=\"good\"}".formatted(tool), count.good.sum());
            line(out, "mcp_openstack_calls_total{tool=\"%s\",outcome=\"failed\"}".formatted(tool), count.failed.sum());
        });
        head(out, "mcp_openstack_call_seconds", "summary", "How long calls took.");
        tools.forEach((tool, count) -> {
            line(out, "mcp_openstack_call_seconds_sum{tool=\"%s\"}".formatted(tool), count.millis.sum() / 1_000.0);
            line(out, "mcp_openstack_call_seconds_count{tool=\"%s\"}".formatted(tool),
                    count.good.sum() + count.failed.sum());
        });
        head(out, "mcp_openstack_requests_total", "counter", "Requests to the cloud, by service.");
        requests.forEach((service, sent) ->
                line(out, "mcp_openstack_requests_total{service=\"%s\"}".formatted(service), sent));
        return out.toString();
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ").append(name).append(' ')
                .append(type).append('\n');
    }

    private static void line(StringBuilder out, String name, Object value) {
        out.append(name).append(' ').append(value).append('\n');
    }
}
