package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/**
 * What came of a change, for each target.
 *
 * @param result {@code needs_confirmation} where nothing was sent yet, and {@code confirm} is to be sent along
 * @param aims the state to expect, {@code usuallySeconds} later
 * @param shownBy the tool that shows the state
 */
record Report(String action, Optional<String> result, int done, int failed, Optional<Integer> planned,
        Optional<Integer> notSent, Optional<Integer> unknown, Optional<String> aims, Optional<Integer> usuallySeconds,
        Optional<String> shownBy, List<Item> items, Optional<String> confirm, Optional<List<String>> notes) {

    /**
     * {@code state}: as the cloud told it afterwards. {@code mark}: how that is for what was meant. {@code told}: what
     * came of it that cannot be seen later.
     */
    record Item(Optional<String> id, String name, Bulk.Result result, Optional<String> state,
            Optional<Settle.Mark> mark, Optional<String> error, Optional<String> requestId,
            Optional<Map<String, String>> told) {
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
            var more = told.stream().flatMap(map -> map.entrySet().stream())
                    .map(entry -> "\n   " + entry.getKey() + ": " + entry.getValue()).collect(Collectors.joining());
            return Clean.line(sign + " " + (name.isBlank() ? "" : name + " ") + id.map(i -> "(" + i + ")").orElse("")
                    + (what.isEmpty() ? "" : ": " + what)) + more;
        }
    }

    private static String word(Bulk.Result result) { return result.name().toLowerCase(Locale.ROOT).replace('_', ' '); }

    /** The plan, with what has to be sent along to have it done. */
    Report toConfirm(String seal) {
        return new Report(action, Optional.of("needs_confirmation"), done, failed, planned, notSent, unknown, aims,
                usuallySeconds, shownBy, items, Optional.of(seal), Optional.of(List.of("this cannot be undone: show it "
                + "to the user, and once they agree call again with the same arguments and confirm")));
    }

    Tool.Answer said() { return new Tool.Answer((ObjectNode) Clean.tree(Json.node(this)), Clean.text(text())); }

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
        confirm.ifPresent(seal -> lines.add("confirm: " + seal));
        return String.join("\n", lines);
    }
}
