package osmcp.cloud;

import module java.base;
import com.sun.net.httpserver.*;

/**
 * A cloud on 127.0.0.1. Start it, hand its {@link #environment} to what is tested, and look into its
 * {@link #journal} afterwards; {@link #violations} must be empty in every test.
 */
public final class FakeCloud implements AutoCloseable {
    static {
        // or small answers on a kept connection wait 40 ms for the client's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Options options;
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> roots = new LinkedHashMap<>();
    private final Catalogue catalogue = new Catalogue(roots);
    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final Watch watch = new Watch();
    private final Tokens tokens;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean ignoresFilters;
    private final Map<String, Map<String, ?>> failing = new ConcurrentHashMap<>();
    private volatile Duration pace = Duration.ofMillis(150);

    private FakeCloud(Options options) {
        this.options = options;
        this.tokens = new Tokens(options.lifetime());
    }

    /** The small world over http, a free port for each service. */
    public static FakeCloud start() throws IOException { return start(Options.of(World.small())); }

    public static FakeCloud start(Options options) throws IOException {
        var cloud = new FakeCloud(options);
        try {
            cloud.listen();
            return cloud;
        } catch (IOException e) {
            cloud.close();
            throw e;
        }
    }

    private void listen() throws IOException {
        var services = List.of(new Keystone(this), new Nova(this), new Glance(this), new Neutron(this),
                new Cinder(this), new Heat(this),
                new Roots(this, "cloudformation", "/heat-api-cfn"), new Octavia(this),
                new Placement(this), new Roots(this, "metric", "/metric"),
                new Roots(this, "alarming", "/alarm"));
        var shared = options.onePort() ? server("all") : null;
        for (var service : services) {
            var server = shared == null ? server(service.type) : shared;
            var prefix = shared == null ? "" : service.prefix;
            var root = root(server) + prefix;
            roots.put(service.type, root);
            server.createContext(prefix.isEmpty() ? "/" : prefix, new Wire(this, service, prefix, root));
        }
        var stranger = new Stranger(this);
        var server = server(stranger.type);
        roots.put(stranger.type, root(server));
        server.createContext("/", new Wire(this, stranger, "", root(server)));
        servers.forEach(HttpServer::start);
    }

    private HttpServer server(String service) throws IOException {
        var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                options.ports().getOrDefault(service, 0));
        HttpServer server;
        if (options.tls().isPresent()) {
            var secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(options.tls().get()));
            server = secure;
        } else {
            server = HttpServer.create(address, 0);
        }
        server.setExecutor(threads);
        servers.add(server);
        return server;
    }

    private String root(HttpServer server) {
        return (options.tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where a service is, without a slash at the end: {@code "compute"}, {@code "block-storage"}, {@code "metric"}. */
    public String at(String service) { return Objects.requireNonNull(roots.get(service), service); }

    public String authUrl() { return at("identity") + "/v3"; }

    /** A host that is no part of the cloud, for redirects and next links. A token that gets there is a violation. */
    public String stranger() { return at("stranger"); }

    /** What a client needs to sign in as {@code demo}, {@code demo_member}, {@code demo_reader}, {@code other} … */
    public Map<String, String> environment(String user) {
        return environment(user, user.replaceFirst("_(member|reader)$", ""));
    }

    /** The same in another project: {@code admin} in {@code demo}. */
    public Map<String, String> environment(String user, String project) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("OS_AUTH_URL", authUrl());
        variables.put("OS_USERNAME", user);
        variables.put("OS_PASSWORD", People.password());
        variables.put("OS_PROJECT_NAME", project);
        variables.put("OS_USER_DOMAIN_NAME", "Default");
        variables.put("OS_PROJECT_DOMAIN_NAME", "Default");
        variables.put("OS_REGION_NAME", "RegionOne");
        return variables;
    }

    /** The id of that user's application credential. */
    public String credential(String user) {
        return People.users().stream().filter(one -> one.name().equals(user)).map(People::credential).findFirst()
                .orElseThrow();
    }

    public World world() { return options.world(); }

    public Catalogue catalogue() { return catalogue; }

    public Tokens tokens() { return tokens; }

    public Journal journal() { return journal; }

    public Faults faults() { return faults; }

    /** What no client of ours may do, and one did; see {@link Watch}. */
    public List<String> violations() { return watch.violations(); }

    /** Every answer takes that much longer. */
    public void delay(Duration time) { delay = time; }

    /** How long things take that services begin to do and do not wait for; zero: no time. */
    public void pace(Duration time) { pace = time; }

    Duration pace() { return pace; }

    /** Changes of that server or volume begin, and after a while all is as before: whoever asked is not told. */
    public void fails(String id) { fails(id, Map.of()); }

    /** The same, and these fields are put over what was before: {@code "status", "ERROR"}, a fault. */
    public void fails(String id, Map<String, ?> fields) { failing.put(id, fields); }

    /** What comes of a change of that row instead of what should; empty if nothing is in its way. */
    Optional<Map<String, ?>> failing(String id) { return Optional.ofNullable(failing.get(id)); }

    /** Nova filters nothing but by project, and not even that for an administrator who asks for all. */
    public void ignoreFilters(boolean ignored) { ignoresFilters = ignored; }

    boolean ignoresFilters() { return ignoresFilters; }

    Duration delay() { return delay; }

    Watch watch() { return watch; }

    boolean keepsAlive() { return options.keepAlive(); }

    @Override public void close() {
        servers.forEach(server -> server.stop(0));
        catalogue.close();
        threads.shutdownNow();
    }
}
