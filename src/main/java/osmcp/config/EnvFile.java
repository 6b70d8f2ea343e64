package osmcp.config;

import module java.base;

/** A {@code .env} file: lines of {@code NAME=value}, with comments, quotes and the word export as shells have them. */
final class EnvFile {
    private static final long MOST_BYTES = 64 * 1024;

    private EnvFile() {}

    /** What it sets; what is wrong with it is added to the problems, a line each. */
    static Map<String, String> read(Path file, List<String> problems) {
        var values = new LinkedHashMap<String, String>();
        int number = 0;
        for (var line : lines(file, problems)) {
            number++;
            var text = line.replace("\uFEFF", "").strip(); // a mark that Windows puts before the first line
            if (text.isEmpty() || text.startsWith("#")) continue;
            if (text.startsWith("export ")) text = text.substring(7).strip();
            int equals = text.indexOf('=');
            if (equals < 1) problems.add(file + ", line " + number + ": expected NAME=value");
            else values.put(text.substring(0, equals).strip(), value(text.substring(equals + 1).strip()));
        }
        return values;
    }

    private static List<String> lines(Path file, List<String> problems) {
        try {
            if (Files.size(file) <= MOST_BYTES) return Files.readAllLines(file);
            problems.add(file + ": larger than " + MOST_BYTES + " bytes, so no file of settings");
        } catch (NoSuchFileException e) {
            problems.add(file + ": no such file");
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getMessage() + ")");
        }
        return List.of();
    }

    /** Between quotes everything counts; outside them a comment may follow after a space. */
    private static String value(String text) {
        for (var quote : List.of("\"", "'")) {
            int end = text.indexOf(quote, 1);
            if (text.startsWith(quote) && end > 0) return text.substring(1, end);
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }
}
