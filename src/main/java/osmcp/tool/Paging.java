package osmcp.tool;

import module java.base;
import osmcp.json.Doc;

/** The arguments that every listing takes; the instructions explain them once for all tools. */
record Paging(
        @Doc(shared = true, or = "50", min = 1, max = 200) int limit,
        @Doc Optional<String> cursor,
        @Doc(or = "false") boolean detailed,
        @Doc List<String> fields) {

    /** What the two listings take besides that took it before there were cursors. */
    record Walk(
            @Doc(or = "0", min = 0, max = 10_000) int offset,
            @Doc(value = "compact rows, as many as fit", or = "false") boolean allInstances) {}
}
