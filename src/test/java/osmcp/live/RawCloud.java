package osmcp.live;

import module java.base;
import module java.net.http;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** A cloud by its plain APIs, to make what the tests need and to look at it, past the product. */
final class RawCloud {
    private static final Map<String, String> VERSIONS =
            Map.of("network", "/v2.0", "load-balancer", "/v2", "image", "/v2");

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> catalogue = new HashMap<>();
    private final String token;
    /** The id of the project. */
    final String project;

    /** It said no. */
    @SuppressWarnings("serial") // never serialized
    static final class Refused extends RuntimeException {
        final int status;

        Refused(int status, String text) {
            var message = text.replaceFirst("(?s).*\"message\": \"([^\"]*)\".*", "$1");
            super(status + ": " + message.substring(0, Math.min(message.length(), 200)));
            this.status = status;
        }
    }

    RawCloud(Map<String, String> os) {
        var auth = Json.object();
        var identity = auth.putObject("auth").putObject("identity");
        identity.putArray("methods").add("password");
        var user = identity.putObject("password").putObject("user").put("name", os.get("OS_USERNAME"))
                .put("password", os.get("OS_PASSWORD"));
        user.putObject("domain").put("name", os.getOrDefault("OS_USER_DOMAIN_NAME", "Default"));
        ((ObjectNode) auth.path("auth")).putObject("scope").putObject("project").put("name", os.get("OS_PROJECT_NAME"))
                .putObject("domain").put("name", os.getOrDefault("OS_PROJECT_DOMAIN_NAME", "Default"));
        var url = os.get("OS_AUTH_URL").replaceFirst("/+$", "").replaceFirst("/v3$", "");
        var answer = send(HttpRequest.newBuilder(URI.create(url + "/v3/auth/tokens")).header("Content-Type",
                "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(auth))).build());
        token = answer.headers().firstValue("X-Subject-Token").orElseThrow();
        project = json(answer).at("/token/project/id").asText();
        json(answer).path("token").path("catalog").forEach(service -> service.path("endpoints").forEach(endpoint -> {
            if (!endpoint.path("interface").asText().equals("public")) return;
            var type = service.path("type").asText().replaceFirst("^volumev3$", "block-storage");
            var base = endpoint.path("url").asText().replaceFirst("/+$", "");
            var version = VERSIONS.getOrDefault(type, "");
            catalogue.put(type, base.endsWith(version) ? base : base + version);
        }));
    }

    JsonNode get(String service, String path) { return call("GET", service, path, null); }
    JsonNode post(String service, String path, String body) { return call("POST", service, path, body); }

    /** Of what is gone already, nothing is said. */
    void delete(String service, String path) {
        try {
            call("DELETE", service, path, null);
        } catch (Refused e) {
            if (e.status != 404) throw e;
        }
    }

    /** @param where a service; of Nova, with a microversion behind it if it is to be newer than is needed elsewhere */
    JsonNode call(String method, String where, String path, String body) {
        var service = where.replaceFirst(" .*", "");
        if (!catalogue.containsKey(service)) throw new Refused(0, "this cloud has no " + service);
        var content = body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
        var request = HttpRequest.newBuilder(URI.create(catalogue.get(service) + path)).method(method, content)
                .header("X-Auth-Token", token).header("Accept", "application/json")
                .header("Content-Type", "application/json");
        if (service.equals("compute")) {
            request.header("OpenStack-API-Version", where.equals(service) ? "compute 2.37" : where);
        }
        return json(send(request.build()));
    }

    /** Waits until the text at that pointer is one of the words. */
    JsonNode until(String service, String path, String pointer, String... words) throws InterruptedException {
        for (int i = 0; i < 90; i++) {
            var now = get(service, path);
            var word = now.at(pointer).asText();
            if (List.of(words).contains(word)) return now;
            if (word.toUpperCase(Locale.ROOT).contains("ERROR")) throw new Refused(0, path + " is " + word);
            Thread.sleep(1_000);
        }
        throw new Refused(0, path + " does not become " + String.join(" or ", words));
    }

    /** Waits until it is no longer there. */
    void untilGone(String service, String path) throws InterruptedException {
        for (int i = 0; i < 90; i++) {
            try {
                var now = get(service, path);
                if (now.toString().contains("DELETE_COMPLETE")) return;
            } catch (Refused e) {
                if (e.status == 404) return;
                throw e;
            }
            Thread.sleep(1_000);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() < 300) return answer;
            throw new Refused(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return answer.body().length == 0 ? Json.object() : Json.parse(answer.body());
        } catch (Json.Malformed e) {
            return Json.object();
        }
    }
}
