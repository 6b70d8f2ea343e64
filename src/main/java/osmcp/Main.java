package osmcp;

import module java.base;
import osmcp.command.*;
import osmcp.config.*;
import osmcp.config.Settings.Level;
import osmcp.mcp.Engine;
import osmcp.openstack.*;
import osmcp.stdio.Stdio;
import osmcp.tool.Toolset;
import osmcp.tools.*;

/** Where everything is put together: settings, the cloud, the tools, and the way by which calls come in. */
public final class Main {
    static final String VERSION = "0.1.0";

    /** By the command line's word, the setting that it gives. */
    private static final Map<String, String> OPTIONS = Map.of("--log-level", "MCP_LOG_LEVEL",
            "--toolsets", "MCP_TOOLSETS");

    private static final String HELP = """
            mcp-openstack-ops: an MCP server for one OpenStack project

              mcp-openstack-ops                     serves MCP over stdin and stdout
              mcp-openstack-ops tools [--json]      lists the tools
              mcp-openstack-ops call TOOL [JSON]    calls one tool and prints its answer; exit 1 if it failed
              mcp-openstack-ops --help, --version

            Options, before or after the verb:
              --env-file FILE    settings as NAME=value lines; by default .env in the folder of this program
              --toolsets LIST    only the tools of some services, such as compute,network; MCP_TOOLSETS
              --log-level LEVEL  DEBUG, INFO, WARNING, ERROR or CRITICAL; the log goes to stderr

            Settings come from the environment or that file: OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME
            and those that README.md explains.
            """;

    private Main() {}

    public static void main(String[] args) {
        int code = run(new ArrayDeque<>(List.of(args)));
        if (code != 0) System.exit(code);
    }

    private static int run(Deque<String> args) {
        var options = new HashMap<String, String>();
        var words = new ArrayList<String>();
        Optional<Path> envFile = Optional.empty();
        boolean json = false;
        while (!args.isEmpty()) {
            var arg = args.removeFirst();
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            if (equals > 0) {
                args.addFirst(arg.substring(equals + 1));
                arg = arg.substring(0, equals);
            }
            switch (arg) {
                case "--help", "-h" -> {
                    System.out.print(HELP);
                    return 0;
                }
                case "--version" -> {
                    System.out.println("mcp-openstack-ops " + VERSION);
                    return 0;
                }
                case "--json" -> json = true;
                case "--env-file" -> {
                    if (args.isEmpty()) return usage("--env-file needs a file");
                    envFile = Optional.of(Path.of(args.removeFirst()));
                }
                default -> {
                    if (OPTIONS.containsKey(arg)) {
                        if (args.isEmpty()) return usage(arg + " needs a value");
                        options.put(OPTIONS.get(arg), args.removeFirst());
                    } else if (arg.startsWith("-")) {
                        return usage("unknown option " + arg + "; known are --env-file, --toolsets, --log-level, "
                                + "--json, --help, --version");
                    } else {
                        words.add(arg);
                    }
                }
            }
        }
        var verb = words.isEmpty() ? "serve" : words.removeFirst();
        if (!verb.equals("call") && !words.isEmpty()) return usage(verb + " takes no further words");
        return switch (verb) {
            case "serve", "call", "tools" -> withSettings(verb, words, json, options, envFile);
            default -> usage("unknown verb " + verb + "; known are tools, call, and none to serve");
        };
    }

    private static int usage(String problem) {
        System.err.println("mcp-openstack-ops: " + problem);
        return 2;
    }

    private static int withSettings(String verb, List<String> words, boolean json, Map<String, String> options,
            Optional<Path> envFile) {
        Settings settings;
        try {
            var home = Optional.ofNullable(System.getProperty("osmcp.home")).map(Path::of);
            if (verb.equals("tools")) {
                return ToolsCommand.run(json, switches(Settings.reach(options, envFile, home)), System.out);
            }
            settings = Settings.read(options, envFile, home);
        } catch (Settings.Unusable e) {
            e.warnings().forEach(Main::usage);
            e.problems().forEach(Main::usage);
            return 2;
        }
        var log = new Log(settings.logLevel());
        settings.warnings().forEach(log.at(Level.WARNING));
        try (var cloud = new Connection(account(settings, log.at(Level.DEBUG)))) {
            var calls = new Calls(cloud, switches(settings.reach()), log.at(Level.ERROR));
            if (verb.equals("call")) return CallCommand.run(words, calls, System.out, System.err);
            serve(settings, calls, log);
            return 0;
        }
    }

    private static void serve(Settings settings, Calls calls, Log log) {
        log.at(Level.INFO).accept("settings from the environment" + settings.files().stream()
                .map(file -> " and " + file).collect(Collectors.joining()));
        if (System.console() != null && System.console().isTerminal()) {
            System.err.println("waiting for an MCP client on stdin; try --help, or the verbs tools and call");
        }
        Stdio.serve(new Engine("mcp-openstack-ops", "OpenStack", VERSION, Desk.instructions(settings.reach().modify()),
                new Desk(calls), log.at(Level.ERROR)));
    }

    /** What the settings say of the cloud, in the cloud side's own terms. */
    static Account account(Settings s, Consumer<String> log) {
        return new Account(s.authUrl(), named(s.user()), s.password(), named(s.project()), s.region(),
                s.catalogueInterface(), s.ports(), s.caCert(), s.systemTrust(), s.reach().modify(), log);
    }

    /** Which tools are let in, in the tools' own terms. */
    static Switches switches(Settings.Reach reach) {
        return new Switches(reach.modify(), reach.admin(), reach.toolsets().stream()
                .map(word -> Toolset.valueOf(word.toUpperCase(Locale.ROOT))).collect(Collectors.toSet()));
    }

    private static Account.Named named(Settings.Named thing) {
        return new Account.Named(thing.id(), thing.name(), thing.domainId(), thing.domainName());
    }
}
