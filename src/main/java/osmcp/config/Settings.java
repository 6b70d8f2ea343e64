package osmcp.config;

import module java.base;

/**
 * What the server was told at its start. Read once, from the command line, the environment, a {@code .env} file and a
 * {@code clouds.yaml}, in this order of strength; nothing is ever read from the working directory, which strangers may
 * have filled.
 *
 * @param reach which tools are there
 * @param changing what holds for every change
 * @param serving how clients reach them
 * @param origins what was set, and where
 * @param files the files that were used
 * @param warnings what is odd and does no harm, a line each
 */
public record Settings(CloudSettings cloud, Reach reach, Changing changing, Serving serving, Level logLevel,
        List<Origin> origins, List<Path> files, List<String> warnings) {

    /** One setting as it may be seen, and where it was set: on the command line, in the environment, in a file. */
    public record Origin(String name, String value, String from) {}

    /**
     * Which tools are there.
     *
     * @param modify those that change things
     * @param admin those that reach beyond the project
     * @param toolsets those of these services
     */
    public record Reach(boolean modify, boolean admin, Set<String> toolsets) {
        /** Nothing is changed for whoever comes along. */
        private Reach within(Serving serving) { return serving.open() ? new Reach(false, false, toolsets) : this; }

        private static Reach of(Sources sources) {
            var chosen = sources.text(Variable.MCP_TOOLSETS).orElseThrow().toLowerCase(Locale.ROOT);
            var words = Stream.of(chosen.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
            boolean all = words.equals(List.of("all"));
            if (!all && (words.isEmpty() || !TOOLSETS.containsAll(words))) {
                sources.problem(Variable.MCP_TOOLSETS, chosen,
                        "must be all, or some of " + String.join(", ", TOOLSETS));
            }
            return new Reach(sources.truth(Variable.ALLOW_MODIFY_OPERATIONS),
                    sources.truth(Variable.ALLOW_ADMIN_OPERATIONS), new LinkedHashSet<>(all ? TOOLSETS : words));
        }
    }

    /**
     * What holds for every change.
     *
     * @param confirm {@code auto}, {@code always} or {@code never}
     * @param audit the file where it is written down
     */
    public record Changing(String confirm, Optional<Path> audit) {
        private static Changing of(Sources sources) {
            return new Changing(sources.word(Variable.CONFIRM_OPERATIONS, "auto", "always", "never"),
                    sources.newFile(Variable.MCP_AUDIT_LOG));
        }
    }

    /** From chatty to grave. */
    public enum Level { DEBUG, INFO, WARNING, ERROR, CRITICAL }

    /** The settings cannot be used; one line for each problem. */
    @SuppressWarnings("serial") // never serialized
    public static final class Unusable extends Exception {
        private final List<String> problems;
        private final List<String> warnings;

        Unusable(List<String> problems, List<String> warnings) {
            super(String.join("; ", problems), null, false, false);
            this.problems = List.copyOf(problems);
            this.warnings = List.copyOf(warnings);
        }

        public List<String> problems() { return problems; }
        /** What is odd besides, and may explain a problem: a name that is nearly one of ours. */
        public List<String> warnings() { return warnings; }
    }

    /** The services by which tools are grouped. */
    public static final List<String> TOOLSETS = List.of("compute", "network", "volume", "image", "identity",
            "orchestration", "load_balancer", "monitoring", "quota");

    /** From this process's own environment. */
    public static Settings read(Map<String, String> options, Optional<Path> envFile, Optional<Path> home)
            throws Unusable {
        return read(options, System.getenv(), envFile, home);
    }

    /**
     * @param options what the command line set, by variable
     * @param environment the process's variables
     * @param envFile the file that the command line names; else {@code .env} in the image's own folder, if it is there
     * @param home the image's own top folder, which only its owner writes
     */
    public static Settings read(Map<String, String> options, Map<String, String> environment, Optional<Path> envFile,
            Optional<Path> home) throws Unusable {
        var sources = sources(options, environment, envFile, home);
        sources.set(Variable.OS_CLOUD).ifPresent(cloud -> sources.addCloud(cloud, environment));
        if (!sources.problems().isEmpty()) throw new Unusable(sources.problems(), sources.warnings());
        var serving = Serving.of(sources);
        var settings = new Settings(CloudSettings.of(sources), Reach.of(sources).within(serving),
                Changing.of(sources), serving, level(sources), sources.origins(), sources.files(), sources.warnings());
        if (!sources.problems().isEmpty()) throw new Unusable(sources.problems(), sources.warnings());
        return settings;
    }

    /** Which tools are there, of the same sources, whether or not a cloud is set. @param warnings takes each line */
    public static Reach reach(Map<String, String> options, Optional<Path> envFile, Optional<Path> home,
            Consumer<String> warnings) throws Unusable {
        var sources = sources(options, System.getenv(), envFile, home);
        var reach = Reach.of(sources).within(Serving.of(sources));
        if (!sources.problems().isEmpty()) throw new Unusable(sources.problems(), sources.warnings());
        sources.warnings().forEach(warnings);
        return reach;
    }

    private static Sources sources(Map<String, String> options, Map<String, String> environment,
            Optional<Path> envFile, Optional<Path> home) {
        var sources = new Sources();
        sources.addOptions(options);
        sources.add("environment", environment);
        envFile.or(() -> home.map(folder -> folder.resolve(".env")).filter(Files::isRegularFile))
                .ifPresent(sources::addFile);
        return sources;
    }

    private static Level level(Sources sources) {
        return Level.valueOf(sources.word(Variable.MCP_LOG_LEVEL,
                Stream.of(Level.values()).map(Level::name).toArray(String[]::new)));
    }
}
