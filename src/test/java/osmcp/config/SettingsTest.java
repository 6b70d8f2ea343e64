package osmcp.config;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.secret.Credential;

class SettingsTest {
    private static final Map<String, String> GOOD = Map.of("OS_AUTH_URL", "http://keystone:5000", "OS_USERNAME", "me",
            "OS_PASSWORD", "topsecret", "OS_PROJECT_NAME", "mine");

    @TempDir
    private Path folder;

    private static Map<String, String> good(String... more) {
        var all = new HashMap<>(GOOD);
        for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
        return all;
    }

    private static Settings read(Map<String, String> environment) throws Settings.Unusable {
        return Settings.read(Map.of(), environment, Optional.empty(), Optional.empty());
    }

    private static Credential.Named user(Settings settings) {
        return assertInstanceOf(Credential.Password.class, settings.cloud().credential()).user();
    }

    private static List<String> problems(Map<String, String> environment) {
        return assertThrows(Settings.Unusable.class, () -> read(environment)).problems();
    }

    @Test
    void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheFile() throws Exception {
        var file = Files.writeString(folder.resolve("my.env"),
                "MCP_LOG_LEVEL=ERROR\nOS_REGION_NAME=file\nexport OS_INTERFACE='internal' # so\n\n# comment\n");
        var settings = Settings.read(Map.of("MCP_LOG_LEVEL", "debug"), good("OS_REGION_NAME", "environment",
                "MCP_LOG_LEVEL", "WARNING", "OS_INTERFACE", " "), Optional.of(file), Optional.empty());
        assertEquals(Settings.Level.DEBUG, settings.logLevel());
        assertEquals(Optional.of("environment"), settings.cloud().region());
        assertEquals("internal", settings.cloud().catalogueInterface(), "a blank value is no value");
        assertEquals(List.of(file), settings.files());
    }

    @Test
    void aFileInTheImagesOwnFolderIsTakenAndOneInTheWorkingFolderIsNot() throws Exception {
        Files.writeString(folder.resolve(".env"), "OS_REGION_NAME=home\n");
        var settings = Settings.read(Map.of(), GOOD, Optional.empty(), Optional.of(folder));
        assertEquals(Optional.of("home"), settings.cloud().region());
        assertEquals(List.of(), read(GOOD).files());
    }

    @Test
    void nothingIsChangedAndNoneButTheProjectReachedUnlessTheSwitchesSaySo() throws Exception {
        assertEquals(new Settings.Reach(false, false, new LinkedHashSet<>(Settings.TOOLSETS)), read(GOOD).reach());
        assertEquals(new Settings.Reach(true, true, Set.of("compute", "load_balancer")), read(good(
                "ALLOW_MODIFY_OPERATIONS", "TRUE", "ALLOW_ADMIN_OPERATIONS", "true",
                "MCP_TOOLSETS", "Compute, load_balancer,")).reach());
        assertEquals(List.of("ALLOW_MODIFY_OPERATIONS=ja: must be false, true"),
                problems(good("ALLOW_MODIFY_OPERATIONS", "ja")));
        assertTrue(problems(good("MCP_TOOLSETS", "compute,nope")).getFirst()
                .startsWith("MCP_TOOLSETS=compute,nope: must be all, or some of compute, network"));
    }

    @Test
    void allProblemsAreToldAtOnceALineEach() {
        assertEquals(List.of("OS_INTERFACE=x: must be public, internal, admin, publicURL, internalURL, adminURL"),
                problems(good("OS_INTERFACE", "x")));
        var lines = problems(Map.of("MCP_LOG_LEVEL", "loud", "OS_COMPUTE_PORT", "99999"));
        assertEquals(6, lines.size(), lines.toString());
        for (var name : List.of("MCP_LOG_LEVEL=loud", "OS_COMPUTE_PORT=99999", "OS_AUTH_URL is not set",
                "OS_USERNAME is not set", "OS_PASSWORD is not set", "OS_PROJECT_NAME is not set")) {
            assertEquals(1, lines.stream().filter(line -> line.startsWith(name)).count(), name + " in " + lines);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OS_AUTH_URL             | keystone:5000          | must be an address
            OS_AUTH_URL             | ftp://keystone         | must be an address
            OS_AUTH_URL             | http://a b             | must be an address
            OS_AUTH_URL             | http://keystone:99999  | must be an address
            OS_AUTH_URL             | http://keystone#x      | must be an address
            OS_AUTH_URL             | http://keystone/v2.0   | Keystone's v2.0 is gone
            OS_IDENTITY_API_VERSION | 2.0                    | must be 3
            OS_CACERT               | /no/such/file.pem      | must be the absolute path of a file or folder
            OS_CERT                 | /no/such/file.pem      | must be the absolute path of a file
            OS_IMAGE_PORT           | 0                      | must be a port from 1 to 65535
            OS_AUTH_PROTOCOL        | gopher                 | must be http, https
            """)
    void aValueThatCannotBeUsedIsNamedWithWhatIsPossible(String name, String value, String possible) {
        var lines = problems(good(name, value));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(name + "=" + value + ": " + possible)), lines + "");
    }

    @ParameterizedTest
    @CsvSource({"http://k:5000, http://k:5000/v3", "http://k:5000/v3/, http://k:5000/v3",
        "https://k/identity, https://k/identity/v3"})
    void keystoneIsMeantWithOrWithoutItsVersion(String given, String used) throws Exception {
        assertEquals(used, read(good("OS_AUTH_URL", given)).cloud().authUrl().toString());
    }

    @ParameterizedTest
    @CsvSource({"OS_ENDPOINT_TYPE, internalURL, internal", "OS_ENDPOINT_TYPE, admin, admin",
        "OS_INTERFACE, Internal, internal", "OS_REGION_NAME, x, public"})
    void theInterfaceIsReadUnderItsOlderNameAndWordsToo(String name, String value, String used) throws Exception {
        assertEquals(used, read(good(name, value)).cloud().catalogueInterface());
    }

    @Test
    void anAddressOfVersionSixGetsItsBrackets() throws Exception {
        var environment = good("OS_AUTH_HOST", "fd00::1");
        environment.remove("OS_AUTH_URL");
        assertEquals("http://[fd00::1]:5000/v3", read(environment).cloud().authUrl().toString());
    }

    @Test
    void hostPortAndProtocolStandForTheAddress() throws Exception {
        var environment = good("OS_AUTH_HOST", "bastion", "OS_AUTH_PROTOCOL", "https", "OS_AUTH_PORT", "13000");
        environment.remove("OS_AUTH_URL");
        assertEquals("https://bastion:13000/v3", read(environment).cloud().authUrl().toString());
        environment.remove("OS_AUTH_PORT");
        assertEquals("https://bastion:5000/v3", read(environment).cloud().authUrl().toString());
    }

    @Test
    void aDomainIsByIdUnlessOnlyItsNameIsGiven() throws Exception {
        assertEquals(Optional.of("default"), user(read(GOOD)).domainId());
        var named = user(read(good("OS_USER_DOMAIN_NAME", "people")));
        assertEquals(Optional.empty(), named.domainId());
        assertEquals("people", named.domainName());
    }

    @Test
    void aSecretComesByItselfFromAFileOrFromACommand() throws Exception {
        var file = Files.writeString(folder.resolve("pw"), "from file\n");
        var environment = good("OS_PASSWORD_FILE", file.toString());
        assertEquals(List.of("OS_PASSWORD and OS_PASSWORD_FILE are both set; keep one"), problems(environment));
        environment.remove("OS_PASSWORD");
        assertEquals("from file", read(environment).cloud().credential().secret().get().reveal());
        environment.remove("OS_PASSWORD_FILE");
        environment.put("OS_PASSWORD_CMD", "printf 'from command\\nsecond line'");
        assertEquals("from command", read(environment).cloud().credential().secret().get().reveal());
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotPrinted() {
        var lines = problems(good("OS_AUTH_URL", "http://me:topsecret@keystone:5000"));
        assertEquals(List.of("OS_AUTH_URL=http://***@keystone:5000: must be an address such as "
                + "http://keystone.example:5000/v3"), lines);
    }

    @Test
    void noSecretIsInWhatIsPrinted() throws Exception {
        var settings = read(GOOD);
        assertEquals("***", settings.cloud().credential().secret().get().toString());
        assertFalse(settings.toString().contains("topsecret"), settings.toString());
    }

    @Test
    void anUnknownNameInAFileIsAWarningWithTheNearestKnownOne() throws Exception {
        var file = Files.writeString(folder.resolve("my.env"), "OS_USER_NAME=x\n");
        var settings = Settings.read(Map.of(), GOOD, Optional.of(file), Optional.empty());
        assertEquals(1, settings.warnings().size());
        assertTrue(settings.warnings().getFirst().contains("OS_USER_NAME is not known"), settings.warnings() + "");
        assertTrue(settings.warnings().getFirst().endsWith("OS_USERNAME"), settings.warnings() + "");
    }

    @Test
    void aNameThatIsNearlyOursIsToldBesideWhatItLeavesUnset() throws Exception {
        var file = Files.writeString(folder.resolve("my.env"), "\uFEFFOS_REGION_NAME=x\nOS_PASWORD=secret\n");
        var environment = good();
        environment.remove("OS_PASSWORD");
        var refusal = assertThrows(Settings.Unusable.class,
                () -> Settings.read(Map.of(), environment, Optional.of(file), Optional.empty()));
        assertEquals(1, refusal.problems().size());
        assertEquals(1, refusal.warnings().size());
        assertTrue(refusal.warnings().getFirst().endsWith("OS_PASSWORD"), refusal.warnings().toString());
    }

    @Test
    void anEmptyFileIsNoSecret() throws Exception {
        var environment = good("OS_PASSWORD_FILE", Files.createFile(folder.resolve("empty")).toString());
        environment.remove("OS_PASSWORD");
        assertTrue(problems(environment).contains("OS_PASSWORD_FILE: holds nothing"), problems(environment).toString());
    }

    @Test
    void aFileThatIsNotOfNamesAndValuesIsRefusedByLine() throws Exception {
        var file = Files.writeString(folder.resolve("my.env"), "OS_REGION_NAME=x\nnonsense\n");
        var problems = assertThrows(Settings.Unusable.class,
                () -> Settings.read(Map.of(), GOOD, Optional.of(file), Optional.empty())).problems();
        assertEquals(List.of(file + ", line 2: expected NAME=value"), problems);
        var missing = folder.resolve("none.env");
        assertEquals(List.of(missing + ": no such file"), assertThrows(Settings.Unusable.class,
                () -> Settings.read(Map.of(), GOOD, Optional.of(missing), Optional.empty())).problems());
    }

    /** In the weakest source, what the strongest says by the other half is not taken. */
    @Test
    void ofAnIdAndANameTheOneOfTheStrongerSourceCounts() throws Exception {
        var file = Files.writeString(folder.resolve("my.env"), "OS_USER_ID=u-1\nOS_PROJECT_ID=p-1\n"
                + "OS_USER_DOMAIN_NAME=people\nOS_TOKEN=t\nOS_ENDPOINT_TYPE=adminURL\n");
        var settings = Settings.read(Map.of(), good("OS_INTERFACE", "internal", "OS_USER_DOMAIN_ID", "d-1"),
                Optional.of(file), Optional.empty());
        var password = assertInstanceOf(Credential.Password.class, settings.cloud().credential());
        assertEquals(new Credential.Named(Optional.empty(), "me", Optional.of("d-1"), "people"), password.user());
        assertEquals(Optional.empty(), password.project().id());
        assertEquals("internal", settings.cloud().catalogueInterface());
        assertEquals(new Settings.Origin("OS_PROJECT_ID", "p-1", file + ", not used"), settings.origins().stream()
                .filter(origin -> origin.name().equals("OS_PROJECT_ID")).findFirst().orElseThrow());
    }

    @Test
    void theCloudOfTheFileIsTheWeakestSource() throws Exception {
        var file = Files.writeString(folder.resolve("clouds.yaml"), """
                clouds:
                  there:
                    region_name: file
                    interface: adminURL
                    verify: false
                    compute_endpoint_override: https://nova.example/v2.1/%(project_id)s
                    auth: {auth_url: "https://keystone.example", application_credential_id: a, \
                application_credential_secret: b}
                """);
        var environment = Map.of("OS_CLIENT_CONFIG_FILE", file.toString(), "OS_REGION_NAME", "environment");
        var settings = Settings.read(Map.of("OS_CLOUD", "there"), environment, Optional.empty(), Optional.empty());
        assertEquals("https://keystone.example/v3", settings.cloud().authUrl().toString());
        assertEquals(Optional.of("environment"), settings.cloud().region());
        assertEquals("admin", settings.cloud().catalogueInterface());
        assertEquals(Map.of("compute", "https://nova.example/v2.1/%(project_id)s"), settings.cloud().overrides());
        assertInstanceOf(Credential.Application.class, settings.cloud().credential());
        assertTrue(settings.cloud().insecure());
        assertEquals(List.of(file), settings.files());
        assertTrue(settings.warnings().getFirst().startsWith("OS_INSECURE is set"), settings.warnings().toString());
    }

    @Test
    void whoeverComesAlongOnTheNetworkGetsNoToolThatChangesThings() throws Exception {
        var on = good("ALLOW_MODIFY_OPERATIONS", "true", "ALLOW_ADMIN_OPERATIONS", "true", "MCP_TYPE",
                "streamable-http", "FASTMCP_HOST", "0.0.0.0");
        var open = read(on);
        assertEquals(new Settings.Reach(false, false, new LinkedHashSet<>(Settings.TOOLSETS)), open.reach());
        assertTrue(open.warnings().getFirst().startsWith("reachable from other machines without authentication"));
        for (var change : List.of(Map.of("FASTMCP_HOST", "127.0.0.2"), Map.of("FASTMCP_HOST", "localhost"),
                Map.of("FASTMCP_HOST", "::1"), Map.of("MCP_TYPE", "stdio"),
                Map.of("REMOTE_AUTH_ENABLE", "true", "REMOTE_SECRET_KEY", "topsecret"))) {
            var changed = new HashMap<>(on);
            changed.putAll(change);
            assertTrue(read(changed).reach().modify(), change.toString());
            assertEquals(List.of(), read(changed).warnings());
        }
    }

    @Test
    void howItIsServedIsReadUnderBothNames() throws Exception {
        var serving = read(good("FASTMCP_TYPE", "streamable-http", "MCP_PORT", "9000", "REMOTE_AUTH_ENABLE", "true",
                "REMOTE_SECRET_KEY", "topsecret", "MCP_ALLOWED_HOSTS", "Chat.example, other:81")).serving();
        assertTrue(serving.http());
        assertEquals(9_000, serving.port());
        assertEquals("topsecret", serving.bearer().orElseThrow().reveal());
        assertEquals(Set.of("chat.example", "other:81"), serving.hosts());
        assertFalse(serving.toString().contains("topsecret"), serving.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FASTMCP_TYPE=http                                      | FASTMCP_TYPE=http: must be stdio, streamable-http
            FASTMCP_TYPE=streamable-http REMOTE_AUTH_ENABLE=true   | REMOTE_AUTH_ENABLE is true and REMOTE_SECRET_KEY
            FASTMCP_PORT=99999                                     | FASTMCP_PORT=99999: must be a port from 1 to
            MCP_STATE_KEY=c2hvcnQ=                                 | MCP_STATE_KEY=***: must be 32 bytes in base64
            MCP_STATE_KEY=%%                                       | MCP_STATE_KEY=***: must be 32 bytes in base64
            MCP_TLS_CERT=/etc/hostname                             | MCP_TLS_CERT and MCP_TLS_KEY go together
            """)
    void whatCannotBeServedIsToldAtTheStart(String settings, String sentence) {
        var words = settings.split("[ =]", 4);
        var environment = good(words[0], words[1]);
        if (words.length > 3) environment.put(words[2], words[3]);
        assertTrue(problems(environment).toString().contains(sentence), problems(environment).toString());
    }

    @Test
    void aPathThatDependsOnTheWorkingFolderIsTakenFromTheCommandLineOnly() throws Exception {
        for (var name : List.of("OS_CACERT", "OS_CERT", "SSL_CERT_FILE")) {
            assertTrue(problems(good(name, "pom.xml")).getFirst()
                    .startsWith(name + "=pom.xml: must be the absolute path"), name);
        }
        var environment = good("OS_PASSWORD_FILE", "pom.xml");
        environment.remove("OS_PASSWORD");
        assertTrue(problems(environment).getFirst().startsWith("OS_PASSWORD_FILE=pom.xml: must be the absolute path"));
        var typed = Settings.read(Map.of("MCP_TLS_CERT", "pom.xml", "MCP_TLS_KEY", "pom.xml"), GOOD, Optional.empty(),
                Optional.empty());
        assertTrue(typed.serving().certificate().orElseThrow().isAbsolute());
    }

    /** The weaker source here is a file; a clouds.yaml is a weaker one still. */
    @Test
    void aWeakerSourceUndoesNothingOfAStrongerOne() throws Exception {
        var pem = Files.writeString(folder.resolve("x.pem"), "x").toString();
        var file = Files.writeString(folder.resolve("my.env"), "OS_INSECURE=true\nOS_KEY=" + pem + "\nOS_CERT=" + pem
                + "\nOS_COMPUTE_ENDPOINT_OVERRIDE=http://nova\nOS_IMAGE_PORT=1\n"
                + "OS_VOLUME_ENDPOINT_OVERRIDE=http://c\n");
        var own = Files.writeString(folder.resolve("own.pem"), "x").toString();
        var cloud = Settings.read(Map.of(), good("OS_CACERT", own, "OS_CERT", own, "OS_COMPUTE_PORT", "2"),
                Optional.of(file), Optional.empty()).cloud();
        assertFalse(cloud.insecure());
        assertEquals(cloud.certificate(), cloud.key(), "the key of another certificate");
        assertEquals(Map.of("block-storage", "http://c"), cloud.overrides());
        assertEquals(Map.of("compute", 2, "image", 1), cloud.ports());
    }

    @Test
    void whatIsPassedOverIsShownAsSuch() throws Exception {
        var file = Files.writeString(folder.resolve("my.env"), "OS_PROJECT_ID=p-1\n");
        var settings = Settings.read(Map.of(), GOOD, Optional.of(file), Optional.empty());
        assertTrue(settings.origins().contains(
                new Settings.Origin("OS_PROJECT_ID", "p-1", file + ", not used")), settings.origins().toString());
    }

    @Test
    void byStdinAndStdoutNoCommandForTheSealIsRun() throws Exception {
        var ran = folder.resolve("ran");
        var environment = good("MCP_STATE_KEY_CMD", "touch " + ran);
        read(environment);
        assertFalse(Files.exists(ran));
        environment.put("FASTMCP_TYPE", "streamable-http");
        assertTrue(problems(environment).getFirst().startsWith("MCP_STATE_KEY_CMD: the command touch printed nothing"));
        assertTrue(Files.exists(ran));
    }
}
