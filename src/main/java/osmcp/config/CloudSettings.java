package osmcp.config;

import module java.base;
import osmcp.secret.*;
import osmcp.secret.Proxy;

/**
 * Which cloud, as whom, and how to get there.
 *
 * @param authUrl Keystone, ending in {@code /v3}
 * @param ports by service type, the ports at Keystone's host that replace the catalogue's hosts
 * @param overrides by service type, the addresses that replace the catalogue's
 * @param caCert the authorities to trust instead of the operating system's: a file, or a folder of such
 * @param systemTrust the file that stands for the operating system's trust
 * @param certificate what we show to servers that want to know who asks, if they do
 * @param key the private key to it
 * @param insecure no server is checked
 * @param httpProxy through which http is sent
 * @param httpsProxy the same for https
 * @param noProxy hosts that are reached without one
 */
public record CloudSettings(URI authUrl, Credential credential, Optional<String> region, String catalogueInterface,
        Map<String, Integer> ports, Map<String, String> overrides, Optional<Path> caCert, Optional<Path> systemTrust,
        Optional<Path> certificate, Optional<Path> key, boolean insecure, Optional<Proxy> httpProxy,
        Optional<Proxy> httpsProxy, List<String> noProxy) {
    private static final Map<String, Variable> PORTS = Map.of(
            "compute", Variable.OS_COMPUTE_PORT, "network", Variable.OS_NETWORK_PORT,
            "block-storage", Variable.OS_VOLUME_PORT, "image", Variable.OS_IMAGE_PORT,
            "placement", Variable.OS_PLACEMENT_PORT, "orchestration", Variable.OS_HEAT_STACK_PORT,
            "load-balancer", Variable.OS_LOAD_BALANCER_PORT);

    private static final Map<String, Variable> OVERRIDES = Map.of(
            "compute", Variable.OS_COMPUTE_ENDPOINT_OVERRIDE, "network", Variable.OS_NETWORK_ENDPOINT_OVERRIDE,
            "block-storage", Variable.OS_BLOCK_STORAGE_ENDPOINT_OVERRIDE,
            "image", Variable.OS_IMAGE_ENDPOINT_OVERRIDE, "identity", Variable.OS_IDENTITY_ENDPOINT_OVERRIDE,
            "orchestration", Variable.OS_ORCHESTRATION_ENDPOINT_OVERRIDE,
            "load-balancer", Variable.OS_LOAD_BALANCER_ENDPOINT_OVERRIDE,
            "placement", Variable.OS_PLACEMENT_ENDPOINT_OVERRIDE, "metric", Variable.OS_METRIC_ENDPOINT_OVERRIDE,
            "alarm", Variable.OS_ALARM_ENDPOINT_OVERRIDE);

    static CloudSettings of(Sources sources) {
        sources.word(Variable.OS_IDENTITY_API_VERSION, "3");
        sources.port(Variable.OS_HEAT_STACK_CFN_PORT);
        var ports = new HashMap<String, Integer>();
        var overrides = new HashMap<String, String>();
        OVERRIDES.forEach((service, address) -> {
            var port = PORTS.get(service);
            var way = port == null ? sources.chosen(address) : sources.chosen(address, port);
            if (way.equals(Optional.of(address))) {
                override(sources, address).ifPresent(to -> overrides.put(service, to));
            } else if (way.isPresent()) {
                sources.port(port).ifPresent(number -> ports.put(service, number));
            }
        });
        var certificate = sources.file(Variable.OS_CERT);
        // a key of a weaker source is not the one to a certificate of a stronger; both often stand in one file
        boolean keyGiven = sources.strongest(Variable.OS_CERT, Variable.OS_KEY).contains(Variable.OS_KEY);
        var key = keyGiven ? sources.file(Variable.OS_KEY) : certificate;
        if (keyGiven && sources.set(Variable.OS_CERT).isEmpty()) sources.problem("OS_KEY is set and OS_CERT is not");
        // what a weaker source says of not checking does not undo whom a stronger one trusts
        boolean insecure = sources.truth(Variable.OS_INSECURE)
                && sources.strongest(Variable.OS_INSECURE, Variable.OS_CACERT).contains(Variable.OS_INSECURE);
        if (insecure) sources.warn("OS_INSECURE is set: no https server is checked, and anybody on the way may be one");
        return new CloudSettings(authUrl(sources), credential(sources), sources.text(Variable.OS_REGION_NAME),
                catalogueInterface(sources), ports, overrides, sources.fileOrFolder(Variable.OS_CACERT),
                sources.file(Variable.SSL_CERT_FILE), certificate, key, insecure,
                proxy(sources, Variable.HTTP_PROXY), proxy(sources, Variable.HTTPS_PROXY),
                Stream.of(sources.text(Variable.NO_PROXY).orElse("").split("[,\\s]+"))
                        .filter(host -> !host.isEmpty()).toList());
    }

    /** What signs in: as {@code OS_AUTH_TYPE} says, else by the secret that the strongest source sets. */
    private static Credential credential(Sources sources) {
        var secrets = sources.strongest(Variable.OS_APPLICATION_CREDENTIAL_SECRET, Variable.OS_TOKEN,
                Variable.OS_PASSWORD);
        var type = sources.text(Variable.OS_AUTH_TYPE);
        if (type.isEmpty() && secrets.size() > 1) {
            sources.problem(secrets.stream().map(Variable::name).collect(Collectors.joining(" and "))
                    + " are both set; keep one, or say by OS_AUTH_TYPE which is meant");
        }
        var variable = type.map(word -> switch (word.toLowerCase(Locale.ROOT)) {
            case "password", "v3password" -> Variable.OS_PASSWORD;
            case "token", "v3token" -> Variable.OS_TOKEN;
            case "v3applicationcredential", "application_credential" -> Variable.OS_APPLICATION_CREDENTIAL_SECRET;
            default -> {
                sources.problem(Variable.OS_AUTH_TYPE, word,
                        "is not supported; supported are password, token, v3applicationcredential");
                yield Variable.OS_PASSWORD;
            }
        }).or(() -> sources.chosen(Variable.OS_APPLICATION_CREDENTIAL_SECRET, Variable.OS_TOKEN,
                Variable.OS_PASSWORD)).orElse(Variable.OS_PASSWORD);
        var secret = sources.secret(variable);
        if (secret.isEmpty()) {
            sources.problem(variable + " is not set (" + variable + "_FILE and " + variable + "_CMD do too)");
        }
        return switch (variable) {
            case OS_PASSWORD -> new Credential.Password(user(sources), secret.orElse(null), project(sources));
            case OS_TOKEN -> new Credential.Token(secret.orElse(null), project(sources));
            default -> application(sources, secret.orElse(null));
        };
    }

    private static Credential application(Sources sources, Supplier<Secret> secret) {
        var named = sources.chosen(Variable.OS_APPLICATION_CREDENTIAL_ID, Variable.OS_APPLICATION_CREDENTIAL_NAME);
        if (named.isEmpty()) {
            sources.problem("OS_APPLICATION_CREDENTIAL_ID is not set (or the NAME, with its user)");
            return null;
        }
        sources.strongest(Variable.OS_PROJECT_ID, Variable.OS_PROJECT_NAME).forEach(project -> sources.warn(project
                + " is not used: an application credential has a project of its own"));
        boolean byId = named.get() == Variable.OS_APPLICATION_CREDENTIAL_ID;
        return new Credential.Application(sources.text(named.get()).orElseThrow(),
                byId ? Optional.empty() : Optional.of(user(sources)), secret);
    }

    private static Credential.Named user(Sources sources) {
        return named(sources, Variable.OS_USER_ID, Variable.OS_USERNAME, Variable.OS_USER_DOMAIN_ID,
                Variable.OS_USER_DOMAIN_NAME);
    }

    private static Credential.Named project(Sources sources) {
        return named(sources, Variable.OS_PROJECT_ID, Variable.OS_PROJECT_NAME, Variable.OS_PROJECT_DOMAIN_ID,
                Variable.OS_PROJECT_DOMAIN_NAME);
    }

    /** The strongest source that says either decides; in one source an id beats a name, and a name the fallback. */
    private static Credential.Named named(Sources sources, Variable id, Variable name, Variable domainId,
            Variable domainName) {
        var given = sources.chosen(id, name);
        if (given.isEmpty()) sources.problem(name + " is not set (or " + id + ")");
        boolean byId = given.equals(Optional.of(id));
        boolean byDomainName = sources.chosen(domainId, domainName).equals(Optional.of(domainName));
        return new Credential.Named(byId ? sources.text(id) : Optional.empty(), sources.text(name).orElse(""),
                byDomainName ? Optional.empty() : sources.text(domainId), sources.text(domainName).orElse(""));
    }

    /** The older name has the older words too, as files of settings made for novaclient do. */
    private static String catalogueInterface(Sources sources) {
        return sources.word(sources.chosen(Variable.OS_INTERFACE, Variable.OS_ENDPOINT_TYPE)
                .orElse(Variable.OS_INTERFACE), "public", "internal", "admin", "publicURL", "internalURL", "adminURL")
                .replace("URL", "");
    }

    private static URI authUrl(Sources sources) {
        var protocol = sources.word(Variable.OS_AUTH_PROTOCOL, "http", "https");
        var port = sources.port(Variable.OS_AUTH_PORT);
        var given = sources.chosen(Variable.OS_AUTH_URL, Variable.OS_AUTH_HOST);
        if (given.isEmpty()) {
            sources.problem("OS_AUTH_URL is not set (or OS_AUTH_HOST, with OS_AUTH_PROTOCOL and OS_AUTH_PORT)");
            return null;
        }
        var variable = given.get();
        boolean whole = variable == Variable.OS_AUTH_URL;
        var value = sources.text(variable).orElseThrow();
        boolean six = value.contains(":") && !value.startsWith("[");
        var text = whole ? value : protocol + "://" + (six ? "[" + value + "]" : value) + ":" + port.orElse(0);
        var address = address(text, false).filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null);
        if (address.isEmpty()) {
            sources.problem(variable, value, whole ? "must be an address such as http://keystone.example:5000/v3"
                    : "must be a host name or address");
        } else if (address.get().getPath().endsWith("/v2.0")) {
            sources.problem(variable, value, "Keystone's v2.0 is gone; give the address without a version");
        }
        return address.map(uri -> uri.getPath().endsWith("/v3") ? uri : URI.create(uri + "/v3")).orElse(null);
    }

    /** It may say where the project's id belongs, as keystoneauth has it: {@code %(project_id)s}. */
    private static Optional<String> override(Sources sources, Variable variable) {
        var text = sources.text(variable);
        text.filter(value -> address(value.replaceAll("[%$]\\((project|tenant)_id\\)s", "id"), false).isEmpty())
                .ifPresent(value -> sources.problem(variable, value,
                        "must be an address such as https://compute.example:8774/v2.1"));
        return text;
    }

    private static Optional<Proxy> proxy(Sources sources, Variable variable) {
        return sources.text(variable).flatMap(value -> {
            var address = address(value.contains("://") ? value : "http://" + value, true)
                    .filter(uri -> uri.getScheme().equals("http"));
            if (address.isEmpty()) {
                sources.problem(variable, value, "must be a proxy's address such as http://proxy.example:3128");
            }
            return address.map(Proxy::of);
        });
    }

    private static Optional<URI> address(String text, boolean withUser) {
        try {
            var uri = new URI(text.replaceFirst("/+$", ""));
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean port = uri.getPort() != 0 && uri.getPort() <= 65_535;
            boolean user = withUser || uri.getRawUserInfo() == null;
            return Optional.of(uri).filter(_ -> http && port && user && uri.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
