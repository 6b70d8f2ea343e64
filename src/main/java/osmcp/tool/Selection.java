package osmcp.tool;

import module java.base;
import osmcp.json.*;

/** Which things a change is meant for, how many at most, and how it is done. Nothing never means all. */
record Selection(
        @Doc List<String> names,
        @Doc(or = "false") boolean dryRun,
        @Doc(shared = true, or = "20", min = 1, max = 200) int atMost,
        @Doc(shared = true, or = "0", min = 0, max = 45) int waitSeconds,
        @Doc Optional<String> confirm) {

    /** What speaks against it before anything is asked of the cloud. */
    void check(List<String> filters, List<String> given) {
        if (names.size() > atMost) {
            throw new BadInput(names.size() + " names, and at_most is " + atMost + "; name fewer or raise at_most, "
                    + "up to 200");
        }
        if (!given.isEmpty() && !names.isEmpty()) throw new BadInput("give names or filters, not both");
        if (given.isEmpty() && names.isEmpty()) {
            throw new BadInput("say which: names (or ids)" + (filters.isEmpty() ? ""
                    : ", or a filter: " + String.join(", ", filters)));
        }
    }

    /** What speaks against making so many. */
    void checkNew(String noun, int number) {
        if (number > atMost) {
            throw new BadInput(number + " new " + noun + "s are meant, and at_most is " + atMost
                    + "; make fewer or raise at_most, up to 200");
        }
    }

    /** What speaks against what was found. */
    void check(String noun, int found) {
        if (found == 0) throw new ToolFailure("no " + noun + " in this project matches\nlook at what there is, then "
                    + "choose otherwise");
        if (found > atMost) {
            throw new ToolFailure(found + " " + noun + "s match, and at_most is " + atMost
                    + "\nnarrow the choice, or raise at_most, up to 200");
        }
    }
}
