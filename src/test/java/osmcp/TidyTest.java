package osmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;
import org.junit.jupiter.api.Test;

/** Small things that readers stumble over. */
class TidyTest {
    private static final int WIDEST = 120;
    private static final Pattern LEFTOVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    @Test
    void noLineIsTooWideOrHoldsTabsTrailingSpaceOrLeftovers() throws IOException {
        var wrong = new ArrayList<String>();
        for (var file : files("src", ".java")) {
            int number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                var where = file + ":" + number + " ";
                if (line.length() > WIDEST) wrong.add(where + "is " + line.length() + " wide");
                if (line.indexOf('\t') >= 0) wrong.add(where + "has a tab");
                if (!line.equals(line.stripTrailing())) wrong.add(where + "has space at its end");
                if (LEFTOVER.matcher(line).find()) wrong.add(where + "has a leftover");
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void eachPackageSaysWhatIsInIt() throws IOException {
        var silent = files("src/main/java/osmcp", ".java").stream().map(Path::getParent).distinct()
                .filter(folder -> !folder.endsWith("osmcp")) // of that one the module's own text speaks
                .filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
        assertEquals(List.of(), silent);
    }

    @Test
    void eachFileIsUsedByAnother() throws IOException {
        var texts = new HashMap<Path, String>();
        for (var file : files("src", ".java")) texts.put(file, Files.readString(file));
        var others = Files.readString(Path.of("build.sh")) + Files.readString(Path.of("pom.xml")) + scripts();
        var unused = texts.keySet().stream().filter(file -> {
            var name = file.getFileName().toString().replace(".java", "");
            var word = Pattern.compile("\\b" + name + "\\b");
            return !name.endsWith("-info") && !name.endsWith("Test") && !word.matcher(others).find()
                    && texts.entrySet().stream().noneMatch(other -> !other.getKey().equals(file)
                            && word.matcher(other.getValue()).find());
        }).toList();
        assertEquals(List.of(), unused);
    }

    private static String scripts() throws IOException {
        var all = new StringBuilder();
        for (var file : files("jlink", "")) all.append(Files.readString(file));
        return all.toString();
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(end)).sorted().toList();
        }
    }
}
