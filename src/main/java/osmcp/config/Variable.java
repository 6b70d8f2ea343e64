package osmcp.config;

import module java.base;

/** Everything that can be set, in the order in which it is explained. The README's table is held to this one. */
public enum Variable {
    OS_AUTH_URL("Keystone, with or without `/v3`"),
    OS_AUTH_PROTOCOL("`http` or `https`: with the next two in place of `OS_AUTH_URL`", "http"),
    OS_AUTH_HOST("Keystone's host"),
    OS_AUTH_PORT("Keystone's port", "5000"),
    OS_USERNAME("who signs in; or `OS_USER_ID`"),
    OS_USER_ID("the same by id, then without a domain"),
    OS_PASSWORD("the password", true),
    OS_USER_DOMAIN_NAME("the user's domain by name"),
    OS_USER_DOMAIN_ID("the user's domain by id", "default"),
    OS_PROJECT_NAME("the one project; or `OS_PROJECT_ID`"),
    OS_PROJECT_ID("the same by id, then without a domain"),
    OS_PROJECT_DOMAIN_NAME("the project's domain by name"),
    OS_PROJECT_DOMAIN_ID("the project's domain by id", "default"),
    OS_REGION_NAME("the region; by default the only one in the catalogue, else `RegionOne`"),
    OS_INTERFACE("`public`, `internal` or `admin`; also as `OS_ENDPOINT_TYPE`", "public"),
    OS_ENDPOINT_TYPE("older name of `OS_INTERFACE`"),
    OS_IDENTITY_API_VERSION("only `3`", "3"),
    OS_CACERT("PEM file of the authorities to trust; by default the operating system's"),
    SSL_CERT_FILE("PEM file that stands for the operating system's trust, as OpenSSL knows it"),
    OS_COMPUTE_PORT("when set, Nova is reached at Keystone's host on this port, with the catalogue's path"),
    OS_NETWORK_PORT("the same for Neutron"),
    OS_VOLUME_PORT("the same for Cinder"),
    OS_IMAGE_PORT("the same for Glance"),
    OS_PLACEMENT_PORT("the same for Placement"),
    OS_HEAT_STACK_PORT("the same for Heat"),
    OS_HEAT_STACK_CFN_PORT("accepted and without use"),
    OS_LOAD_BALANCER_PORT("the same for Octavia"),
    ALLOW_MODIFY_OPERATIONS("`true`: tools that change things are there", "false"),
    ALLOW_ADMIN_OPERATIONS("`true`: tools that reach beyond the project are there", "false"),
    MCP_TOOLSETS("`all`, or some of `compute`, `network`, `volume`, `image`, `identity`, `orchestration`, "
            + "`load_balancer`, `monitoring`, `quota`, with commas", "all"),
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

    /** Every name that is known, those of files and commands for secrets among them. */
    static Set<String> names() {
        var names = new LinkedHashSet<String>();
        for (var variable : values()) {
            names.add(variable.name());
            if (variable.secret) names.addAll(List.of(variable + "_FILE", variable + "_CMD"));
        }
        return names;
    }
}
