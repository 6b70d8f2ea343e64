package osmcp;

import module java.base;
import osmcp.command.ClientConfigCommand;

/**
 * What the command line says.
 *
 * @param verb what to do; {@code serve} where it names nothing
 * @param words what stands behind the verb, where it takes such
 * @param options by option, its value
 * @param projects the values of the one option that may be given several times
 */
record CommandLine(String verb, List<String> words, Map<String, String> options, List<String> projects, boolean json) {
    static final String HELP = """
            mcp-openstack-ops: an MCP server for one OpenStack project

              mcp-openstack-ops                     serves MCP over stdin and stdout, or by --type over HTTP
              mcp-openstack-ops check [--json]      connects, and says step by step what works; exit 1 if not all
              mcp-openstack-ops isolation [--json] [--foreign FILE]
                                                    shows that nothing of another project is shown or can be touched;
                                                    FILE holds ids of such things; exit 1 if anything is or can,
                                                    2 if not all of it could be looked at
              mcp-openstack-ops tools [--json]      lists the tools
              mcp-openstack-ops call TOOL [JSON] [--yes]
                                                    calls one tool and prints its answer; exit 1 if it failed; --yes
                                                    agrees beforehand to what cannot be undone
              mcp-openstack-ops client-config CLIENT [--project NAME[=rw] …]
                                                    prints what makes a client start this server with the settings in
                                                    use; an entry per project, =rw one that may change things
              mcp-openstack-ops --help, --version

            Options, before or after the verb:
              --env-file FILE    settings as NAME=value lines; by default .env in the folder of this program
              --cloud NAME       settings of that entry of clouds.yaml; OS_CLOUD
              --toolsets LIST    only the tools of some services, such as compute,network; MCP_TOOLSETS
              --type TYPE        stdio or streamable-http; FASTMCP_TYPE
              --host, --port     where HTTP listens; 127.0.0.1 and 8080
              --auth-enable      clients must show the key of --secret-key or REMOTE_SECRET_KEY; --auth-disable
              --tls-cert, --tls-key
                                 PEM files that make it https
              --log-level LEVEL  DEBUG, INFO, WARNING, ERROR or CRITICAL; the log goes to stderr

            Settings come from the environment or that file: OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME
            and those that README.md explains.
            """;

    private static final List<String> VERBS = List.of("check", "isolation", "tools", "call", "client-config");

    /** By the command line's word, the setting that it gives. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of("--log-level", "MCP_LOG_LEVEL",
            "--toolsets", "MCP_TOOLSETS", "--cloud", "OS_CLOUD", "--type", "FASTMCP_TYPE", "--host", "FASTMCP_HOST",
            "--port", "FASTMCP_PORT", "--secret-key", "REMOTE_SECRET_KEY", "--tls-cert", "MCP_TLS_CERT",
            "--tls-key", "MCP_TLS_KEY"));
    /** Others that want a value. */
    private static final List<String> VALUED = List.of("--env-file", "--foreign", "--project");
    /** Those that want none, and what REMOTE_AUTH_ENABLE is by them. */
    private static final Map<String, String> FLAGS = Map.of("--json", "", "--yes", "", "--auth-enable", "true",
            "--auth-disable", "false");

    /** @throws IllegalArgumentException it cannot be understood; the message says what is known */
    static CommandLine parse(List<String> args) {
        var left = new ArrayDeque<>(args);
        var words = new ArrayList<String>();
        var options = new HashMap<String, String>();
        var projects = new ArrayList<String>();
        while (!left.isEmpty()) {
            var arg = left.removeFirst();
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            if (equals > 0) {
                left.addFirst(arg.substring(equals + 1));
                arg = arg.substring(0, equals);
            }
            switch (arg) {
                case "--help", "-h" -> {
                    return new CommandLine("help", List.of(), Map.of(), List.of(), false);
                }
                case "--version" -> {
                    return new CommandLine("version", List.of(), Map.of(), List.of(), false);
                }
                default -> {
                    if (FLAGS.containsKey(arg)) {
                        options.put(arg, FLAGS.get(arg));
                    } else if (VALUED.contains(arg) || SETTINGS.containsKey(arg)) {
                        boolean value = !left.isEmpty() && (equals > 0 || !left.getFirst().startsWith("--"));
                        if (!value) throw new IllegalArgumentException(arg + " needs a value");
                        if (arg.equals("--project")) projects.add(left.getFirst());
                        options.put(arg, left.removeFirst());
                    } else if (arg.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + arg + "; known are "
                                + String.join(", ", SETTINGS.keySet()) + ", " + String.join(", ", VALUED)
                                + ", --auth-enable, --auth-disable, --json, --yes, --help, --version");
                    } else {
                        words.add(arg);
                    }
                }
            }
        }
        boolean serve = words.isEmpty();
        var verb = serve ? "serve" : words.removeFirst();
        if (!serve && !VERBS.contains(verb)) {
            throw new IllegalArgumentException("unknown verb " + verb + "; known are " + String.join(", ", VERBS)
                    + ", and none to serve");
        }
        boolean known = words.size() == 1 && ClientConfigCommand.clients().contains(words.getFirst());
        if (verb.equals("client-config") && !known) {
            throw new IllegalArgumentException("client-config wants a client; known are "
                    + String.join(", ", ClientConfigCommand.clients()));
        }
        if (!projects.isEmpty() && !verb.equals("client-config")) {
            throw new IllegalArgumentException("--project goes with client-config; a server's is OS_PROJECT_NAME");
        }
        if (!List.of("call", "client-config").contains(verb) && !words.isEmpty()) {
            throw new IllegalArgumentException(verb + " takes no further words");
        }
        if (options.containsKey("--foreign") && !verb.equals("isolation")) {
            throw new IllegalArgumentException("--foreign goes with isolation");
        }
        if (options.containsKey("--yes") && !verb.equals("call")) {
            throw new IllegalArgumentException("--yes goes with call; for a server it is CONFIRM_OPERATIONS=never");
        }
        return new CommandLine(verb, words, options, projects, options.containsKey("--json"));
    }

    /** Whether what cannot be undone is agreed to beforehand. */
    boolean yes() { return options.containsKey("--yes"); }

    /** The settings that it gives, by variable. */
    Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        SETTINGS.forEach((option, variable) -> {
            if (options.containsKey(option)) settings.put(variable, options.get(option));
        });
        Stream.of("--auth-enable", "--auth-disable").filter(options::containsKey)
                .forEach(flag -> settings.put("REMOTE_AUTH_ENABLE", options.get(flag)));
        return settings;
    }

    /** The file that an option names. */
    Optional<Path> file(String option) { return Optional.ofNullable(options.get(option)).map(Path::of); }
}
