package osmcp.config;

import module java.base;
import osmcp.secret.Secret;

/**
 * What the server was told at its start. Read once, from the command line, the environment and a {@code .env} file, in
 * this order of strength; nothing is ever read from the working directory, which strangers may have filled.
 *
 * @param authUrl Keystone, ending in {@code /v3}
 * @param user who signs in
 * @param password asked for when it is first needed
 * @param ports by service type, the ports at Keystone's host that replace the catalogue's hosts
 * @param caCert the authorities to trust instead of the operating system's
 * @param systemTrust the file that stands for the operating system's trust
 * @param reach which tools are there
 * @param files the files that were used
 * @param warnings what is odd and does no harm, a line each
 */
public record Settings(URI authUrl, Named user, Supplier<Secret> password, Named project, Optional<String> region,
        String catalogueInterface, Map<String, Integer> ports, Optional<Path> caCert, Optional<Path> systemTrust,
        Reach reach, Level logLevel, List<Path> files, List<String> warnings) {

    /** A thing of Keystone's by id, or else by name in a domain, which again is named by id or name. */
    public record Named(Optional<String> id, String name, Optional<String> domainId, String domainName) {}

    /**
     * Which tools are there.
     *
     * @param modify those that change things
     * @param admin those that reach beyond the project
     * @param toolsets those of these services
     */
    public record Reach(boolean modify, boolean admin, Set<String> toolsets) {
        private static Reach of(Sources sources) {
            var chosen = sources.text(Variable.MCP_TOOLSETS).orElseThrow().toLowerCase(Locale.ROOT);
            var words = Stream.of(chosen.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
            boolean all = words.equals(List.of("all"));
            if (!all && (words.isEmpty() || !TOOLSETS.containsAll(words))) {
                sources.problem(Variable.MCP_TOOLSETS, chosen,
                        "must be all, or some of " + String.join(", ", TOOLSETS));
            }
            return new Reach(sources.truth(Variable.ALLOW_MODIFY_OPERATIONS),
                    sources.truth(Variable.ALLOW_ADMIN_OPERATIONS), new LinkedHashSet<>(all ? TOOLSETS : words));
        }
    }

    /** From chatty to grave. */
    public enum Level { DEBUG, INFO, WARNING, ERROR, CRITICAL }

    /** The settings cannot be used; one line for each problem. */
    @SuppressWarnings("serial") // never serialized
    public static final class Unusable extends Exception {
        private final List<String> problems;
        private final List<String> warnings;

        Unusable(List<String> problems, List<String> warnings) {
            super(String.join("; ", problems), null, false, false);
            this.problems = List.copyOf(problems);
            this.warnings = List.copyOf(warnings);
        }

        public List<String> problems() { return problems; }
        /** What is odd besides, and may explain a problem: a name that is nearly one of ours. */
        public List<String> warnings() { return warnings; }
    }

    /** The services by which tools are grouped. */
    public static final List<String> TOOLSETS = List.of("compute", "network", "volume", "image", "identity",
            "orchestration", "load_balancer", "monitoring", "quota");

    private static final Map<String, Variable> PORTS = Map.of(
            "compute", Variable.OS_COMPUTE_PORT, "network", Variable.OS_NETWORK_PORT,
            "block-storage", Variable.OS_VOLUME_PORT, "image", Variable.OS_IMAGE_PORT,
            "placement", Variable.OS_PLACEMENT_PORT, "orchestration", Variable.OS_HEAT_STACK_PORT,
            "load-balancer", Variable.OS_LOAD_BALANCER_PORT);

    /** From this process's own environment. */
    public static Settings read(Map<String, String> options, Optional<Path> envFile, Optional<Path> home)
            throws Unusable {
        return read(options, System.getenv(), envFile, home);
    }

    /**
     * @param options what the command line set, by variable
     * @param environment the process's variables
     * @param envFile the file that the command line names; else {@code .env} in the image's own folder, if it is there
     * @param home the image's own top folder, which only its owner writes
     */
    public static Settings read(Map<String, String> options, Map<String, String> environment, Optional<Path> envFile,
            Optional<Path> home) throws Unusable {
        var file = file(envFile, home);
        var sources = sources(options, environment, file);
        sources.word(Variable.OS_IDENTITY_API_VERSION, "3");
        sources.port(Variable.OS_HEAT_STACK_CFN_PORT);
        var ports = new TreeMap<String, Integer>();
        new TreeMap<>(PORTS).forEach((service, variable) ->
                sources.port(variable).ifPresent(port -> ports.put(service, port)));
        var settings = new Settings(authUrl(sources),
                named(sources, Variable.OS_USER_ID, Variable.OS_USERNAME,
                        Variable.OS_USER_DOMAIN_ID, Variable.OS_USER_DOMAIN_NAME),
                password(sources),
                named(sources, Variable.OS_PROJECT_ID, Variable.OS_PROJECT_NAME,
                        Variable.OS_PROJECT_DOMAIN_ID, Variable.OS_PROJECT_DOMAIN_NAME),
                sources.text(Variable.OS_REGION_NAME),
                catalogueInterface(sources),
                ports, sources.file(Variable.OS_CACERT), sources.file(Variable.SSL_CERT_FILE),
                Reach.of(sources), level(sources),
                file.stream().toList(), sources.warnings());
        if (!sources.problems().isEmpty()) throw new Unusable(sources.problems(), sources.warnings());
        return settings;
    }

    /** Which tools are there, of the same sources, whether or not a cloud is set. */
    public static Reach reach(Map<String, String> options, Optional<Path> envFile, Optional<Path> home)
            throws Unusable {
        var sources = sources(options, System.getenv(), file(envFile, home));
        var reach = Reach.of(sources);
        if (!sources.problems().isEmpty()) throw new Unusable(sources.problems(), sources.warnings());
        return reach;
    }

    private static Optional<Path> file(Optional<Path> envFile, Optional<Path> home) {
        return envFile.or(() -> home.map(folder -> folder.resolve(".env")).filter(Files::isRegularFile));
    }

    private static Sources sources(Map<String, String> options, Map<String, String> environment, Optional<Path> file) {
        var sources = new Sources();
        sources.add("command line", options);
        sources.add("environment", environment);
        file.ifPresent(sources::addFile);
        return sources;
    }

    /** The older name has the older words too, as files of settings made for novaclient do. */
    private static String catalogueInterface(Sources sources) {
        if (sources.set("OS_INTERFACE").isPresent() || sources.set("OS_ENDPOINT_TYPE").isEmpty()) {
            return sources.word(Variable.OS_INTERFACE, "public", "internal", "admin");
        }
        return sources.word(Variable.OS_ENDPOINT_TYPE, "public", "internal", "admin", "publicURL", "internalURL",
                "adminURL").replace("URL", "");
    }

    private static Supplier<Secret> password(Sources sources) {
        var password = sources.secret(Variable.OS_PASSWORD);
        if (password.isEmpty()) sources.missing("OS_PASSWORD is not set (OS_PASSWORD_FILE and OS_PASSWORD_CMD do too)");
        return password.orElse(null);
    }

    private static Level level(Sources sources) {
        return Level.valueOf(sources.word(Variable.MCP_LOG_LEVEL,
                Stream.of(Level.values()).map(Level::name).toArray(String[]::new)));
    }

    private static URI authUrl(Sources sources) {
        var protocol = sources.word(Variable.OS_AUTH_PROTOCOL, "http", "https");
        var port = sources.port(Variable.OS_AUTH_PORT);
        var url = sources.text(Variable.OS_AUTH_URL);
        var host = sources.text(Variable.OS_AUTH_HOST);
        if (url.isEmpty() && host.isEmpty()) {
            sources.missing("OS_AUTH_URL is not set (or OS_AUTH_HOST, with OS_AUTH_PROTOCOL and OS_AUTH_PORT)");
            return null;
        }
        var variable = url.isPresent() ? Variable.OS_AUTH_URL : Variable.OS_AUTH_HOST;
        boolean six = host.filter(name -> name.contains(":") && !name.startsWith("[")).isPresent();
        var text = url.orElseGet(() -> protocol + "://" + (six ? "[" + host.get() + "]" : host.get()) + ":"
                + port.orElse(0));
        try {
            var uri = new URI(text.replaceFirst("/+$", ""));
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean plain = uri.getRawQuery() == null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            if (http && uri.getHost() != null && plain && uri.getPort() != 0 && uri.getPort() <= 65_535) {
                if (uri.getPath().endsWith("/v2.0")) {
                    sources.problem(variable, text, "Keystone's v2.0 is gone; give the address without a version");
                }
                return uri.getPath().endsWith("/v3") ? uri : URI.create(uri + "/v3");
            }
        } catch (URISyntaxException e) {
            // told like any other address that cannot be used
        }
        // a password may stand in it, where it must not
        sources.problem(variable, url.or(() -> host).get().replaceFirst("//[^/@]*@", "//***@"), url.isPresent()
                ? "must be an address such as http://keystone.example:5000/v3" : "must be a host name or address");
        return null;
    }

    private static Named named(Sources sources, Variable id, Variable name, Variable domainId, Variable domainName) {
        var byId = sources.text(id);
        var byName = sources.text(name);
        if (byId.isEmpty() && byName.isEmpty()) sources.missing(name + " is not set (or " + id + ")");
        // an id that was given beats a name, and a name beats the fallback
        var domain = sources.set(domainName.name()).filter(_ -> sources.set(domainId.name()).isEmpty());
        return new Named(byId, byName.orElse(""), domain.isPresent() ? Optional.empty() : sources.text(domainId),
                domain.orElse(""));
    }
}
