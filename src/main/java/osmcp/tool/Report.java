package osmcp.tool;

import module java.base;

/**
 * What came of a change, for each target.
 *
 * @param aims the state to expect, {@code usuallySeconds} later
 * @param shownBy the tool that shows the state
 */
record Report(String action, int done, int failed, Optional<Integer> planned, Optional<Integer> notSent,
        Optional<Integer> unknown, Optional<String> aims, Optional<Integer> usuallySeconds, Optional<String> shownBy,
        List<Item> items, Optional<List<String>> notes) {

    /** {@code state}: as the cloud told it afterwards. {@code mark}: how that is for what was meant. */
    record Item(Optional<String> id, String name, Bulk.Result result, Optional<String> state,
            Optional<Settle.Mark> mark, Optional<String> error, Optional<String> requestId) {
        private String line() {
            var sign = switch (result) {
                case DONE -> mark.map(m -> m.sign).orElse("✅");
                case PLANNED -> "▫️";
                case FAILED -> mark.filter(m -> m == Settle.Mark.FAILED).map(m -> m.sign).orElse("❌");
                case NOT_SENT -> "⏹️";
                case UNKNOWN -> "❓";
            };
            var what = Stream.of(Optional.of(result).filter(r -> r != Bulk.Result.DONE).map(Report::word), state, error,
                    requestId).flatMap(Optional::stream).collect(Collectors.joining("; "));
            return sign + " " + (name.isBlank() ? "" : name + " ") + id.map(i -> "(" + i + ")").orElse("")
                    + (what.isEmpty() ? "" : ": " + what);
        }
    }

    private static String word(Bulk.Result result) { return result.name().toLowerCase(Locale.ROOT).replace('_', ' '); }

    /** The same for people. */
    String text() {
        var head = planned.map(n -> action + ": " + n + " planned, nothing was sent").orElseGet(() -> action + ": ✅ "
                + done + " done, ❌ " + failed + " failed" + notSent.map(n -> ", " + n + " not sent").orElse("")
                + unknown.map(n -> ", " + n + " sent with unknown outcome").orElse(""));
        var lines = new ArrayList<>(List.of(head));
        items.forEach(item -> lines.add(item.line()));
        usuallySeconds.ifPresent(seconds -> lines.add(aims.map(state -> "to " + state + " it").orElse("it")
                + " usually takes " + seconds + " s"
                + shownBy.map(tool -> "; " + tool + " shows the state").orElse("")));
        notes.ifPresent(lines::addAll);
        return String.join("\n", lines);
    }
}
