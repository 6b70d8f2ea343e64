package osmcp;

import module java.base;
import osmcp.command.*;
import osmcp.config.*;
import osmcp.config.Settings.Level;
import osmcp.http.HttpTransport;
import osmcp.mcp.*;
import osmcp.openstack.*;
import osmcp.stdio.Stdio;
import osmcp.tool.*;
import osmcp.tools.*;

/** Where everything is put together: settings, the cloud, the tools, and the way by which calls come in. */
public final class Main {
    static final String VERSION = "0.1.0";
    private static final Duration GRACE = Duration.ofSeconds(5);

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
        var home = Optional.ofNullable(System.getProperty("osmcp.home")).map(Path::of);
        try {
            if (line.verb().equals("tools")) {
                var reach = Settings.reach(line.settings(), line.file("--env-file"), home, Main::usage);
                return ToolsCommand.run(line.json(), switches(reach), System.out);
            }
            settings = Settings.read(line.settings(), line.file("--env-file"), home);
        } catch (Settings.Unusable e) {
            e.warnings().forEach(Main::usage);
            e.problems().forEach(Main::usage);
            return 2;
        }
        var log = new Log(settings.logLevel());
        if (line.verb().equals("serve")) {
            log.at(Level.INFO).accept("settings from the environment" + settings.files().stream()
                    .map(file -> " and " + file).collect(Collectors.joining()));
        }
        settings.warnings().forEach(log.at(Level.WARNING));
        try (var cloud = new Connection(account(settings, log.at(Level.DEBUG)))) {
            var rules = rules(settings, log.at(Level.ERROR));
            var calls = new Calls(cloud, switches(settings.reach()), rules);
            return switch (line.verb()) {
                case "check" -> CheckCommand.run(line.json(), settings, cloud, System.out);
                case "isolation" ->
                    IsolationCommand.run(line.json(), line.file("--foreign"), cloud, System.out, System.err);
                case "client-config" -> ClientConfigCommand.run(line.words().getFirst(), line.projects(), settings,
                        line.file("--env-file"), home, System.out, System.err);
                case "call" -> CallCommand.run(line.words(), line.yes(), calls, System.out, System.err);
                default -> serve(settings, calls, cloud, log);
            };
        }
    }

    private static int serve(Settings settings, Calls calls, Connection cloud, Log log) {
        var metrics = new Metrics();
        var engine = new Engine("mcp-openstack-ops", "OpenStack", VERSION,
                Desk.instructions(settings.reach().modify()), new Desk(calls, metrics), new Shelves(calls),
                Extension.NONE, Extension.NONE, settings.serving().signed(), log.at(Level.ERROR));
        if (settings.serving().http()) return overHttp(engine, settings.serving(), new Probes(cloud, metrics), log);
        if (System.console() != null && System.console().isTerminal()) {
            System.err.println("waiting for an MCP client on stdin; try check or --help");
        }
        Stdio.serve(engine);
        return 0;
    }

    /** Until a signal ends it: then calls under way have a little time to answer. */
    private static int overHttp(Engine engine, Serving serving, Probes probes, Log log) {
        System.setOut(System.err);
        var options = new HttpTransport.Options(serving.host(), serving.port(), serving.bearer(), serving.hosts(),
                serving.origins(), serving.certificate(), serving.key());
        try {
            var transport = HttpTransport.start(engine, options, probes, log.at(Level.ERROR));
            log.at(Level.INFO).accept("serving at " + (serving.certificate().isPresent() ? "https" : "http") + "://"
                    + serving.host() + ":" + transport.port() + "/mcp");
            var ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                transport.end(GRACE);
                ended.countDown();
            }));
            ended.await();
            return 0;
        } catch (IOException e) {
            return usage("cannot serve at " + serving.host() + ":" + serving.port() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** What the settings say of the cloud, in the cloud side's own terms. */
    static Account account(Settings s, Consumer<String> log) {
        var c = s.cloud();
        return new Account(c.authUrl(), c.credential(), c.region(), c.catalogueInterface(), c.ports(), c.overrides(),
                new Account.Tls(c.caCert(), c.systemTrust(), c.certificate(), c.key(), c.insecure()),
                new Proxies(c.httpProxy(), c.httpsProxy(), c.noProxy()), s.reach().modify(), log);
    }

    /** What holds for every change, in the tools' own terms. */
    static Rules rules(Settings s, Consumer<String> log) {
        var mode = Confirmations.Mode.valueOf(s.changing().confirm().toUpperCase(Locale.ROOT));
        return new Rules(new Confirmations(mode, s.serving().signed()), new Audit(s.changing().audit(), log), log);
    }

    /** Which tools are let in, in the tools' own terms. */
    static Switches switches(Settings.Reach reach) {
        return new Switches(reach.modify(), reach.admin(), reach.toolsets().stream()
                .map(word -> Toolset.valueOf(word.toUpperCase(Locale.ROOT))).collect(Collectors.toSet()));
    }
}
