package osmcp.cloud;

import module java.base;
import module java.net.http;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/**
 * Somebody who is signed in at a cloud, simulated or real: no more than the tests of this package need.
 *
 * @param roots where each service is
 */
record Client(String token, String project, UnaryOperator<String> roots) {
    static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** As the OS_* variables say; the catalogue says where the services are, each on a port of its own. */
    static Client of(Map<String, String> variables) throws Exception {
        var answer = signIn(variables);
        var token = Json.parse(answer.body()).path("token");
        var roots = new HashMap<String, String>();
        for (var service : token.path("catalog")) {
            var uri = URI.create(service.path("endpoints").path(0).path("url").asText());
            roots.put(service.path("type").asText(), uri.getScheme() + "://" + uri.getAuthority());
        }
        return new Client(answer.headers().firstValue("X-Subject-Token").orElseThrow(),
                token.path("project").path("id").asText(), roots::get);
    }

    /** In a simulated cloud, which knows by itself where everything is. */
    static Client of(FakeCloud cloud, String user, String project) throws Exception {
        var client = of(cloud.environment(user, project));
        return new Client(client.token(), client.project(), cloud::at);
    }

    static HttpResponse<byte[]> signIn(Map<String, String> variables) throws Exception {
        var body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s", "password": "%s",
                "domain": {"name": "Default"}}}}, "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}
                """.formatted(variables.get("OS_USERNAME"), variables.get("OS_PASSWORD"),
                        variables.get("OS_PROJECT_NAME"));
        return HTTP.send(HttpRequest.newBuilder(URI.create(variables.get("OS_AUTH_URL") + "/auth/tokens"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Asks for {@code "compute /v2.1/servers compute 2.96"}: service, path, and maybe a version. */
    HttpResponse<byte[]> ask(String line) throws Exception {
        return send("GET", line, "", Map.of("X-Auth-Token", token, "Accept", "application/json"));
    }

    HttpResponse<byte[]> send(String method, String line, String body, Map<String, String> headers) throws Exception {
        var words = line.split(" +", 3);
        var request = HttpRequest.newBuilder(URI.create(roots.apply(words[0]) + words[1]))
                .timeout(Duration.ofSeconds(60)).method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (words.length > 2) request.header("OpenStack-API-Version", words[2]);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String line) throws Exception { return Json.parse(ask(line).body()); }

    static String text(HttpResponse<byte[]> answer) { return new String(answer.body(), StandardCharsets.UTF_8); }
}
