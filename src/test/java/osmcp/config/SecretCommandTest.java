package osmcp.config;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.secret.Secret;

class SecretCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a  b          | [a, b]
            a "b c" d     | [a, b c, d]
            a 'b "c'      | [a, b "c]
            a\\ b "c\\"d" | [a b, c"d]
            a "" b        | [a, , b]
            $HOME;ls      | [$HOME;ls]
            """)
    void wordsAreSplitAsAShellWouldAndNothingElseIsDone(String command, String words) {
        assertEquals(words, SecretCommand.split(command).toString());
    }

    @ParameterizedTest
    @CsvSource({"false, exited with 1", "true, printed nothing", "/no/such/program, cannot be started"})
    void whatGivesNoSecretSaysWhyAndNothingSecret(String command, String why) {
        var refusal = assertThrows(Secret.Unavailable.class, () -> new SecretCommand("X_CMD", List.of(command)).get());
        assertEquals("X_CMD: the command " + command + " " + why, refusal.getMessage());
    }

    @Test
    void itRunsOnceAndNotBeforeItIsNeeded() throws Exception {
        var file = Files.createTempFile("runs", "");
        var command = new SecretCommand("X_CMD", List.of("sh", "-c", "echo x >> '" + file + "'; echo pw"));
        assertEquals(0, Files.size(file));
        assertEquals("pw", command.get().reveal());
        command.get();
        assertEquals(2, Files.size(file));
        Files.delete(file);
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SecretCommand.split("a 'b"));
    }
}
