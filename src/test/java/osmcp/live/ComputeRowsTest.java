package osmcp.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;
import org.junit.jupiter.api.Test;
import osmcp.tool.Toolset;
import osmcp.tools.Tools;

/** The live tests leave nothing out; this needs no cloud. */
class ComputeRowsTest {
    @Test
    void asManyRowsAreCountedAsThereAreCommands() {
        var commands = ComputeRows.all().stream().filter(Table.Row::counted).map(Table.Row::command).distinct();
        assertEquals(ComputeRows.COUNTED, commands.count());
    }

    @Test
    void everyToolAndActionOfComputeHasAStep() {
        var done = ComputeRows.all().stream().flatMap(row -> row.steps().stream())
                .map(step -> step.tool() + " " + step.action()).collect(Collectors.toSet());
        var missing = Tools.all().stream().filter(tool -> tool.toolset() == Toolset.COMPUTE)
                .flatMap(tool -> (tool.writes() ? tool.actions() : List.of("")).stream()
                        .map(action -> tool.name() + " " + action))
                .filter(one -> !done.contains(one)).toList();
        assertEquals(List.of(), missing);
    }
}
