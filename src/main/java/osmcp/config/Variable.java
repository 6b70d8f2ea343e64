package osmcp.config;

import module java.base;

/** Everything that can be set, in the order in which it is explained. The README's table is held to this one. */
public enum Variable {
    OS_AUTH_URL("Keystone, with or without `/v3`"),
    OS_AUTH_PROTOCOL("`http` or `https`: with the next two in place of `OS_AUTH_URL`", "http"),
    OS_AUTH_HOST("Keystone's host"),
    OS_AUTH_PORT("Keystone's port", "5000"),
    OS_CLOUD("the entry of `clouds.yaml` to take what is not set here from"),
    OS_CLIENT_CONFIG_FILE("that file; by default `openstack/clouds.yaml` in the user's configuration folder, else in "
            + "`/etc`"),
    OS_AUTH_TYPE("`password`, `token` or `v3applicationcredential`; by default what the secret that is set is for"),
    OS_USERNAME("who signs in; or `OS_USER_ID`"),
    OS_USER_ID("the same by id, then without a domain"),
    OS_PASSWORD("the password", true),
    OS_USER_DOMAIN_NAME("the user's domain by name"),
    OS_USER_DOMAIN_ID("the user's domain by id", "default"),
    OS_APPLICATION_CREDENTIAL_ID("in place of a user: it has a project of its own"),
    OS_APPLICATION_CREDENTIAL_NAME("the same by name, with its user"),
    OS_APPLICATION_CREDENTIAL_SECRET("its secret", true),
    OS_TOKEN("in place of a user: a token got elsewhere, which cannot be renewed", true),
    OS_PROJECT_NAME("the one project; or `OS_PROJECT_ID`"),
    OS_PROJECT_ID("the same by id, then without a domain"),
    OS_PROJECT_DOMAIN_NAME("the project's domain by name"),
    OS_PROJECT_DOMAIN_ID("the project's domain by id", "default"),
    OS_REGION_NAME("the region; by default the only one in the catalogue, else `RegionOne`"),
    OS_INTERFACE("`public`, `internal` or `admin`; also as `OS_ENDPOINT_TYPE`", "public"),
    OS_ENDPOINT_TYPE("older name of `OS_INTERFACE`"),
    OS_IDENTITY_API_VERSION("only `3`", "3"),
    OS_CACERT("PEM file of the authorities to trust, or a folder of such; by default the operating system's"),
    SSL_CERT_FILE("PEM file that stands for the operating system's trust, as OpenSSL knows it"),
    OS_CERT("PEM file of the certificate to show, with those between it and its authority"),
    OS_KEY("PEM file of its private key, without a passphrase; by default it is in the same file"),
    OS_INSECURE("`true`: https servers are not checked; for tests, since anybody in between reads the password",
            "false"),
    HTTPS_PROXY("proxy for https, `http://NAME:PASSWORD@HOST:PORT`; in lower case too; never for loopback"),
    HTTP_PROXY("proxy for plain http"),
    NO_PROXY("hosts without one: names, which stand for what is below them too, addresses, networks, `*`"),
    OS_COMPUTE_PORT("when set, Nova is reached at Keystone's host on this port, with the catalogue's path"),
    OS_NETWORK_PORT("the same for Neutron"),
    OS_VOLUME_PORT("the same for Cinder"),
    OS_IMAGE_PORT("the same for Glance"),
    OS_PLACEMENT_PORT("the same for Placement"),
    OS_HEAT_STACK_PORT("the same for Heat"),
    OS_HEAT_STACK_CFN_PORT("accepted and without use"),
    OS_LOAD_BALANCER_PORT("the same for Octavia"),
    OS_COMPUTE_ENDPOINT_OVERRIDE("Nova's address in place of the catalogue's; stronger than the port"),
    OS_NETWORK_ENDPOINT_OVERRIDE("the same for Neutron"),
    OS_BLOCK_STORAGE_ENDPOINT_OVERRIDE("the same for Cinder; also as `OS_VOLUME_ENDPOINT_OVERRIDE`"),
    OS_IMAGE_ENDPOINT_OVERRIDE("the same for Glance"),
    OS_IDENTITY_ENDPOINT_OVERRIDE("the same for Keystone, but for signing in"),
    OS_ORCHESTRATION_ENDPOINT_OVERRIDE("the same for Heat"),
    OS_LOAD_BALANCER_ENDPOINT_OVERRIDE("the same for Octavia"),
    OS_PLACEMENT_ENDPOINT_OVERRIDE("the same for Placement"),
    OS_METRIC_ENDPOINT_OVERRIDE("the same for Gnocchi"),
    OS_ALARM_ENDPOINT_OVERRIDE("the same for Aodh"),
    ALLOW_MODIFY_OPERATIONS("`true`: tools that change things are there", "false"),
    ALLOW_ADMIN_OPERATIONS("`true`: tools that reach beyond the project are there", "false"),
    CONFIRM_OPERATIONS("`auto`: what destroys more than one thing, or what a filter found, is shown first and done "
            + "once it is confirmed; `always`: all that destroys; `never`", "auto"),
    MCP_AUDIT_LOG("file to which every change is appended, before it is sent and after; without room for it nothing "
            + "is changed"),
    MCP_TOOLSETS("`all`, or some of `compute`, `network`, `volume`, `image`, `identity`, `orchestration`, "
            + "`load_balancer`, `monitoring`, `quota`, with commas", "all"),
    FASTMCP_TYPE("`stdio` or `streamable-http`; this and the next two also as `MCP_TYPE` and so on", "stdio"),
    FASTMCP_HOST("where HTTP listens", "127.0.0.1"),
    FASTMCP_PORT("on which port", "8080"),
    REMOTE_AUTH_ENABLE("`true`: clients must show the key as a bearer", "false"),
    REMOTE_SECRET_KEY("that key", true),
    MCP_STATE_KEY("32 bytes in base64 that seal what clients keep for the server; servers that share work share it",
            true),
    MCP_ALLOWED_HOSTS("names besides those of loopback by which HTTP may be called, with commas"),
    MCP_ALLOWED_ORIGINS("the same for pages, such as `https://chat.example`"),
    MCP_TLS_CERT("PEM file of the certificate that makes it https"),
    MCP_TLS_KEY("PEM file of its private key"),
    MCP_LOG_LEVEL("`DEBUG`, `INFO`, `WARNING`, `ERROR` or `CRITICAL`; the log goes to stderr", "INFO");

    private final String about;
    private final Optional<String> fallback;
    private final boolean secret;

    Variable(String about) { this(about, Optional.empty(), false); }
    Variable(String about, String fallback) { this(about, Optional.of(fallback), false); }
    Variable(String about, boolean secret) { this(about, Optional.empty(), secret); }

    Variable(String about, Optional<String> fallback, boolean secret) {
        this.about = about;
        this.fallback = fallback;
        this.secret = secret;
    }

    /** What it means, for the README. */
    public String about() { return about; }

    public Optional<String> fallback() { return fallback; }

    /** A secret may also come from the file in {@code NAME_FILE} or the command in {@code NAME_CMD}. */
    public boolean secret() { return secret; }

    /** The names by which it is set: its own first, and for a secret those of its file and its command. */
    Stream<String> names() {
        if (secret) return Stream.of("", "_FILE", "_CMD").map(name()::concat);
        return switch (this) {
            case HTTPS_PROXY, HTTP_PROXY, NO_PROXY -> Stream.of(name(), name().toLowerCase(Locale.ROOT));
            case FASTMCP_TYPE, FASTMCP_HOST, FASTMCP_PORT -> Stream.of(name(), name().substring(4));
            case OS_BLOCK_STORAGE_ENDPOINT_OVERRIDE -> Stream.of(name(), "OS_VOLUME_ENDPOINT_OVERRIDE");
            default -> Stream.of(name());
        };
    }

    /** Every name that is known. */
    static Set<String> all() {
        return Stream.of(values()).flatMap(Variable::names).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
