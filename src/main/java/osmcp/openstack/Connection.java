package osmcp.openstack;

import module java.base;
import osmcp.openstack.CloudException.Why;

/** What all calls share: the token, the connections, and what is known of the services. Made without a request. */
public final class Connection implements AutoCloseable {
    /** What each service is called, and the version of it that we speak, as its path has it. */
    private enum Spoken {
        COMPUTE("Nova", "v2.1"), NETWORK("Neutron", "v2.0"), IMAGE("Glance", "v2"), BLOCK_STORAGE("Cinder", "v3"),
        IDENTITY("Keystone", "v3"), ORCHESTRATION("Heat", "v1"), LOAD_BALANCER("Octavia", "v2"),
        PLACEMENT("Placement", ""), METRIC("Gnocchi", "v1"), ALARM("Aodh", "v2");

        private final String project;
        private final String version;

        Spoken(String project, String version) {
            this.project = project;
            this.version = version;
        }

        static Spoken of(String type) { return valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_')); }

        String type() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }
        int major() { return version.isEmpty() ? 1 : version.charAt(1) - '0'; }
        boolean hasMicroversions() { return this == COMPUTE || this == BLOCK_STORAGE || this == PLACEMENT; }
    }

    private final Account account;
    private final Map<String, Api> apis = new ConcurrentHashMap<>();
    private final Map<String, Lock> asking = new ConcurrentHashMap<>();
    final Http http;
    final Auth auth;

    public Connection(Account account) {
        this.account = account;
        this.http = new Http(account);
        this.auth = new Auth(account, http);
    }

    /** For one call of a tool, which looks at so much and may take so long. Close it when the call has ended. */
    public Session session(View view, Duration longest) {
        return new Session(this, view, Instant.now().plus(longest));
    }

    List<String> cautions() {
        return account.tls().insecure() ? List.of("no https server is checked, since OS_INSECURE is set") : List.of();
    }

    /** How many requests left that could have changed something, whatever came of them. */
    public int changes() { return http.changes(); }

    /** How many requests left, by service. */
    public Map<String, Long> requests() { return http.requests(); }

    /** How https servers are checked, for people. */
    public String trust() { return Trust.words(account.tls()); }

    boolean writable() { return account.writable(); }

    /** How much of answers is being worked on, in KiB of their text. */
    int kibInWork() { return http.kibInWork(); }

    /** Ends all connections. */
    @Override public void close() { http.close(); }

    /** By the name that operators use, as far as we know it. */
    static String project(String type) {
        return Arrays.stream(Spoken.values()).filter(spoken -> spoken.type().equals(type)).map(spoken -> spoken.project)
                .findFirst().orElse(type);
    }

    /** How the service is called; found out when first needed, by one caller for all, and again if that failed. */
    Api api(String type, Session session) {
        var known = apis.get(type);
        if (known != null) return known;
        var lock = asking.computeIfAbsent(type, _ -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Why.NOT_SENT, "cancelled", "");
        }
        try {
            known = apis.get(type);
            if (known != null) return known;
            var found = ask(type, session);
            // without its range one odd answer would make us speak the oldest version for ever: ask again next time
            if (found.range().isPresent() || !Spoken.of(type).hasMicroversions()) apis.put(type, found);
            return found;
        } finally {
            lock.unlock();
        }
    }

    private Api ask(String type, Session session) {
        var spoken = Spoken.of(type);
        var endpoint = session.token().catalog().find(type);
        boolean asTheCatalogueSays = endpoint.hasVersion() && !account.ports().containsKey(type)
                && !account.overrides().containsKey(type);
        if (asTheCatalogueSays && !spoken.hasMicroversions()) {
            return new Api(endpoint.uri().toString(), Optional.empty());
        }
        var document = endpoint.versioned();
        var answer = session.send(new Http.Call(type, "GET", document, session.headers(), null));
        try {
            var versions = answer.status() == 200 || answer.status() == 300
                    ? Api.versions(Http.object(spoken.project, answer)) : List.<Api.Version>of();
            var ours = versions.stream().filter(version -> version.major() == spoken.major())
                    .max(Comparator.comparing(version -> version.range().map(Microversion.Range::to)
                            .orElse(new Microversion(0, 0))));
            if (answer.status() >= 500) {
                throw CloudException.refused(spoken.project, answer.status(), Faults.sentence(answer.body()),
                        answer.header("x-openstack-request-id"),
                        "try again later; get_service_status shows which services answer");
            }
            if (ours.isEmpty() && !versions.isEmpty()) {
                var offered = versions.stream().map(Api.Version::id).collect(Collectors.joining(", "));
                throw new CloudException(Why.TOO_OLD,
                        spoken.project + " offers " + offered + ", and " + spoken.version + " is needed", "");
            }
            // some answer 404 or a redirect at their root; what we speak is then where it always is
            var segment = ours.map(Api.Version::segment).orElse(spoken.version);
            boolean bare = endpoint.hasVersion() || spoken.version.isEmpty();
            return new Api(endpoint.uri() + (bare ? "" : "/" + segment), ours.flatMap(Api.Version::range));
        } finally {
            session.let(answer.kib());
        }
    }
}
