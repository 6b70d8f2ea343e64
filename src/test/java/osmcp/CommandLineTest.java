package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.command.ClientConfigCommand;

/** What the command line takes, and what it says to what it does not. */
class CommandLineTest {
    @Test
    void projectsMayBeNamedSeveralTimes() {
        var line = CommandLine.parse(List.of("client-config", "--project", "a", "zed", "--project=b=rw", "--cloud",
                "c"));
        assertEquals(List.of("a", "b=rw"), line.projects());
        assertEquals(List.of("zed"), line.words());
        assertEquals(Map.of("OS_CLOUD", "c"), line.settings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client-config           | client-config wants a client; known are claude-desktop, claude-code, vscode
            client-config emacs     | client-config wants a client; known are claude-desktop
            client-config zed codex | client-config wants a client; known are claude-desktop
            check --project x       | --project goes with client-config
            client-config --project | --project needs a value
            """)
    void whatIsNotKnownIsToldInOneLine(String words, String beginning) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> CommandLine.parse(List.of(words.split(" "))));
        assertTrue(refusal.getMessage().startsWith(beginning), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @Test
    void theHelpNamesEachVerbAndFitsATerminal() {
        assertTrue(CommandLine.HELP.contains("client-config CLIENT"));
        assertTrue(CommandLine.HELP.lines().allMatch(line -> line.length() <= 110));
        assertTrue(ClientConfigCommand.clients().size() >= 8);
    }
}
