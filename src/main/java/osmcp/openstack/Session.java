package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.CloudException.Why;

/**
 * The cloud during one call of a tool: one deadline, one request id that all services log, one count of requests.
 * Reading is all it can do.
 */
public final class Session implements AutoCloseable {
    private static final java.util.regex.Pattern ID =
            java.util.regex.Pattern.compile("\\p{XDigit}{8}-?(\\p{XDigit}{4}-?){3}\\p{XDigit}{12}");

    private static final Duration GREETING = Duration.ofSeconds(10);

    private final Connection connection;
    private final Instant deadline;
    private final String requestId = "req-" + UUID.randomUUID();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger heldKib = new AtomicInteger();

    Session(Connection connection, Instant deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /** A JSON answer; its size counts against what may be in work at once until it is let go. */
    record Read(ObjectNode json, int kib) {}

    /** How many requests were sent for this call, those for signing in and finding services among them. */
    public int requests() { return requests.get(); }

    /** The id that the services' logs have for every request of this call. */
    public String requestId() { return requestId; }

    /** The names of the roles that the token has. */
    public List<String> roles() { return token().roles(); }

    public <T extends Resource> Many<T> list(Kind<T> kind) { return new Many<>(this, kind); }

    /** Every line of the catalogue, with whether calls go there. */
    public Map<Endpoint, Boolean> endpoints() {
        var catalog = token().catalog();
        var all = new LinkedHashMap<Endpoint, Boolean>();
        catalog.all().forEach(endpoint -> all.put(
                catalog.used(endpoint) ? catalog.moved(ServiceCatalog.official(endpoint.type()), endpoint) : endpoint,
                catalog.used(endpoint)));
        return all;
    }

    /**
     * GET at an endpoint's root, without a token, as anybody may. Any answer but a server's error shows that it lives.
     *
     * @throws CloudException it cannot be reached, or is in trouble
     */
    public Greeting greet(Endpoint endpoint) {
        long start = System.nanoTime();
        var type = ServiceCatalog.official(endpoint.type());
        // a service that hangs must not keep back what the others said
        var latest = Instant.now().plus(GREETING);
        var answer = send(Http.Call.get(type, endpoint.root(), Map.of("X-Openstack-Request-Id", requestId)),
                latest.isBefore(deadline) ? latest : deadline);
        try {
            int millis = (int) ((System.nanoTime() - start) / 1_000_000);
            if (answer.status() >= 500) {
                throw CloudException.refused(Connection.project(type), answer.status(), Faults.sentence(answer.body()),
                        answer.header("x-openstack-request-id"), "");
            }
            if (answer.status() != 200 && answer.status() != 300) return new Greeting("", Optional.empty(), millis);
            var current = versions(answer).stream()
                    .max(Comparator.comparing((Api.Version v) -> v.status().equals("CURRENT"))
                            .thenComparing(v -> v.range().map(Microversion.Range::to).orElse(new Microversion(0, 0))));
            return new Greeting(current.map(Api.Version::id).orElse(""), current.flatMap(Api.Version::range), millis);
        } finally {
            let(answer.kib());
        }
    }

    /** None where a service greets with something else, as object stores do. */
    private static List<Api.Version> versions(Http.Answer answer) {
        try {
            return Api.versions(Http.object("", answer));
        } catch (CloudException e) {
            return List.of();
        }
    }

    /**
     * Those that the names or ids mean, in their order. Text that looks like a UUID is only ever an id and is looked up
     * by itself; names are looked up together. Our own come before what is shared, so a stranger who shares a thing
     * breaks no name of ours. {@link Why#NOT_FOUND} names what there is not, {@link Why#AMBIGUOUS} what there is twice.
     */
    public <T extends Resource> List<Ref<T>> see(Kind<T> kind, List<String> texts) {
        // services write ids in small letters
        var wanted = texts.stream().map(text -> ID.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : text)
                .distinct().toList();
        var ids = wanted.stream().filter(text -> ID.matcher(text).matches()).toList();
        var questions = new ArrayList<Callable<List<Row<T>>>>();
        boolean few = wanted.size() <= Many.FEW;
        if (few) ids.forEach(id -> questions.add(() -> new One<>(this, kind, id).row().stream().toList()));
        var rest = few ? wanted.stream().filter(text -> !ids.contains(text)).toList() : wanted;
        if (!rest.isEmpty()) questions.add(() -> list(kind).called(rest).toList());
        // one that is named by id and by name comes twice
        var rows = Together.all(questions).stream().flatMap(List::stream).collect(Collectors.toMap(
                row -> row.value().id(), Function.identity(), (first, _) -> first, LinkedHashMap::new)).values();
        var found = wanted.stream().collect(Collectors.toMap(Function.identity(), text -> rows.stream()
                .filter(row -> text.equals(ids.contains(text) ? row.value().id() : row.value().name())).toList()));
        var missing = wanted.stream().filter(text -> found.get(text).isEmpty()).toList();
        if (!missing.isEmpty()) throw CloudException.missing(kind.noun(), missing);
        return wanted.stream().map(text -> best(text, found.get(text))).distinct()
                .flatMap(row -> row.seen().stream()).toList();
    }

    private static <T extends Resource> Row<T> best(String name, List<Row<T>> rows) {
        var rank = rows.stream().map(Row::whose).min(Comparator.naturalOrder()).orElseThrow();
        var best = rows.stream().filter(row -> row.whose() == rank).toList();
        if (best.size() == 1) return best.getFirst();
        throw new CloudException(Why.AMBIGUOUS, best.size() + " " + best.getFirst().kind().noun() + "s are called "
                + name, "use an id: " + best.stream().map(row -> row.value().id() + ("OURS".equals(rank.name())
                ? "" : " (another project's, shared)")).collect(Collectors.joining(", ")));
    }

    Judge judge() { return new Judge(token().projectId(), token().admin()); }

    Token token() { return connection.auth.token(deadline, requests::incrementAndGet); }

    /** GET of a path of the kind's service, in the version that the kind's rows are known in. */
    Read get(Place place, String path) {
        var service = place.service();
        var api = connection.api(service, this);
        var version = Microversion.choose(Connection.project(service), api.range(), Optional.empty(), place.known());
        var token = token();
        var call = call(service, api, path, version, token);
        var answer = send(call);
        if (answer.status() == 401) { // revoked, or its end came sooner than we thought: once more with a new one
            let(answer.kib());
            answer = send(call(service, api, path, version,
                    connection.auth.after(token, deadline, requests::incrementAndGet)));
        }
        try {
            if (answer.status() < 300) {
                var json = Http.object(Connection.project(service), answer);
                return new Read(json, answer.kib());
            }
            throw CloudException.refused(Connection.project(service), answer.status(), Faults.sentence(answer.body()),
                    answer.header("x-openstack-request-id"), hint(answer.status()));
        } catch (CloudException e) {
            let(answer.kib());
            throw e;
        }
    }

    private Http.Call call(String service, Api api, String path, Optional<Microversion> version, Token token) {
        var headers = new HashMap<>(headers(token));
        // Cinder's name in this header is the one that its service type had
        var name = service.equals("block-storage") ? "volume" : service;
        version.ifPresent(v -> headers.put("OpenStack-API-Version", name + " " + v));
        return Http.Call.get(service, URI.create(api.base() + path), headers);
    }

    Map<String, String> headers() { return headers(token()); }

    private Map<String, String> headers(Token token) {
        return Map.of("X-Auth-Token", token.id().reveal(), "X-Openstack-Request-Id", requestId);
    }

    private String hint(int status) {
        return switch (status) {
            case 403 -> "the cloud's policy wants other roles than those of this account: "
                    + String.join(", ", token().roles());
            case 400 -> "one of the values given is not one that it takes";
            case 429 -> "it has too much to do; try again later";
            case 500, 502, 503, 504 -> "try again later; get_service_status shows which services answer";
            default -> "";
        };
    }

    Http.Answer send(Http.Call call) { return send(call, deadline); }

    private Http.Answer send(Http.Call call, Instant latest) {
        var answer = connection.http.send(call, latest, requests::incrementAndGet, () -> heldKib.get() > 0);
        heldKib.addAndGet(answer.kib());
        return answer;
    }

    /** Says that an answer of this size is no longer in work. */
    void let(int kib) {
        heldKib.addAndGet(-kib);
        connection.http.release(kib);
    }

    @Override public void close() { connection.http.release(heldKib.getAndSet(0)); }
}
