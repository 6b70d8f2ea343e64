package osmcp.command;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.config.Settings;
import osmcp.json.Json;
import osmcp.secret.Credential;

/**
 * {@code client-config CLIENT [--project NAME[=rw] …]}: what a client must be told to start this server with the
 * settings in use. That goes to stdout, ready to paste, and to stderr where it belongs and what is to be filled in:
 * secrets are not copied.
 */
public final class ClientConfigCommand {
    /**
     * How a client wants it.
     *
     * @param key under which it keeps its servers
     * @param typed whether an entry says that it is about a program to start
     * @param files where, on Linux, macOS and Windows
     */
    private record Client(String name, String key, boolean typed, List<String> files) {
        /** One that has its file below the home folder, wherever it runs. */
        static Client atHome(String name, String key, boolean typed, String file) {
            return new Client(name, key, typed, List.of("~/" + file, "~/" + file,
                    "%USERPROFILE%\\" + file.replace('/', '\\')));
        }

        boolean toml() { return files.getFirst().endsWith(".toml"); }
    }

    private static final List<Client> CLIENTS = List.of(
            new Client("claude-desktop", "mcpServers", false, List.of("~/.config/Claude/claude_desktop_config.json",
                    "~/Library/Application Support/Claude/claude_desktop_config.json",
                    "%APPDATA%\\Claude\\claude_desktop_config.json")),
            Client.atHome("claude-code", "mcpServers", true, ".claude.json"),
            new Client("vscode", "servers", true, List.of("~/.config/Code/User/mcp.json",
                    "~/Library/Application Support/Code/User/mcp.json", "%APPDATA%\\Code\\User\\mcp.json")),
            Client.atHome("cursor", "mcpServers", true, ".cursor/mcp.json"),
            Client.atHome("codex", "mcp_servers", false, ".codex/config.toml"),
            Client.atHome("gemini", "mcpServers", false, ".gemini/settings.json"),
            new Client("zed", "context_servers", false, List.of("~/.config/zed/settings.json",
                    "~/.config/zed/settings.json", "%APPDATA%\\Zed\\settings.json")),
            Client.atHome("windsurf", "mcpServers", false, ".codeium/windsurf/mcp_config.json"));

    /** What is about serving over HTTP: a client that starts the server talks to it by stdin and stdout. */
    private static final String OF_HTTP = "(FASTMCP_|REMOTE_|MCP_(TYPE|HOST|PORT|TLS_|ALLOWED_|STATE_)).*";
    private static final String FILL_IN = "FILL IN: ";

    private final Settings settings;
    private final Optional<Path> envFile;
    private final boolean windows = System.getProperty("os.name").startsWith("Windows");

    private ClientConfigCommand(Settings settings, Optional<Path> envFile) {
        this.settings = settings;
        this.envFile = envFile;
    }

    public static List<String> clients() { return CLIENTS.stream().map(Client::name).toList(); }

    /**
     * @param name one of {@link #clients}
     * @param projects those that get an entry, each perhaps with {@code =rw}; none for the one that is set
     * @param envFile the file of settings that was named
     * @param home the image's own top folder
     * @return 0, or 2 if there can be no such configuration
     */
    public static int run(String name, List<String> projects, Settings settings, Optional<Path> envFile,
            Optional<Path> home, PrintStream out, PrintStream err) {
        var client = CLIENTS.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        try {
            if (home.isEmpty()) throw new IllegalArgumentException("start it as bin/mcp-openstack-ops of its folder");
            var servers = new ClientConfigCommand(settings, envFile).servers(client, projects, home.get());
            out.print(client.toml() ? toml(client.key(), servers)
                    : lines((ObjectNode) Json.object().set(client.key(), servers), "") + "\n");
            err.print(advice(client, servers));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("client-config: " + e.getMessage());
            return 2;
        }
    }

    private ObjectNode servers(Client client, List<String> projects, Path home) {
        var servers = Json.object();
        if (projects.isEmpty()) servers.set("openstack", server(client, home, environment()));
        for (var said : projects) {
            boolean changing = said.endsWith("=rw");
            var project = changing ? said.substring(0, said.length() - 3) : said;
            if (project.isBlank() || project.contains("=")) {
                throw new IllegalArgumentException("--project takes NAME or NAME=rw, not " + said);
            }
            if (settings.cloud().credential() instanceof Credential.Application) {
                throw new IllegalArgumentException("an application credential has a project of its own: each project "
                        + "wants one, and a --cloud or --env-file that names it");
            }
            var environment = environment();
            environment.remove("OS_PROJECT_ID");
            environment.put("OS_PROJECT_NAME", project);
            environment.put("ALLOW_MODIFY_OPERATIONS", "" + changing); // whatever a file says
            // clients take only these letters
            var name = "openstack-" + project.replaceAll("[^A-Za-z0-9_-]+", "-");
            if (servers.replace(name, server(client, home, environment)) != null) {
                throw new IllegalArgumentException("two projects would be called " + name);
            }
        }
        return servers;
    }

    private ObjectNode server(Client client, Path home, Map<String, String> environment) {
        var server = Json.object();
        if (client.typed()) server.put("type", "stdio");
        server.put("command", home.resolve("bin", "mcp-openstack-ops" + (windows ? ".cmd" : "")).toString());
        var args = server.putArray("args");
        envFile.ifPresent(file -> args.add("--env-file").add(file.toAbsolutePath().normalize().toString()));
        server.set("env", Json.node(environment));
        return server;
    }

    /** What is set, but for what the server will find by itself: many clients hand on little of their own. */
    private Map<String, String> environment() {
        var all = new LinkedHashMap<String, String>();
        for (var origin : settings.origins()) {
            boolean found = !origin.from().matches("(environment|command line)(, not used)?");
            if (found || origin.name().matches(OF_HTTP)) continue;
            if (!origin.value().equals("***")) {
                all.put(origin.name(), origin.value());
            } else if (origin.name().endsWith("_CMD")) {
                all.put(origin.name(), FILL_IN + "the command that is set now");
            } else if (windows) {
                all.put(origin.name() + "_FILE", FILL_IN + "a file that holds it, and that only you can read");
            } else {
                all.put(origin.name() + "_CMD", FILL_IN + "a command that prints it, such as: " + keyRing());
            }
        }
        if (settings.serving().http()) all.put("FASTMCP_TYPE", "stdio"); // which a client that starts it wants
        if (all.containsKey("OS_CLOUD")) { // where it was found depends on variables of this shell
            settings.files().stream().filter(file -> file.getFileName().toString().matches("clouds\\.\\w+")).findFirst()
                    .ifPresent(file -> all.putIfAbsent("OS_CLIENT_CONFIG_FILE", file.toString()));
        }
        return all;
    }

    private static String keyRing() {
        return System.getProperty("os.name").startsWith("Mac") ? "security find-generic-password -s openstack -w"
                : "secret-tool lookup service openstack";
    }

    private static String advice(Client client, ObjectNode servers) {
        var text = new StringBuilder("\nThat goes into this file" + (client.toml() ? ":\n"
                : ", its entries beside those under " + client.key() + " there:\n"));
        var systems = List.of("Linux", "macOS", "Windows");
        for (int i = 0; i < 3; i++) text.append("  %-8s %s\n".formatted(systems.get(i), client.files().get(i)));
        var open = servers.valueStream().flatMap(server -> server.path("env").properties().stream())
                .filter(entry -> entry.getValue().asText().matches("(?s)" + FILL_IN + ".*|.*\\*\\*\\*@.*"))
                .map(Map.Entry::getKey).distinct().toList();
        if (!open.isEmpty()) text.append("Secrets are not copied: fill in " + String.join(", ", open) + ".\n");
        return text.append("Then restart the client.\n").toString();
    }

    /** JSON as people read it. */
    private static String lines(JsonNode node, String indent) {
        var inner = indent + "  ";
        return switch (node) {
            case ObjectNode object when !object.isEmpty() -> object.properties().stream()
                    .map(entry -> inner + Json.text(TextNode.valueOf(entry.getKey())) + ": "
                            + lines(entry.getValue(), inner))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            default -> Json.text(node);
        };
    }

    /** A text in TOML is written as in JSON, but for one letter. */
    private static String toml(String key, ObjectNode servers) {
        var text = new StringBuilder();
        servers.properties().forEach(server -> {
            var table = key + "." + server.getKey();
            text.append(text.isEmpty() ? "" : "\n").append("[").append(table).append("]\n");
            server.getValue().properties().stream().filter(entry -> !entry.getValue().isObject()).forEach(entry ->
                    text.append(entry.getKey()).append(" = ").append(Json.text(entry.getValue())).append('\n'));
            text.append("\n[").append(table).append(".env]\n");
            server.getValue().path("env").properties().forEach(entry ->
                    text.append(entry.getKey()).append(" = ").append(Json.text(entry.getValue())).append('\n'));
        });
        return text.toString().replace("\u007f", "\\u007f");
    }
}
