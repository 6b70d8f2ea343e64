package osmcp.command;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.Lab;
import osmcp.config.Settings;
import osmcp.json.Json;

/** What clients are told, in the form that each wants, with nothing secret in it. */
class ClientConfigTest {
    private static final Map<String, String> OPENRC = Map.of("OS_AUTH_URL", "https://keystone:5000/v3", "OS_USERNAME",
            "jürgen", "OS_PASSWORD", "c4n4ry", "OS_PROJECT_NAME", "demo");

    private record Ran(int code, String out, String err) {
        ObjectNode json() { return Lab.json(out); }
    }

    private static Settings settings(Map<String, String> environment, Optional<Path> envFile) {
        try {
            return Settings.read(Map.of("MCP_TOOLSETS", "compute"), environment, envFile, Optional.empty());
        } catch (Settings.Unusable e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Ran ran(String client, Map<String, String> environment, Optional<Path> envFile, String... projects) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = ClientConfigCommand.run(client, List.of(projects), settings(environment, envFile), envFile,
                Optional.of(Path.of("/opt/my tools")), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, String> with(String... more) {
        var all = new HashMap<>(OPENRC);
        for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    private static Map<String, String> environment(ObjectNode json, String server) {
        var all = new LinkedHashMap<String, String>();
        json.path("mcpServers").path(server).path("env").properties()
                .forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
        return all;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude-desktop | mcpServers      | false | %APPDATA%\\Claude\\claude_desktop_config.json
            claude-code    | mcpServers      | true  | %USERPROFILE%\\.claude.json
            vscode         | servers         | true  | ~/Library/Application Support/Code/User/mcp.json
            cursor         | mcpServers      | true  | %USERPROFILE%\\.cursor\\mcp.json
            gemini         | mcpServers      | false | ~/.gemini/settings.json
            zed            | context_servers | false | ~/.config/zed/settings.json
            windsurf       | mcpServers      | false | ~/.codeium/windsurf/mcp_config.json
            """)
    void eachClientGetsItsOwnForm(String client, String key, boolean typed, String file) {
        var ran = ran(client, OPENRC, Optional.empty());
        assertEquals(0, ran.code);
        var server = ran.json().path(key).path("openstack");
        assertEquals("/opt/my tools/bin/mcp-openstack-ops", server.path("command").asText());
        assertEquals(typed ? "stdio" : "", server.path("type").asText());
        assertEquals("jürgen", server.path("env").path("OS_USERNAME").asText());
        assertEquals("compute", server.path("env").path("MCP_TOOLSETS").asText());
        assertTrue(ran.err.contains(file) && ran.err.contains("fill in OS_PASSWORD_CMD."), ran.err);
        assertTrue(ran.out.contains("\n    \"openstack\": {\n"), ran.out);
        assertFalse((ran.out + ran.err).contains("c4n4ry"), ran.out);
    }

    @Test
    void codexGetsToml() {
        var ran = ran("codex", OPENRC, Optional.empty(), "demo", "other one=rw");
        assertTrue(ran.out.contains("""
                [mcp_servers.openstack-other-one]
                command = "/opt/my tools/bin/mcp-openstack-ops"
                args = []

                [mcp_servers.openstack-other-one.env]
                OS_AUTH_URL = "https://keystone:5000/v3"
                """), ran.out);
        assertTrue(ran.out.endsWith("ALLOW_MODIFY_OPERATIONS = \"true\"\n"), ran.out);
        assertTrue(ran.err.contains("~/.codex/config.toml"), ran.err);
    }

    /** Only what asks for it may change things, whatever the shell's own setting says. */
    @Test
    void eachProjectGetsAnEntry() {
        var json = ran("cursor", with("ALLOW_MODIFY_OPERATIONS", "true", "OS_PROJECT_NAME", "", "OS_PROJECT_ID", "1f"),
                Optional.empty(), "demo", "other=rw").json();
        assertEquals(2, json.path("mcpServers").size());
        var demo = environment(json, "openstack-demo");
        assertEquals("demo", demo.get("OS_PROJECT_NAME"));
        assertEquals("false", demo.get("ALLOW_MODIFY_OPERATIONS"));
        var other = environment(json, "openstack-other");
        assertEquals("other", other.get("OS_PROJECT_NAME"));
        assertEquals("true", other.get("ALLOW_MODIFY_OPERATIONS"));
        assertFalse(demo.containsKey("OS_PROJECT_ID") || other.containsKey("OS_PROJECT_ID"));
        assertEquals("false", environment(ran("cursor", OPENRC, Optional.empty(), "demo").json(), "openstack-demo")
                .get("ALLOW_MODIFY_OPERATIONS"));
        // what is narrowed since it is open over HTTP is not narrowed in the client's entry
        var open = with("ALLOW_MODIFY_OPERATIONS", "true", "FASTMCP_TYPE", "streamable-http",
                "FASTMCP_HOST", "0.0.0.0");
        var prod = environment(ran("cursor", open, Optional.empty(), "prod").json(), "openstack-prod");
        assertEquals("false", prod.get("ALLOW_MODIFY_OPERATIONS"));
        assertEquals("stdio", prod.get("FASTMCP_TYPE"));
    }

    @Test
    void whatIsPastedIsTheSameWayIn() {
        var given = with("OS_REGION_NAME", "RegionOne", "OS_INTERFACE", "internal", "OS_COMPUTE_PORT", "8774",
                "OS_IMAGE_ENDPOINT_OVERRIDE", "http://image:9292", "FASTMCP_TYPE", "streamable-http",
                "REMOTE_SECRET_KEY", "c4n4ry", "PATH", "/bin", "UNKNOWN", "x");
        var env = environment(ran("gemini", given, Optional.empty()).json(), "openstack");
        assertEquals(Set.of("OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD_CMD", "OS_PROJECT_NAME", "OS_REGION_NAME",
                "OS_INTERFACE", "OS_COMPUTE_PORT", "OS_IMAGE_ENDPOINT_OVERRIDE", "MCP_TOOLSETS", "FASTMCP_TYPE"),
                env.keySet());
        var there = settings(given, Optional.empty()).cloud();
        var here = settings(env, Optional.empty()).cloud();
        assertEquals(there.credential().words(), here.credential().words());
        assertEquals(List.of(there.authUrl(), there.region(), there.catalogueInterface(), there.ports(),
                there.overrides()), List.of(here.authUrl(), here.region(), here.catalogueInterface(), here.ports(),
                here.overrides()));
    }

    @Test
    void secretsStayInTheirFiles(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("password"), "c4n4ry");
        var byFile = ran("windsurf", with("OS_PASSWORD", "", "OS_PASSWORD_FILE", secret.toString()), Optional.empty());
        assertEquals(secret.toString(), environment(byFile.json(), "openstack").get("OS_PASSWORD_FILE"));
        assertFalse(byFile.err.contains("fill in"), byFile.err);

        var file = Files.writeString(folder.resolve("env"), "OS_PASSWORD=c4n4ry\nOS_USERNAME=me\n");
        var byEnvFile = ran("windsurf", with("OS_PASSWORD", "", "OS_USERNAME", ""), Optional.of(file));
        var server = byEnvFile.json().path("mcpServers").path("openstack");
        assertEquals(Json.node(List.of("--env-file", file.toString())), server.path("args"));
        assertEquals(Set.of("OS_AUTH_URL", "OS_PROJECT_NAME", "MCP_TOOLSETS"),
                environment(byEnvFile.json(), "openstack").keySet());
    }

    @Test
    void anEntryOfCloudsYamlIsNamedWithItsFile(@TempDir Path folder) throws IOException {
        var clouds = Files.createDirectories(folder.resolve("openstack")).resolve("clouds.yaml");
        Files.writeString(clouds, """
                clouds:
                  here:
                    auth: {auth_url: "http://keystone:5000", username: me, password: c4n4ry, project_name: demo}
                """.replaceAll("\\{(.*)}", "{$1}"));
        Map<String, String> environment = Map.of("OS_CLOUD", "here", "XDG_CONFIG_HOME", folder.toString());
        var ran = ran("claude-code", environment, Optional.empty(), "demo=rw");
        assertEquals(Map.of("OS_CLOUD", "here", "OS_CLIENT_CONFIG_FILE", clouds.toString(), "OS_PROJECT_NAME", "demo",
                "ALLOW_MODIFY_OPERATIONS", "true", "MCP_TOOLSETS", "compute"),
                environment(ran.json(), "openstack-demo"));
        assertFalse((ran.out + ran.err).contains("c4n4ry"), ran.out);
    }

    /** A proxy's password is no setting of its own, and a command may hold one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OS_PASSWORD_CMD | sh -c 'echo c4n4ry'         | OS_PASSWORD_CMD
            OS_TOKEN        | c4n4ry                      | OS_TOKEN_CMD
            HTTPS_PROXY     | http://me:c4n4ry@proxy:3128 | HTTPS_PROXY
            """)
    void noSecretIsCopied(String name, String value, String open) {
        var ran = ran("vscode", with(name, value, name.endsWith("PROXY") ? "" : "OS_PASSWORD", ""), Optional.empty());
        assertFalse((ran.out + ran.err).contains("c4n4ry"), ran.out);
        assertTrue(ran.err.matches("(?s).*fill in .*" + open + ".*"), ran.err);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo=ro   |         | --project takes NAME or NAME=rw, not demo=ro
            =rw       |         | --project takes NAME or NAME=rw, not =rw
            a b       | a.b     | two projects would be called openstack-a-b
            """)
    void projectsThatCannotBeAreRefused(String one, String two, String words) {
        var projects = Stream.of(one, two).filter(Objects::nonNull).toArray(String[]::new);
        var ran = ran("zed", OPENRC, Optional.empty(), projects);
        assertEquals(List.of(2, "", "client-config: " + words + "\n"), List.of(ran.code, ran.out, ran.err));
    }

    @Test
    void anApplicationCredentialHasItsOwnProject() {
        var given = Map.of("OS_AUTH_URL", "http://keystone:5000", "OS_APPLICATION_CREDENTIAL_ID", "1f",
                "OS_APPLICATION_CREDENTIAL_SECRET", "c4n4ry");
        assertEquals(2, ran("zed", given, Optional.empty(), "demo").code);
        var env = environment(ran("cursor", given, Optional.empty()).json(), "openstack");
        assertTrue(env.containsKey("OS_APPLICATION_CREDENTIAL_SECRET_CMD"), env.toString());
    }
}
