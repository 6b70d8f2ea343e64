package osmcp.config;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudsFileTest {
    private static final String CANARY = "Hunter2Canary";
    private static final String AUTH = "auth_url: https://k.example, username: me, password: " + CANARY
            + ", project_name: p";

    @TempDir
    private Path home;

    private Path file(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private CloudsFile find(String cloud, String region, Map<String, String> environment, String system) {
        var found = CloudsFile.read(cloud, Optional.ofNullable(region), environment, home, system,
                home.resolve("etc/openstack"));
        assertFalse((found.problems() + "" + found.warnings()).contains("Hunter2"), "a value is told: " + found);
        return found;
    }

    private CloudsFile read(String cloud, String region, String text) throws IOException {
        file(".config/openstack/clouds.yaml", text);
        return find(cloud, region, Map.of(), "Linux");
    }

    /** An entry with a usual auth and these lines, of which some may be more of auth. */
    private CloudsFile entry(String auth, String lines) throws IOException {
        return read("c", null, "clouds:\n  c:\n    auth: {" + AUTH + (auth.isEmpty() ? "" : ", " + auth) + "}\n"
                + lines.replace("⏎", "\n").indent(4));
    }

    private static String only(List<String> lines) {
        assertEquals(1, lines.size(), lines.toString());
        return lines.getFirst();
    }

    private static void settings(CloudsFile found, String... expected) {
        assertEquals(List.of(), found.problems());
        assertEquals(List.of(), found.warnings());
        assertEquals(Stream.of(expected).sorted().toList(), found.values().entrySet().stream()
                .map(Map.Entry::toString).sorted().toList());
    }

    @Test
    void horizonsFileOfAnApplicationCredential() throws Exception {
        settings(read("openstack", null, """
                # This is a clouds.yaml file, which can be used by OpenStack tools as a source
                # of configuration on how to connect to a cloud.
                clouds:
                  openstack:
                    auth:
                      auth_url: https://keystone.example:5000
                      application_credential_id: "0123456789abcdef0123456789abcdef"
                      application_credential_secret: "Hunter2Canary#1"
                    region_name: "RegionOne"
                    interface: "public"
                    identity_api_version: 3
                    auth_type: "v3applicationcredential"
                """), "OS_AUTH_URL=https://keystone.example:5000",
                "OS_APPLICATION_CREDENTIAL_ID=0123456789abcdef0123456789abcdef",
                "OS_APPLICATION_CREDENTIAL_SECRET=Hunter2Canary#1", "OS_REGION_NAME=RegionOne",
                "OS_INTERFACE=public", "OS_IDENTITY_API_VERSION=3", "OS_AUTH_TYPE=v3applicationcredential");
    }

    @Test
    void devstacksFileWithSeveralClouds() throws Exception {
        settings(read("devstack-admin", null, """
                clouds:
                  devstack:
                    auth:
                      auth_url: http://192.0.2.10/identity
                      password: Hunter2Canary
                      project_domain_id: default
                      project_name: demo
                      user_domain_id: default
                      username: demo
                    identity_api_version: '3'
                    region_name: RegionOne
                    volume_api_version: '3'
                  devstack-admin:
                    auth:
                      auth_url: http://192.0.2.10/identity
                      password: Hunter2Canary
                      project_domain_id: default
                      project_name: admin
                      user_domain_id: default
                      username: admin
                    identity_api_version: '3'
                    region_name: RegionOne
                    volume_api_version: '3'
                functional:
                  image_name: cirros
                """), "OS_AUTH_URL=http://192.0.2.10/identity", "OS_PASSWORD=Hunter2Canary",
                "OS_PROJECT_DOMAIN_ID=default", "OS_PROJECT_NAME=admin", "OS_USER_DOMAIN_ID=default",
                "OS_USERNAME=admin", "OS_IDENTITY_API_VERSION=3", "OS_REGION_NAME=RegionOne");
    }

    /** Kolla's has a path of authorities, Ansible's an old interface and truths in capitals, MicroStack's no checks. */
    @Test
    void deploymentToolsFiles() throws Exception {
        settings(read("kolla-admin", null, """
                ---
                clouds:
                  kolla-admin:
                    auth:
                      auth_url: https://198.51.100.9:5000
                      project_domain_name: Default
                      user_domain_name: Default
                      project_name: admin
                      username: admin
                      password: Hunter2Canary
                    cacert: ~/kolla/ca.pem
                    region_name: RegionOne
                    endpoint_type: internalURL
                    verify: True
                    insecure: False
                """), "OS_AUTH_URL=https://198.51.100.9:5000", "OS_PASSWORD=Hunter2Canary",
                "OS_PROJECT_DOMAIN_NAME=Default", "OS_USER_DOMAIN_NAME=Default", "OS_PROJECT_NAME=admin",
                "OS_USERNAME=admin", "OS_REGION_NAME=RegionOne", "OS_INTERFACE=internal",
                "OS_CACERT=" + home.resolve("kolla/ca.pem"));
        settings(read("microstack", null, """
                clouds:
                  microstack:
                    verify: false
                    auth: {auth_url: 'https://10.20.20.1:5000/v3/', username: admin, password: "Hunter2Canary",
                """.replace(",\n", "}\n")), "OS_AUTH_URL=https://10.20.20.1:5000/v3/", "OS_USERNAME=admin",
                "OS_PASSWORD=Hunter2Canary", "OS_INSECURE=true");
    }

    @Test
    void regionsOfAPublicCloud() throws Exception {
        var text = """
                clouds:
                  public:
                    auth: {%s}
                    regions:
                      - name: GRA1
                        values:
                          auth: {auth_url: https://gra.example}
                          cacert: /gra.pem
                      - BHS
                  single:
                    auth: {%s}
                    region_name: SBG
                """.formatted(AUTH, AUTH);
        var first = read("public", null, text);
        assertEquals("GRA1 https://gra.example /gra.pem", first.values().get("OS_REGION_NAME") + " "
                + first.values().get("OS_AUTH_URL") + " " + first.values().get("OS_CACERT"));
        assertEquals("https://k.example", read("public", "BHS", text).values().get("OS_AUTH_URL"));
        assertTrue(only(read("public", CANARY, text).problems()).endsWith("is none of GRA1, BHS"));
        assertEquals("SBG", read("single", "GRA1", text).values().get("OS_REGION_NAME"), "the stronger source decides");
    }

    @Test
    void theFirstFileThatIsThereIsUsedAndNeverOneOfTheWorkingDirectory() throws Exception {
        var none = find("c", null, Map.of("XDG_CONFIG_HOME", "relative"), "Linux");
        assertEquals("there is no clouds.yaml, clouds.yml or clouds.json in any of ["
                + home.resolve(".config/openstack") + ", " + home.resolve("etc/openstack") + "]",
                only(none.problems()));
        var text = "clouds: {c: {auth: {" + AUTH + "}}}";
        var machine = file("etc/openstack/clouds.yaml", text);
        var json = file(".config/openstack/clouds.json", "{\"clouds\": {\"c\": {\"verify\": false, \"auth\": {}}}}");
        var library = file("Library/Application Support/openstack/clouds.yml", text);
        var local = file("AppData/Local/OpenStack/openstack/clouds.yaml", text);
        var xdg = file("xdg/openstack/clouds.yaml", text);
        assertEquals(List.of(json), find("c", null, Map.of(), "Linux").files());
        assertEquals(Map.of("OS_INSECURE", "true"), find("c", null, Map.of(), "Linux").values());
        assertEquals(List.of(library), find("c", null, Map.of(), "Mac OS X").files());
        assertEquals(List.of(local), find("c", null, Map.of(), "Windows 11").files());
        assertEquals(List.of(xdg), find("c", null, Map.of("XDG_CONFIG_HOME", home + "/xdg"), "Linux").files());
        assertEquals(List.of(machine), find("c", null, Map.of("OS_CLIENT_CONFIG_FILE", machine + ""), "Linux").files());
        Files.delete(json);
        assertEquals(List.of(machine), find("c", null, Map.of(), "Linux").files());
        assertTrue(only(find("c", null, Map.of("OS_CLIENT_CONFIG_FILE", "clouds.yaml"), "Linux").problems())
                .startsWith("OS_CLIENT_CONFIG_FILE must be an absolute path"));
        assertEquals(home + "/none: there is no file of UTF-8 text that can be read",
                only(find("c", null, Map.of("OS_CLIENT_CONFIG_FILE", home + "/none"), "Linux").problems()));
        assertTrue(only(find("c", null, Map.of("OS_CLIENT_SECURE_FILE", "/x"), "Linux").problems())
                .startsWith("OS_CLIENT_SECURE_FILE is not read"));
    }

    @Test
    void theSecretsBesideAreLaidOverTheFile() throws Exception {
        var secure = file(".config/openstack/secure.yml", "clouds: {c: {auth: {password: " + CANARY + "2}}}");
        file("etc/openstack/secure.yaml", "clouds: {c: {auth: {password: elsewhere}}}");
        var found = entry("", "");
        assertEquals(CANARY + "2", found.values().get("OS_PASSWORD"));
        assertEquals("me", found.values().get("OS_USERNAME"));
        assertEquals(List.of(secure.resolveSibling("clouds.yaml"), secure), found.files());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tenant_id: t | '' | OS_PROJECT_ID | t
            project_id: a, tenant_id: t | project-id: b | OS_PROJECT_ID | b
            project_id: a | tenant-id: t | OS_PROJECT_ID | a
            '' | username: other | OS_USERNAME | me
            '' | user_id: u | OS_USER_ID | u
            auth_token: t | '' | OS_TOKEN | t
            domain_id: d | '' | OS_USER_DOMAIN_ID | d
            user_domain_id: u, domain_id: d | '' | OS_USER_DOMAIN_ID | u
            user_domain_id: u, domain_id: d | '' | OS_PROJECT_DOMAIN_ID | d
            default_domain_name: d | '' | OS_PROJECT_DOMAIN_NAME | d
            user_id: null | '' | OS_USER_ID | -
            '' | auth_plugin: v3password | OS_AUTH_TYPE | v3password
            '' | interface: adminURL | OS_INTERFACE | admin
            '' | identity_api_version: 3.0 | OS_IDENTITY_API_VERSION | 3
            '' | verify: /ca.pem | OS_CACERT | /ca.pem
            '' | verify: no | OS_INSECURE | true
            '' | insecure: TRUE | OS_INSECURE | true
            '' | insecure: false | OS_INSECURE | -
            '' | compute_endpoint: http://n | OS_COMPUTE_ENDPOINT_OVERRIDE | http://n
            '' | volumev3_endpoint_override: http://v | OS_BLOCK_STORAGE_ENDPOINT_OVERRIDE | http://v
            '' | alarming_endpoint_override: http://a | OS_ALARM_ENDPOINT_OVERRIDE | http://a
            '' | load-balancer-endpoint-override: http:/l | OS_LOAD_BALANCER_ENDPOINT_OVERRIDE | http:/l
            '' | image_api_version: 2.9 | OS_IMAGE_API_VERSION | -
            '' | client_timeout: 5 | OS_CLIENT_TIMEOUT | -
            '' | networks: [{name: x}] | OS_NETWORKS | -
            """)
    void eachKeyIsASettingUnderItsNewestName(String auth, String line, String name, String value) throws Exception {
        var found = entry(auth, line);
        assertEquals(List.of(), found.problems());
        assertEquals(List.of(), found.warnings());
        assertEquals(value, found.values().getOrDefault(name, "-"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            passcode: Hunter2Canary | '' | auth.passcode is not supported
            trust_id: Hunter2Canary | '' | auth.trust_id is not supported
            '' | system_scope: all | auth.system_scope is not supported
            user_id: [Hunter2Canary] | '' | auth.user_id must be a text
            '' | cacert: Hunter2Canary/ca.pem | cacert must be an absolute path
            '' | key: ~Hunter2Canary/ca.pem | key must be an absolute path
            '' | verify: Hunter2Canary | cacert must be an absolute path
            '' | insecure: Hunter2Canary | insecure must be true or false
            '' | interface: [Hunter2Canary] | interface must be a text
            '' | regions: {Hunter2Canary: x} | regions must be a list
            '' | regions: [[Hunter2Canary]] | each of the regions must be a mapping
            '' | regions: [{values: {}}] | each of the regions must have a name
            """)
    void whatCannotBeUsedIsAProblem(String auth, String line, String problem) throws Exception {
        var told = only(entry(auth, line).problems());
        assertTrue(told.startsWith(home.resolve(".config/openstack/clouds.yaml") + ", cloud c: " + problem), told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user_domain: Hunter2Canary | '' | auth.user_domain is not known
            '' | no_such: Hunter2Canary | no_such is not known
            '' | Hunter2Canary and more: x | (not shown) is not known
            '' | compute_api_version: 1.1 | compute_api_version: this server speaks 2
            '' | volume_api_version: 2 | block_storage_api_version: this server speaks 3
            '' | profile: vexxhost | profiles are not read
            '' | cloud: rackspace | profiles are not read
            """)
    void whatIsOddIsAWarning(String auth, String line, String warning) throws Exception {
        var found = entry(auth, line);
        assertEquals(List.of(), found.problems());
        var told = only(found.warnings());
        assertTrue(told.contains(", cloud c: " + warning), told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '' | has no cloud c
            clouds: | has no cloud c
            other: x | has no cloud c
            Hunter2Canary | what it holds must be a mapping
            clouds: [Hunter2Canary] | clouds must be a mapping
            clouds: {c: Hunter2Canary} | cloud c: the entry must be a mapping
            clouds: {c: {auth: Hunter2Canary}} | cloud c: auth must be a mapping
            clouds: {a: {}, Hunter2 Canary: {}} | has no cloud c; it has a, (not shown)
            clouds: {c: {profile: ovh, auth: {username: u}}} | cloud c: profiles are not read; auth_url must be
            clouds: {c: {auth: {domain_id: Hunter2Canary}}} | cloud c: domain_id asks for a domain
            clouds: {c: {auth: {password: "Hunter2Canary}}} | line 1: a quoted scalar must end on its line
            """)
    void aFileThatCannotBeUsedIsOneProblem(String text, String problem) throws Exception {
        var told = only(read("c", null, text).problems());
        assertTrue(told.contains(problem), told);
    }

    @Test
    void whatIsNoFileOfTextIsOneProblem() throws Exception {
        var file = file(".config/openstack/clouds.yaml", "#".repeat(1 << 21));
        assertEquals(file + ": larger than 1048576 bytes", only(find("c", null, Map.of(), "Linux").problems()));
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
        assertTrue(only(find("c", null, Map.of(), "Linux").problems()).contains("no file of UTF-8 text"));
        Files.delete(file);
        Files.createDirectory(file);
        assertTrue(only(find("c", null, Map.of(), "Linux").problems()).contains("no file of UTF-8 text"));
        Files.delete(file);
        file(".config/openstack/clouds.json", "{\"clouds\": Hunter2Canary}");
        assertTrue(only(find("c", null, Map.of(), "Linux").problems()).endsWith("clouds.json: not JSON"));
    }
}
