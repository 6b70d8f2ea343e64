package osmcp.config;

import module java.base;
import osmcp.secret.Secret;

/** Where values come from, the strongest first, and what was wrong with any of them: all of it, not just the first. */
final class Sources {
    private record Source(String name, Map<String, String> values) {}

    private final List<Source> sources = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void add(String name, Map<String, String> values) { sources.add(new Source(name, values)); }

    void addFile(Path file) {
        var values = EnvFile.read(file, problems);
        var known = Variable.names();
        for (var name : values.keySet()) {
            if (!known.contains(name)) warnings.add(file + ": " + name + " is not known; " + nearest(name, known));
        }
        add(file.toString(), values);
    }

    List<String> problems() { return problems; }
    List<String> warnings() { return warnings; }

    void problem(Variable variable, String value, String possible) {
        problems.add(variable + "=" + (variable.secret() ? "***" : value) + ": " + possible);
    }

    void missing(String what) { problems.add(what); }

    /** What is set, of the strongest source that sets it; a blank value counts as none. */
    Optional<String> set(String name) {
        return sources.stream().map(source -> source.values().getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty()).findFirst();
    }

    /** The text that is set, else the fallback. */
    Optional<String> text(Variable variable) { return set(variable.name()).or(variable::fallback); }

    /** One of the words that are possible, whatever its case; anything else is a problem. */
    String word(Variable variable, String... possible) {
        var value = text(variable).orElse("");
        for (var word : possible) {
            if (word.equalsIgnoreCase(value)) return word;
        }
        problem(variable, value, "must be " + String.join(", ", possible));
        return possible[0];
    }

    boolean truth(Variable variable) { return word(variable, "false", "true").equals("true"); }

    /** A port, if one is set. */
    Optional<Integer> port(Variable variable) {
        return text(variable).flatMap(value -> {
            if (value.matches("\\d{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= 65_535) {
                return Optional.of(Integer.valueOf(value));
            }
            problem(variable, value, "must be a port from 1 to 65535");
            return Optional.empty();
        });
    }

    /** A file that can be read, if one is set. */
    Optional<Path> file(Variable variable) {
        return text(variable).flatMap(value -> {
            try {
                var file = Path.of(value);
                if (Files.isReadable(file) && !Files.isDirectory(file)) return Optional.of(file.toAbsolutePath());
            } catch (InvalidPathException e) {
                // told like any other file that is not there
            }
            problem(variable, value, "must be a file that can be read");
            return Optional.empty();
        });
    }

    /** A secret by itself, from the file in NAME_FILE or the command in NAME_CMD, of the strongest source. */
    Optional<Supplier<Secret>> secret(Variable variable) {
        for (var source : sources) {
            var ways = Stream.of("", "_FILE", "_CMD").map(variable.name()::concat)
                    .filter(name -> !source.values().getOrDefault(name, "").isBlank()).toList();
            if (ways.size() > 1) problems.add(String.join(" and ", ways) + " are both set; keep one");
            if (!ways.isEmpty()) return secret(ways.getFirst(), source.values().get(ways.getFirst()));
        }
        return Optional.empty();
    }

    private Optional<Supplier<Secret>> secret(String name, String value) {
        try {
            if (name.endsWith("_CMD")) {
                return Optional.of(new SecretCommand(name, SecretCommand.split(value)));
            }
            // a final line end belongs to the file and not to the secret
            var text = name.endsWith("_FILE") ? Files.readString(Path.of(value)).replaceFirst("\\R$", "") : value;
            if (text.isBlank()) throw new IllegalArgumentException("holds nothing");
            var secret = new Secret(text);
            return Optional.of(() -> secret);
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
        } catch (IOException e) {
            problems.add(name + "=" + value + ": must be a file that can be read");
        }
        return Optional.empty();
    }

    private static String nearest(String name, Set<String> known) {
        var near = known.stream().min(Comparator.comparingInt(other -> distance(name, other))).orElseThrow();
        return "the nearest known name is " + near;
    }

    /** How many letters must change to make one word of the other (Levenshtein's distance). */
    private static int distance(String a, String b) {
        var row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
