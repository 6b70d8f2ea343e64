package osmcp.live;

import module java.base;
import osmcp.Client;

/** Does rows, prints them one by one, and counts what became of them. */
final class Table {
    /** @param command of the openstack command line, which does the same; or what the row is about */
    record Row(String command, boolean counted, List<Step> steps) {}

    private static final String LINE = "%-50s %-62s %-8s %8s %7s  %s%n";

    private final Client client;
    private final Things things;
    private final Map<Step.Result, Integer> all = new EnumMap<>(Step.Result.class);
    private final Map<Step.Result, Integer> counted = new EnumMap<>(Step.Result.class);

    Table(Client client, Things things) {
        this.client = client;
        this.things = things;
        System.out.printf(LINE, "row", "tool and action", "outcome", "requests", "ms", "");
    }

    /** Passed only if all its steps are; it ends at the first that is not. */
    void row(Row row) throws IOException {
        int requests = 0;
        long ms = 0;
        var result = Step.Result.PASSED;
        var words = "";
        var touched = new HashSet<String>();
        for (var step : row.steps()) {
            var outcome = step.run(client, things);
            requests += outcome.requests();
            ms += outcome.ms();
            result = outcome.result();
            words = outcome.words().isEmpty() || row.steps().size() == 1 || step.action().isEmpty() ? outcome.words()
                    : step.action() + ": " + outcome.words();
            if (result != Step.Result.PASSED) break;
            touched.addAll(step.things());
        }
        // whoever comes next must not find things in the middle of something
        if (result != Step.Result.PASSED) touched.forEach(things::renew);
        if (row.counted()) counted.merge(result, 1, Integer::sum);
        all.merge(result, 1, Integer::sum);
        System.out.printf(LINE, row.command(), tools(row), result.name().toLowerCase(Locale.ROOT), requests, ms, words);
    }

    private static String tools(Row row) {
        var tools = new LinkedHashMap<String, SequencedSet<String>>();
        row.steps().forEach(step -> tools.computeIfAbsent(step.tool(), _ -> new LinkedHashSet<>()).add(step.action()));
        return tools.entrySet().stream().map(tool -> (tool.getKey() + " " + String.join(", ", tool.getValue())).strip())
                .collect(Collectors.joining("; "));
    }

    /** What became of the counted rows, of which there are so many. */
    void sum(int rows) {
        int here = counted.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(here + " of " + rows + " rows: " + words(counted));
    }

    /** What became of all. @return whether none failed */
    boolean sum() {
        System.out.println("all: " + words(all));
        return !all.containsKey(Step.Result.FAILED);
    }

    private static String words(Map<Step.Result, Integer> numbers) {
        return numbers.getOrDefault(Step.Result.PASSED, 0) + " passed, "
                + numbers.getOrDefault(Step.Result.SKIPPED, 0) + " skipped with the cloud's words, "
                + numbers.getOrDefault(Step.Result.FAILED, 0) + " failed";
    }
}
