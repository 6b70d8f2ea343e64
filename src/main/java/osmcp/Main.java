package osmcp;

import module java.base;
import osmcp.command.*;
import osmcp.config.*;
import osmcp.config.Settings.Level;
import osmcp.mcp.*;
import osmcp.openstack.*;
import osmcp.secret.Signed;
import osmcp.stdio.Stdio;
import osmcp.tool.Toolset;
import osmcp.tools.*;

/** Where everything is put together: settings, the cloud, the tools, and the way by which calls come in. */
public final class Main {
    static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] args) {
        int code;
        try {
            code = run(CommandLine.parse(List.of(args)));
        } catch (IllegalArgumentException e) {
            code = usage(e.getMessage());
        }
        if (code != 0) System.exit(code);
    }

    private static int run(CommandLine line) {
        switch (line.verb()) {
            case "help" -> System.out.print(CommandLine.HELP);
            case "version" -> System.out.println("mcp-openstack-ops " + VERSION);
            default -> {
                return withSettings(line);
            }
        }
        return 0;
    }

    private static int usage(String problem) {
        System.err.println("mcp-openstack-ops: " + problem);
        return 2;
    }

    private static int withSettings(CommandLine line) {
        Settings settings;
        try {
            var home = Optional.ofNullable(System.getProperty("osmcp.home")).map(Path::of);
            if (line.verb().equals("tools")) {
                return ToolsCommand.run(line.json(),
                        switches(Settings.reach(line.settings(), line.file("--env-file"), home)), System.out);
            }
            settings = Settings.read(line.settings(), line.file("--env-file"), home);
        } catch (Settings.Unusable e) {
            e.warnings().forEach(Main::usage);
            e.problems().forEach(Main::usage);
            return 2;
        }
        var log = new Log(settings.logLevel());
        settings.warnings().forEach(log.at(Level.WARNING));
        try (var cloud = new Connection(account(settings, log.at(Level.DEBUG)))) {
            var calls = new Calls(cloud, switches(settings.reach()), log.at(Level.ERROR));
            return switch (line.verb()) {
                case "check" -> CheckCommand.run(line.json(), settings, cloud, System.out);
                case "isolation" ->
                    IsolationCommand.run(line.json(), line.file("--foreign"), cloud, System.out, System.err);
                case "call" -> CallCommand.run(line.words(), calls, System.out, System.err);
                default -> {
                    serve(settings, calls, log);
                    yield 0;
                }
            };
        }
    }

    private static void serve(Settings settings, Calls calls, Log log) {
        log.at(Level.INFO).accept("settings from the environment" + settings.files().stream()
                .map(file -> " and " + file).collect(Collectors.joining()));
        if (System.console() != null && System.console().isTerminal()) {
            System.err.println("waiting for an MCP client on stdin; try --help, or the verbs tools and call");
        }
        Stdio.serve(new Engine("mcp-openstack-ops", "OpenStack", VERSION, Desk.instructions(settings.reach().modify()),
                new Desk(calls), Library.NONE, Extension.NONE, Extension.NONE, Signed.ownKey(), log.at(Level.ERROR)));
    }

    /** What the settings say of the cloud, in the cloud side's own terms. */
    static Account account(Settings s, Consumer<String> log) {
        var c = s.cloud();
        return new Account(c.authUrl(), c.credential(), c.region(), c.catalogueInterface(), c.ports(), c.overrides(),
                new Account.Tls(c.caCert(), c.systemTrust(), c.certificate(), c.key(), c.insecure()),
                new Proxies(c.httpProxy(), c.httpsProxy(), c.noProxy()), s.reach().modify(), log);
    }

    /** Which tools are let in, in the tools' own terms. */
    static Switches switches(Settings.Reach reach) {
        return new Switches(reach.modify(), reach.admin(), reach.toolsets().stream()
                .map(word -> Toolset.valueOf(word.toUpperCase(Locale.ROOT))).collect(Collectors.toSet()));
    }}
