package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.CloudException.Why;

/**
 * The cloud during one call of a tool: one view, one deadline, one request id that all services log, one count of
 * requests. Reading needs nothing; a change is rooted in a {@link Target}, for which it takes the leave to write.
 */
public final class Session implements AutoCloseable {
    private static final Duration GREETING = Duration.ofSeconds(10);

    /** Nova refuses with that status what no role would help with: a disk of no size that is not a volume. */
    private static final String NOBODY = "(?is)only .* allowed for .*";

    private final Connection connection;
    private final View view;
    private final Instant deadline;
    private final String requestId = "req-" + UUID.randomUUID();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger heldKib = new AtomicInteger();
    private final ThreadLocal<List<String>> changed = ThreadLocal.withInitial(ArrayList::new);

    Session(Connection connection, View view, Instant deadline) {
        this.connection = connection;
        this.view = view;
        this.deadline = deadline;
    }

    /** A JSON answer; its size counts against what may be in work at once until it is let go. */
    record Read(ObjectNode json, int kib) {}

    /** How many requests were sent for this call, those for signing in and finding services among them. */
    public int requests() { return requests.get(); }

    /** By which the services' logs know the changes that this thread has sent since it last asked, the latest last. */
    public List<String> changed() {
        var ids = List.copyOf(changed.get());
        changed.get().clear();
        return ids;
    }

    /** The id that the services' logs have for every request of this call. */
    public String requestId() { return requestId; }

    /** The name of the user who signed in. */
    public String userName() { return token().userName(); }

    /** As whom this server is known; signs in if that was not done yet. */
    public SignedIn signedIn() {
        var token = token();
        return new SignedIn(token.userName(), token.userId(), token.projectName(), token.projectId(),
                token.roles(), token.left(), token.ahead());
    }

    /**
     * Where a service of this official type is for us. Empty where neither the catalogue nor a setting knows it.
     *
     * @throws CloudException it is in another region or interface
     */
    public Optional<Way> way(String type) {
        var catalog = token().catalog();
        return catalog.knows(type) ? Optional.of(new Way(catalog.find(type), catalog.listed(type))) : Optional.empty();
    }

    /** What is odd about the way in all the time. */
    public List<String> cautions() { return connection.cautions(); }

    /** What whoever reads the answer has to know of the way in: that the token will end, and cannot be renewed. */
    public Optional<String> notice() { return connection.auth.notice(); }

    /** The time by the cloud's clock. */
    public Instant now() { return Instant.now().plus(token().ahead()); }

    /** How much of the time for this call is left; not below zero. */
    public Duration left() {
        var left = Duration.between(Instant.now(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public <T extends Resource> Many<T> list(Kind<T> kind) { return new Many<>(this, kind, "", List.of()); }

    /** What lives below one thing, by a kind whose place is {@link Place#below}. */
    public <T extends Resource> Many<T> below(Ref<?> parent, Kind<T> kind) {
        return new Many<>(this, kind, inside(parent, kind), List.of(parent));
    }

    /** One thing below another, by its own id or by that of another thing, if its API addresses it so. */
    public <T extends Resource> One<T> below(Ref<?> parent, Kind<T> kind, Segment id) {
        return new One<>(this, kind, inside(parent, kind), id.text(), List.of(parent));
    }

    private static String inside(Ref<?> parent, Kind<?> kind) {
        if (kind.place().isBelow() && parent.kind().place().service().equals(kind.place().service())) {
            return parent.path();
        }
        throw new IllegalArgumentException("a " + kind.noun() + " does not live below a " + parent.kind().noun());
    }

    /** The one that a name or id means: ours, or shared with us. */
    public <T extends Resource> Ref<T> see(Kind<T> kind, String nameOrId) {
        return list(kind).find(List.of(nameOrId), false).getFirst().seen().orElseThrow();
    }

    /** The leave to change; absent where this server was started to read only. */
    public Optional<Writes> writes() {
        return connection.writable() ? Optional.of(new Writes(this, false)) : Optional.empty();
    }

    /** Refuses in words, with {@link Why#TOO_OLD}, if the kind's service offers no such version. */
    public void need(Kind<?> kind, Microversion floor) {
        var service = kind.place().service();
        Microversion.choose(Connection.project(service), connection.api(service, this).range(), Optional.of(floor),
                Optional.of(floor));
    }

    /** A leave to claim and to send nothing, for proving what could be changed; even where this server only reads. */
    public Writes dryLeave() { return new Writes(this, true); }

    /** A request that changes this target, at its own path or below it. */
    public Change at(Target<?> target) { return new Change(this, target.kind().place(), target.path(), target); }

    /** How these are now; see {@link Many#again}. All must have been found in the same place. */
    public <T extends Resource> Map<String, T> again(List<? extends Ref<T>> things, Instant since) {
        if (things.isEmpty()) return Map.of();
        var first = things.getFirst();
        var before = new LinkedHashMap<String, T>();
        things.forEach(thing -> before.put(thing.id(), thing.value()));
        int held = heldKib.get();
        try {
            return new Many<>(this, first.kind(), first.above(), List.<Ref<?>>of()).again(before, since);
        } finally {
            let(heldKib.get() - held); // a call that waits asks often, and keeps none of the answers
        }
    }

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
            if (answer.status() != 200 && answer.status() != 300) {
                return new Greeting("", Optional.empty(), "", millis);
            }
            var current = versions(answer).stream()
                    .max(Comparator.comparing((Api.Version v) -> v.status().equals("CURRENT"))
                            .thenComparing(v -> v.range().map(Microversion.Range::to).orElse(new Microversion(0, 0))));
            var range = current.flatMap(Api.Version::range);
            return new Greeting(current.map(Api.Version::id).orElse(""), range,
                    range.map(r -> Releases.with(Connection.project(type), r.to())).orElse(""), millis);
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

    View view() { return view; }

    Token token() { return connection.auth.token(deadline, requests::incrementAndGet); }

    /** GET of a path of the place's service, in the version that its rows are known in. */
    Read get(Place place, String path) {
        var answer = ask("GET", place, path, null, Optional.empty(), Map.of());
        try {
            return new Read(Http.object(Connection.project(place.service()), answer), answer.kib());
        } catch (CloudException e) {
            let(answer.kib());
            throw e;
        }
    }

    /**
     * Asks something of a thing that we were shown, by a POST that changes nothing. It is sent once only.
     *
     * @param values what is asked for
     * @return the whole answer
     */
    public ObjectNode ask(Ref<?> thing, Inquiry what, Map<String, ?> values) {
        var body = Json.object();
        body.set(what.name, Json.node(values));
        var place = thing.kind().place();
        var answer = ask("POST", place, thing.path() + what.path, Json.bytes(body), Optional.empty(), Map.of());
        try {
            return Http.object(Connection.project(place.service()), answer);
        } finally {
            let(answer.kib());
        }
    }

    /**
     * What a service tells of our project as a whole: its quota, its usage. GET {path}/{own project}{after}
     *
     * @param asked behind the question mark
     * @return the whole answer
     */
    public ObjectNode ofProject(Place place, String after, Map<String, String> asked) {
        var query = Query.NONE;
        for (var part : asked.entrySet()) query = query.plus(part.getKey(), part.getValue());
        var answer = get(place, place.path() + "/" + Query.encode(token().projectId()) + after + query);
        let(answer.kib());
        return answer.json();
    }

    /** Reached by what is rooted in a target, or makes something new, and by nothing else. */
    ObjectNode change(String method, Place place, String path, Body body, Optional<Microversion> floor,
            Map<String, String> more) {
        var json = body == null ? null : body.json();
        if (json != null) refuseOtherProjects(json);
        Http.Answer answer;
        try {
            answer = ask(method, place, path, json == null ? null : Json.bytes(json), floor, more);
        } catch (CloudException e) {
            // what stands before the service did not wait for it, and it may be at work still
            if (e.status() == 502 || e.status() == 504) throw CloudException.unknown(e.getMessage());
            throw e;
        }
        let(answer.kib());
        Optional.of(answer.header("x-openstack-request-id")).filter(id -> !id.isEmpty()).ifPresent(changed.get()::add);
        // some say null, or nothing, or plain text: that it was done, the status says
        try {
            return answer.body().length > 0 && Json.parse(answer.body()) instanceof ObjectNode object ? object
                    : Json.object();
        } catch (Json.Malformed e) {
            return Json.object();
        }
    }

    /** The second line of defence: the project is the token's, and no body may say another. */
    private void refuseOtherProjects(JsonNode body) {
        for (var field : body.properties()) {
            boolean names = Set.of("project_id", "tenant_id").contains(field.getKey());
            if (names && !field.getValue().asText("").equals(token().projectId())) {
                throw new IllegalStateException("a change that names another project");
            }
        }
        body.forEach(this::refuseOtherProjects);
    }

    /** A good answer; all others are thrown. */
    private Http.Answer ask(String method, Place place, String path, byte[] body, Optional<Microversion> floor,
            Map<String, String> more) {
        var service = place.service();
        var api = connection.api(service, this);
        var least = Stream.of(floor, place.floor()).flatMap(Optional::stream).max(Comparator.naturalOrder());
        var version = Microversion.choose(Connection.project(service), api.range(), least, place.known());
        var token = token();
        var call = call(method, service, api, path, body, version, token, more);
        var answer = send(call);
        if (answer.status() == 401) { // revoked, or its end came sooner than we thought: once more with a new one
            let(answer.kib());
            answer = send(call(method, service, api, path, body, version,
                    connection.auth.after(token, deadline, requests::incrementAndGet), more));
        }
        if (answer.status() < 300) return answer;
        let(answer.kib());
        var sentence = Faults.sentence(answer.body());
        var operation = method + " " + path.replaceFirst("\\?.*", "");
        throw CloudException.refused(Connection.project(service), answer.status(), sentence,
                answer.header("x-openstack-request-id"), hint(answer.status(), sentence, operation));
    }

    private Http.Call call(String method, String service, Api api, String path, byte[] body,
            Optional<Microversion> version, Token token, Map<String, String> more) {
        var headers = new HashMap<>(headers(token));
        // Cinder's name in this header is the one that its service type had
        var name = service.equals("block-storage") ? "volume" : service;
        version.ifPresent(v -> headers.put("OpenStack-API-Version", name + " " + v));
        headers.putAll(more);
        return new Http.Call(service, method, URI.create(api.base() + path), headers, body);
    }

    Map<String, String> headers() { return headers(token()); }

    private Map<String, String> headers(Token token) {
        return Map.of("X-Auth-Token", token.id().reveal(), "X-Openstack-Request-Id", requestId);
    }

    /** @param operation since Octavia, Gnocchi and Aodh do not say what it is that their policy refuses */
    private String hint(int status, String sentence, String operation) {
        return switch (status) {
            case 403, 413 -> refusal(status, sentence, operation);
            case 401 -> "it refuses tokens that Keystone has just given: do both belong to the same cloud?";
            case 400 -> sentence.isBlank() ? "one of the values given is not one that it takes" : "";
            case 412 -> "it was changed by others meanwhile; look at it again, then call again";
            case 429 -> "it has too much to do; try again later";
            case 500, 502, 503, 504 -> "try again later; get_service_status shows which services answer";
            default -> "";
        };
    }

    /** Limits are told with the same status as what policy forbids, and so are reasons that need no other word. */
    private String refusal(int status, String sentence, String operation) {
        if (sentence.matches("(?is).*(quota|exceed|limit|maximum|too many).*")) return "get_quota shows what is left";
        if (status == 413 || sentence.matches(NOBODY)) return "";
        return "for " + operation + " the cloud's policy wants other roles than those of this account: "
                + token().roles().stream().sorted().collect(Collectors.joining(", "));
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
