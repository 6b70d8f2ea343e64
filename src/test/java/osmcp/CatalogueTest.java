package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import osmcp.config.Variable;

/** What is committed equals what the declarations say. */
class CatalogueTest {
    @Test
    void generatedFilesAreAsTheDeclarationsSay() throws IOException {
        for (var file : Catalogues.all().entrySet()) {
            assertEquals(file.getValue(), Files.readString(file.getKey()),
                    file.getKey() + " is not what the declarations say: run ./build.sh catalogue and commit");
        }
    }

    @Test
    void theReadmeExplainsEverySettingWithItsDefault() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        for (var variable : Variable.values()) {
            var row = "| `" + variable + "` | " + variable.fallback().map(text -> "`" + text + "`").orElse("") + " | "
                    + variable.about() + " |";
            assertTrue(readme.contains(row.replace("|  |", "| |")), "README.md lacks the row\n" + row);
        }
    }

    /** Most clients show a model no more. */
    @Test
    void theInstructionsStayWithinTwoThousandCharacters() {
        for (boolean modify : List.of(false, true)) {
            int length = Desk.instructions(modify).length();
            assertTrue(length <= 2_000, "characters: " + length);
        }
    }

    @Test
    void theVersionIsTheSameEverywhere() throws IOException {
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + Main.VERSION + "</version>"));
        assertTrue(Files.readString(Path.of("README.md")).contains("* " + Main.VERSION + ": "));
    }

    @Test
    void theSampleFileNamesOnlySettingsThatExist() throws IOException {
        var known = Stream.of(Variable.values()).map(Variable::name).collect(Collectors.toSet());
        var named = Files.readAllLines(Path.of(".env.example")).stream().map(line -> line.replaceFirst("^# ?", ""))
                .filter(line -> line.matches("[A-Z_]+=.*")).map(line -> line.substring(0, line.indexOf('='))).toList();
        assertFalse(named.isEmpty());
        assertEquals(List.of(), named.stream().filter(name -> !known.contains(name.replaceFirst("_(FILE|CMD)$", "")))
                .toList());
    }
}
