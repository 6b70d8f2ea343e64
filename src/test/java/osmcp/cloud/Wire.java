package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.*;
import osmcp.json.Json;

/** Between the HTTP server and a service: reads requests, keeps the journal, and lets go wrong what shall. */
final class Wire implements HttpHandler {
    private final FakeCloud cloud;
    private final Service service;
    private final String prefix;
    private final String root;

    Wire(FakeCloud cloud, Service service, String prefix, String root) {
        this.cloud = cloud;
        this.service = service;
        this.prefix = prefix;
        this.root = root;
    }

    @Override public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = request(exchange);
            var where = service.type + " " + request.path()
                    + (request.query().text().isEmpty() ? "" : "?" + request.query().text());
            var fault = cloud.faults().next(request.method(), where);
            check(request);
            boolean changes = !Set.of("GET", "HEAD").contains(request.method());
            if (changes) cloud.journal().begins();
            else if (!service.type.equals("identity")) cloud.world().looked();
            var answer = answer(request, fault);
            request.caller().ifPresent(caller -> cloud.watch().shows(caller, answer.json()));
            boolean none = fault.filter(Fault.Reset.class::isInstance).isPresent();
            journal(request, none ? 0 : answer.status());
            pause(cloud.delay());
            if (changes) cloud.journal().ends();
            send(exchange, answer, fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the cloud ends
        } catch (RuntimeException e) {
            cloud.watch().note("the simulated " + service.type + " failed: " + e + " at " + e.getStackTrace()[0]);
            throw e;
        }
    }

    private Request request(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var path = uri.getPath().substring(prefix.length());
        return new Request(exchange.getRequestMethod(), root, path.isEmpty() ? "/" : path, Query.of(uri.getRawQuery()),
                exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes(), "req-" + UUID.randomUUID(),
                cloud.tokens().find(exchange.getRequestHeaders().getFirst("X-Auth-Token"))
                        .map(Tokens.Issued::caller));
    }

    private void check(Request request) {
        if (!request.header("X-Auth-Token").isEmpty() && !cloud.catalogue().names(service.type, root)) {
            cloud.watch().note("a token was sent to " + root + request.path() + ", which no catalogue names");
        }
        boolean signsIn = service.type.equals("identity") && request.path().equals("/v3/auth/tokens");
        if (!signsIn && !List.of("GET", "HEAD").contains(request.method())) {
            request.caller().ifPresent(caller -> cloud.watch().changes(caller, service.type, request));
        }
    }

    private Answer answer(Request request, Optional<Fault> fault) {
        return switch (fault.orElse(null)) {
            case Fault.Refusal refusal -> {
                var answer = service.error(request, refusal.status(), refusal.sentence().isEmpty()
                        ? "The simulated cloud was told to say so." : refusal.sentence());
                for (int i = 0; i < refusal.headers().size(); i += 2) {
                    answer = answer.with(refusal.headers().get(i), refusal.headers().get(i + 1));
                }
                yield answer.with("x-openstack-request-id", request.id());
            }
            case Fault.Page page -> Answer.of(page.status(), page.type(), "").withBody(page.body());
            case Fault.Headers other -> {
                var answer = service.answer(request);
                yield new Answer(answer.status(), other.over(answer.headers()), answer.body(), answer.json());
            }
            case Fault.WrongTypes wrong -> changed(request, json -> (ObjectNode) wrong.of(json, false));
            case Fault.Changed changed -> changed(request, changed.how());
            case Fault.Gzip _ -> {
                var answer = service.answer(request);
                yield answer.withBody(zipped(answer.body())).with("Content-Encoding", "gzip");
            }
            case null, default -> service.answer(request);
        };
    }

    private Answer changed(Request request, UnaryOperator<ObjectNode> how) {
        var answer = service.answer(request);
        if (!(answer.json() instanceof ObjectNode json)) return answer;
        var other = how.apply(json.deepCopy());
        return new Answer(answer.status(), answer.headers(), Json.bytes(other), other);
    }

    private static byte[] zipped(byte[] body) {
        var out = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.GZIPOutputStream(out)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void journal(Request request, int status) {
        var caller = request.caller();
        var query = request.query().text();
        cloud.journal().add(new Journal.Entry(service.type, request.method(),
                request.path() + (query.isEmpty() ? "" : "?" + query), request.text(),
                caller.map(Caller::user).orElse(""), caller.map(Caller::project).orElse(""),
                caller.map(Caller::roles).orElse(List.of()), request.header("X-Openstack-Request-Id"),
                request.header("OpenStack-API-Version"), status));
    }

    private void send(HttpExchange exchange, Answer answer, Optional<Fault> fault)
            throws IOException, InterruptedException {
        if (fault.orElse(null) instanceof Fault.Late late) pause(late.by());
        if (fault.orElse(null) instanceof Fault.Reset) return; // closing it unanswered ends the connection
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, new ArrayList<>(values)));
        if (!cloud.keepsAlive()) exchange.getResponseHeaders().set("Connection", "close");
        var body = answer.body();
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        if (fault.orElse(null) instanceof Fault.Endless endless) {
            endless(exchange, answer.status(), endless.length());
            return;
        }
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
        if (empty) return;
        var out = exchange.getResponseBody();
        switch (fault.orElse(null)) {
            case Fault.Truncated _ -> {
                out.write(body, 0, body.length / 2);
                out.flush();
            }
            case Fault.Trickle trickle -> trickle(out, body, trickle.pause());
            case null, default -> {
                out.write(body);
                out.close();
            }
        }
    }

    private static void trickle(OutputStream out, byte[] body, Duration pause)
            throws IOException, InterruptedException {
        for (int at = 0; at < body.length; at += 10) {
            pause(pause);
            out.write(body, at, Math.min(10, body.length - at));
            out.flush();
        }
        out.close();
    }

    private static void endless(HttpExchange exchange, int status, long length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        var out = exchange.getResponseBody();
        out.write("{\"servers\": [".getBytes(StandardCharsets.UTF_8));
        var piece = "\"and so on\", ".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 4_000; i++) out.write(piece); // 260 MB, far beyond every bound
    }

    private static void pause(Duration time) throws InterruptedException {
        if (time.isPositive()) Thread.sleep(time);
    }
}
