package osmcp.config;

import module java.base;
import osmcp.json.Near;
import osmcp.secret.Secret;

/** Where values come from, the strongest first, and what was wrong with any of them: all of it, not just the first. */
final class Sources {
    private static final String COMMAND_LINE = "command line";

    private record Source(String name, Map<String, String> values) {
        /** Without the values, some of which are secret. */
        @Override public String toString() { return name + " " + values.keySet(); }

        boolean sets(String name) { return !values.getOrDefault(name, "").isBlank(); }
        boolean sets(Variable variable) { return variable.names().anyMatch(this::sets); }

        /** The text itself; what a secret's file or command would give is another matter. */
        Optional<String> value(Variable variable) {
            return variable.names().limit(variable.secret() ? 1 : 2).filter(this::sets).findFirst()
                    .map(name -> values.get(name).strip());
        }
    }

    private final List<Source> sources = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Variable> passedOver = EnumSet.noneOf(Variable.class);
    private final List<String> warnings = new ArrayList<>();

    void addOptions(Map<String, String> options) { add(COMMAND_LINE, options); }

    void add(String name, Map<String, String> values) { sources.add(new Source(name, values)); }

    void addFile(Path file) {
        var values = EnvFile.read(file, problems);
        var known = Variable.all();
        for (var name : values.keySet()) {
            if (!known.contains(name)) warnings.add(file + ": " + name + " is not known; the nearest known "
                    + "name is " + Near.nearest(name, known));
        }
        files.add(file);
        add(file.toString(), values);
    }

    /** The entry of {@code clouds.yaml}, as the weakest source. */
    void addCloud(String cloud, Map<String, String> environment) {
        var more = new HashMap<>(environment);
        set(Variable.OS_CLIENT_CONFIG_FILE).ifPresent(file -> more.put("OS_CLIENT_CONFIG_FILE", file));
        // as for openstack; neither of them need be a folder: Java says ? for a user without a name
        var home = Stream.of(environment.getOrDefault("HOME", ""), System.getProperty("user.home"))
                .flatMap(folder -> CloudsFile.absolute(folder).stream()).findFirst().orElse(Path.of("/"));
        var read = CloudsFile.read(cloud, set(Variable.OS_REGION_NAME), more, home, System.getProperty("os.name"));
        files.addAll(read.files());
        problems.addAll(read.problems());
        warnings.addAll(read.warnings());
        add(read.files().stream().map(Path::toString).collect(Collectors.joining(" and ")), read.values());
    }

    /** Those that were used. */
    List<Path> files() { return List.copyOf(files); }

    List<String> problems() { return problems; }
    List<String> warnings() { return warnings; }

    void problem(Variable variable, String value, String possible) {
        problems.add(variable + "=" + shown(variable, value) + ": " + possible);
    }

    void problem(String what) { problems.add(what); }

    void warn(String what) { warnings.add(what); }

    /** What is set, of the strongest source that sets it; a blank value counts as none. */
    Optional<String> set(Variable variable) {
        return sources.stream().flatMap(source -> source.value(variable).stream()).findFirst();
    }

    /** Those of the variables, or of their files and commands, that the strongest source sets which sets any. */
    List<Variable> strongest(Variable... any) {
        return sources.stream().map(source -> Stream.of(any).filter(variable -> source.sets(variable)).toList())
                .filter(set -> !set.isEmpty()).findFirst().orElse(List.of());
    }

    /** The first of these; the others say the same in another way, and are passed over. */
    Optional<Variable> chosen(Variable... ways) {
        var chosen = strongest(ways).stream().findFirst();
        Stream.of(ways).filter(way -> chosen.isPresent() && way != chosen.get()).forEach(passedOver::add);
        return chosen;
    }

    /** All that is set, each with where it was set, in the order of the variables. */
    List<Settings.Origin> origins() {
        return Stream.of(Variable.values()).flatMap(variable -> sources.stream()
                .filter(source -> source.sets(variable)).limit(1).map(source -> origin(variable, source))).toList();
    }

    private Settings.Origin origin(Variable variable, Source source) {
        var name = variable.names().filter(source::sets).findFirst().orElseThrow();
        var value = source.values.get(name).strip();
        return new Settings.Origin(name, name.endsWith("_FILE") ? value : shown(variable, value),
                source.name + (passedOver.contains(variable) ? ", not used" : ""));
    }

    /** As it may be seen: an address may hold a password, where it should and where it must not. */
    private static String shown(Variable variable, String value) {
        if (variable.secret()) return "***";
        boolean bare = variable.name().endsWith("_PROXY") || variable == Variable.OS_AUTH_HOST;
        return value.replaceFirst(bare ? "^(\\w+://)?.*@" : "(//).*@", "$1***@");
    }

    /** The text that is set, else the fallback. */
    Optional<String> text(Variable variable) { return set(variable).or(variable::fallback); }

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
        return path(variable, path -> Files.isReadable(path) && !Files.isDirectory(path),
                "must be the absolute path of a file that can be read");
    }

    /** A file that can be appended to, or made, if one is set. */
    Optional<Path> newFile(Variable variable) {
        return path(variable, path -> {
            boolean there = Files.exists(path);
            return there ? Files.isWritable(path) && Files.isRegularFile(path) // not where the protocol is spoken
                    : path.toAbsolutePath().getParent() instanceof Path folder && Files.isDirectory(folder)
                            && Files.isWritable(folder);
        }, "must be the absolute path of a file that can be written");
    }

    Optional<Path> fileOrFolder(Variable variable) {
        return path(variable, Files::isReadable, "must be the absolute path of a file or folder that can be read");
    }

    /** Whether somebody typed it, who knows in which folder he is; else that folder is the client's choice. */
    private boolean typed(String name) {
        return sources.stream().filter(source -> source.sets(name)).findFirst()
                .filter(source -> source.name.equals(COMMAND_LINE)).isPresent();
    }

    private Optional<Path> path(Variable variable, Predicate<Path> right, String possible) {
        return text(variable).flatMap(value -> {
            try {
                var path = Path.of(value);
                boolean named = path.isAbsolute() || typed(variable.name());
                if (named && right.test(path)) return Optional.of(path.toAbsolutePath());
            } catch (InvalidPathException e) {
                // told like any other file that is not there
            }
            problem(variable, value, possible);
            return Optional.empty();
        });
    }

    /** A secret by itself, from the file in NAME_FILE or the command in NAME_CMD, of the strongest source. */
    Optional<Supplier<Secret>> secret(Variable variable) {
        for (var source : sources) {
            var ways = variable.names().filter(source::sets).toList();
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
            boolean file = name.endsWith("_FILE");
            if (file && !Path.of(value).isAbsolute() && !typed(name)) throw new IOException();
            var text = file ? Files.readString(Path.of(value)).replaceFirst("\\R$", "") : value;
            if (text.isBlank()) throw new IllegalArgumentException("holds nothing");
            var secret = new Secret(text);
            return Optional.of(() -> secret);
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
        } catch (IOException e) {
            problems.add(name + "=" + value + ": must be the absolute path of a file that can be read");
        }
        return Optional.empty();
    }
}
