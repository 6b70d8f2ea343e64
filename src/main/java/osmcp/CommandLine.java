package osmcp;

import module java.base;

/**
 * What the command line says.
 *
 * @param verb what to do; {@code serve} where it names nothing
 * @param words what stands behind the verb, where it takes such
 * @param options by option, its value
 */
record CommandLine(String verb, List<String> words, Map<String, String> options, boolean json) {
    static final String HELP = """
            mcp-openstack-ops: an MCP server for one OpenStack project

              mcp-openstack-ops                     serves MCP over stdin and stdout
              mcp-openstack-ops check [--json]      connects, and says step by step what works; exit 1 if not all
              mcp-openstack-ops isolation [--json] [--foreign FILE]
                                                    shows that nothing of another project is shown or can be touched;
                                                    FILE holds ids of such things; exit 1 if anything is or can
              mcp-openstack-ops tools [--json]      lists the tools
              mcp-openstack-ops call TOOL [JSON]    calls one tool and prints its answer; exit 1 if it failed
              mcp-openstack-ops --help, --version

            Options, before or after the verb:
              --env-file FILE    settings as NAME=value lines; by default .env in the folder of this program
              --cloud NAME       settings of that entry of clouds.yaml; OS_CLOUD
              --toolsets LIST    only the tools of some services, such as compute,network; MCP_TOOLSETS
              --log-level LEVEL  DEBUG, INFO, WARNING, ERROR or CRITICAL; the log goes to stderr

            Settings come from the environment or that file: OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME
            and those that README.md explains.
            """;

    private static final List<String> VERBS = List.of("check", "isolation", "tools", "call");

    /** By the command line's word, the setting that it gives. */
    private static final Map<String, String> SETTINGS = Map.of("--log-level", "MCP_LOG_LEVEL",
            "--toolsets", "MCP_TOOLSETS", "--cloud", "OS_CLOUD");
    private static final List<String> VALUED = List.of("--env-file", "--cloud", "--toolsets", "--log-level",
            "--foreign");

    /** @throws IllegalArgumentException it cannot be understood; the message says what is known */
    static CommandLine parse(List<String> args) {
        var left = new ArrayDeque<>(args);
        var words = new ArrayList<String>();
        var options = new HashMap<String, String>();
        while (!left.isEmpty()) {
            var arg = left.removeFirst();
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            if (equals > 0) {
                left.addFirst(arg.substring(equals + 1));
                arg = arg.substring(0, equals);
            }
            switch (arg) {
                case "--help", "-h" -> {
                    return new CommandLine("help", List.of(), Map.of(), false);
                }
                case "--version" -> {
                    return new CommandLine("version", List.of(), Map.of(), false);
                }
                case "--json" -> options.put(arg, "");
                default -> {
                    if (VALUED.contains(arg)) {
                        if (left.isEmpty()) throw new IllegalArgumentException(arg + " needs a value");
                        options.put(arg, left.removeFirst());
                    } else if (arg.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + arg + "; known are "
                                + String.join(", ", VALUED) + ", --json, --help, --version");
                    } else {
                        words.add(arg);
                    }
                }
            }
        }
        var verb = words.isEmpty() ? "serve" : words.removeFirst();
        if (!VERBS.contains(verb) && !verb.equals("serve")) {
            throw new IllegalArgumentException("unknown verb " + verb + "; known are " + String.join(", ", VERBS)
                    + ", and none to serve");
        }
        if (!verb.equals("call") && !words.isEmpty()) {
            throw new IllegalArgumentException(verb + " takes no further words");
        }
        if (options.containsKey("--foreign") && !verb.equals("isolation")) {
            throw new IllegalArgumentException("--foreign goes with isolation");
        }
        return new CommandLine(verb, words, options, options.containsKey("--json"));
    }

    /** The settings that it gives, by variable. */
    Map<String, String> settings() {
        return options.entrySet().stream().filter(option -> SETTINGS.containsKey(option.getKey()))
                .collect(Collectors.toMap(option -> SETTINGS.get(option.getKey()), Map.Entry::getValue));
    }

    /** The file that an option names. */
    Optional<Path> file(String option) { return Optional.ofNullable(options.get(option)).map(Path::of); }
}
