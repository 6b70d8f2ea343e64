package osmcp;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients start servers in folders that strangers filled. */
class HostileFolderTest {
    @TempDir
    private Path folder;
    @TempDir
    private Path home;

    private record Ran(int code, String out, String err) {}

    private Ran check(Map<String, String> environment) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "check").directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        var err = home.resolve("err");
        var process = builder.redirectError(err.toFile()).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void whatLiesInTheWorkingFolderChangesNothing() throws Exception {
        try (var lab = new Lab()) {
            Files.writeString(folder.resolve(".env"), "OS_COMPUTE_PORT=1\nOS_INSECURE=true\nOS_CLOUD=demo\n");
            Files.writeString(folder.resolve("clouds.yaml"), """
                    clouds:
                      demo:
                        auth: {auth_url: "http://127.0.0.1:1", username: stranger, password: x, project_name: theirs}
                    """);
            Files.writeString(folder.resolve("secure.yaml"), "clouds: {demo: {auth: {password: theirs}}}\n");
            var ran = check(lab.cloud.environment("demo"));
            assertEquals(0, ran.code, ran.out + ran.err);
            for (var name : List.of("OS_CLOUD", "OS_INSECURE", "OS_COMPUTE_PORT")) {
                assertFalse(ran.out.contains(name), ran.out);
            }

            var none = check(Map.of("OS_CLOUD", "demo"));
            assertEquals(2, none.code);
            assertTrue(none.err.startsWith("mcp-openstack-ops: there is no clouds.yaml"), none.err);

            var relative = check(Map.of("OS_CLOUD", "demo", "OS_CLIENT_CONFIG_FILE", "clouds.yaml"));
            assertEquals(2, relative.code);
            assertTrue(relative.err.contains("OS_CLIENT_CONFIG_FILE must be an absolute path"), relative.err);

            // beside the file in use, and from nowhere else
            var own = Files.createDirectories(home.resolve(".config/openstack"));
            Files.writeString(own.resolve("clouds.yaml"), "clouds: {demo: {auth: {username: demo, project_name: demo, "
                    + "auth_url: \"" + lab.cloud.authUrl() + "\"}}}\n");
            Files.writeString(own.resolve("secure.yaml"), "clouds: {demo: {auth: {password: secret}}}\n");
            var good = check(Map.of("OS_CLOUD", "demo"));
            assertEquals(0, good.code, good.out + good.err);
            assertTrue(good.out.contains("(" + own.resolve("clouds.yaml") + " and " + own.resolve("secure.yaml") + ")"),
                    good.out);
        }
    }
}
