package osmcp.config;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every change is set right, or the server does not start. */
class ChangingTest {
    private static final Map<String, String> GOOD = Map.of("OS_AUTH_URL", "http://keystone:5000", "OS_USERNAME", "me",
            "OS_PASSWORD", "secret", "OS_PROJECT_NAME", "demo");

    @TempDir
    private Path folder;

    private static Settings read(Map<String, String> options, Map<String, String> more, Optional<Path> file)
            throws Settings.Unusable {
        var environment = new HashMap<>(GOOD);
        environment.putAll(more);
        return Settings.read(options, environment, file, Optional.empty());
    }

    @Test
    void changesAreConfirmedAndNotWrittenDownUnlessItIsSet() throws Exception {
        assertEquals(new Settings.Changing("auto", Optional.empty()),
                read(Map.of(), Map.of(), Optional.empty()).changing());
        var file = folder.resolve("audit.jsonl");
        assertEquals(new Settings.Changing("never", Optional.of(file)), read(Map.of(),
                Map.of("CONFIRM_OPERATIONS", "NEVER", "MCP_AUDIT_LOG", file.toString()), Optional.empty()).changing());
        assertFalse(Files.exists(file), "it is made with the first change");
    }

    /** FOLDER stands for one that is there and holds a file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONFIRM_OPERATIONS | ja                     | must be auto, always, never
            CONFIRM_OPERATIONS | true                   | must be auto, always, never
            MCP_AUDIT_LOG      | audit.jsonl            | must be the absolute path of a file that can be written
            MCP_AUDIT_LOG      | ./audit.jsonl          | must be the absolute path of a file that can be written
            MCP_AUDIT_LOG      | FOLDER                 | must be the absolute path of a file that can be written
            MCP_AUDIT_LOG      | FOLDER/                | must be the absolute path of a file that can be written
            MCP_AUDIT_LOG      | FOLDER/none/audit.log  | must be the absolute path of a file that can be written
            MCP_AUDIT_LOG      | FOLDER/file/audit.log  | must be the absolute path of a file that can be written
            """)
    void whatCannotBeUsedStopsTheStartWithOneLine(String name, String value, String possible) throws Exception {
        Files.writeString(folder.resolve("file"), "");
        var set = value.replace("FOLDER", folder.toString());
        var file = Files.writeString(folder.resolve("my.env"), name + "=" + set + "\n");
        for (Callable<Settings> start : List.<Callable<Settings>>of(
                () -> read(Map.of(), Map.of(name, set), Optional.empty()),
                () -> read(Map.of(), Map.of(), Optional.of(file)))) {
            assertEquals(List.of(name + "=" + set + ": " + possible),
                    assertThrows(Settings.Unusable.class, start::call).problems());
        }
    }
}
