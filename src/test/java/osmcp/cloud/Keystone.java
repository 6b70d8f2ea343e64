package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** The identity service, v3 only. */
final class Keystone extends Service {
    Keystone(FakeCloud cloud) { super(cloud, "identity", "/identity"); }

    @Override Answer answer(Request request) {
        return identified(request, respond(request).with("Vary", "X-Auth-Token"));
    }

    private Answer respond(Request request) {
        return switch (request.path()) {
            case "", "/" -> document(request, "/").with("Location", request.root() + "/v3/");
            case "/v3", "/v3/" -> document(request, "/v3");
            case "/v3/auth/tokens" -> request.method().equals("POST") ? signIn(request) : validate(request);
            case "/v3/auth/catalog" -> known(request, caller -> catalog(request, caller));
            case "/v3/auth/projects" -> known(request, caller -> projects(request, own(caller)));
            case "/v3/projects" -> known(request, caller -> caller.mayAct("identity:list_projects")
                    ? projects(request, People.projects().stream())
                    : forbidden(request, "identity:list_projects"));
            // Werkzeug's page: Keystone is the one service whose 404 of an unknown path is no JSON
            default -> Answer.of(404, "text/html; charset=utf-8", """
                    <!doctype html>
                    <html lang=en>
                    <title>404 Not Found</title>
                    <h1>Not Found</h1>
                    <p>The requested URL was not found on the server. If you entered the URL manually \
                    please check your spelling and try again.</p>
                    """);
        };
    }

    @Override Answer error(Request request, int status, String message) {
        var error = Json.object().put("code", status).put("message", message).put("title", title(status));
        var answer = Answer.of(status, object("error", error));
        return status == 401 ? answer.with("WWW-Authenticate", challenge()) : answer;
    }

    private Answer refused(Request request) {
        return error(request, 401, "The request you have made requires authentication.");
    }

    private Answer forbidden(Request request, String rule) {
        return error(request, 403, "You are not authorized to perform the requested action: " + rule + ".");
    }

    private Answer missing(Request request, String what) {
        return error(request, 400, "Expecting to find " + what + ". The server could not comply with the request since "
                + "it is either malformed or otherwise incorrect. The client is assumed to be in error.");
    }

    private Answer known(Request request, Function<Caller, Answer> then) {
        return request.caller().map(then).orElseGet(() -> refused(request));
    }

    /** One's own token may be looked at; without a subject the policy has nothing to compare and says no. */
    private Answer validate(Request request) {
        return known(request, caller -> {
            var token = cloud.tokens().find(request.header("X-Subject-Token"))
                    .filter(t -> caller.admin() || t.caller().userId().equals(caller.userId()));
            if (token.isPresent()) return token(token.get(), 200, true);
            return caller.admin() ? error(request, 404, "No token in the request")
                    : forbidden(request, "identity:validate_token");
        });
    }

    private Answer signIn(Request request) {
        JsonNode auth;
        try {
            auth = request.body().length == 0 ? Json.object() : Json.parse(request.body()).path("auth");
        } catch (Json.Malformed e) {
            return missing(request, "valid JSON in request body");
        }
        if (!(auth instanceof ObjectNode object) || object.isEmpty() && request.body().length == 0) {
            return missing(request, "auth in request body");
        }
        var identity = auth.path("identity");
        // the real answer goes on with 3,000 characters of the schema that failed
        if (identity.isMissingNode()) return error(request, 400, "'identity' is a required property");
        var methods = identity.path("methods").valueStream().map(JsonNode::asText).toList();
        for (var method : methods) {
            if (!List.of("password", "token", "application_credential").contains(method)) {
                return refusedMethod();
            }
            if (!identity.has(method)) return missing(request, method + " in identity");
        }
        var project = auth.path("scope").path("project");
        if (project.has("name") && !project.has("domain")) return missing(request, "domain in project");
        var user = identity.path("password").path("user");
        if (user.has("name") && !user.has("domain")) return missing(request, "domain in user");
        // a domain or the system: none of these users has a role there
        if (auth.has("scope") && project.isMissingNode()) return refused(request);
        if (methods.contains("application_credential")) {
            return byCredential(request, identity.path("application_credential"), auth.has("scope"));
        }
        return methods.contains("token") ? again(request, identity, project)
                : methods.isEmpty() ? refused(request) : byPassword(request, user, project);
    }

    private Answer refusedMethod() {
        var error = Json.object().put("code", 401);
        error.putObject("identity").set("methods", Json.node(List.of("external", "password", "token", "oauth1",
                "mapped", "application_credential")));
        error.put("message", "Attempted to authenticate with an unsupported method.").put("title", "Unauthorized");
        return Answer.of(401, object("error", error)).with("WWW-Authenticate", challenge());
    }

    private Answer byPassword(Request request, JsonNode login, JsonNode scope) {
        var user = find(People.users(), login);
        boolean good = user.isPresent() && login.path("password").asText().equals(People.password());
        var caller = good ? scoped(user.get(), scope) : Optional.<Caller>empty();
        return caller.map(c -> token(cloud.tokens().issue(c, List.of("password"), Optional.empty()), 201,
                !request.query().has("nocatalog"))).orElseGet(() -> refused(request));
    }

    /** Its project is its own. One that is unknown is told so, a wrong secret is not. */
    private Answer byCredential(Request request, JsonNode login, boolean scope) {
        if (!login.has("id") && !login.has("user")) return missing(request, "user in application credential");
        var owner = People.users().stream().filter(user -> login.has("id")
                ? login.path("id").asText().equals(People.credential(user))
                : login.path("name").asText().equals("ops")
                        && find(People.users(), login.path("user")).equals(Optional.of(user))).findFirst();
        if (owner.isEmpty()) {
            return error(request, 404, "Could not find Application Credential: "
                    + login.path("id").asText(login.path("name").asText()) + ".");
        }
        if (!login.path("secret").asText().equals(People.credentialSecret())) return refused(request);
        if (scope) {
            return error(request, 401, "Error authenticating with application credential: Application credentials "
                    + "cannot request a scope.");
        }
        var own = Json.object().put("name", owner.get().name());
        return scoped(owner.get(), own).map(caller -> token(cloud.tokens().issue(caller,
                List.of("application_credential"), Optional.empty()), 201, true)).orElseGet(() -> refused(request));
    }

    /** A token for a token: it ends when the first one does. */
    private Answer again(Request request, JsonNode identity, JsonNode scope) {
        var first = cloud.tokens().find(identity.path("token").path("id").asText());
        if (first.isEmpty()) return error(request, 404, "Could not recognize Fernet token");
        if (first.get().methods().contains("application_credential")) {
            return forbidden(request, "Using a delegated token to create another token is not allowed.");
        }
        return first.flatMap(token -> scoped(new People.Named(token.caller().userId(), token.caller().user()), scope)
                        .map(c -> cloud.tokens().issue(c, List.of("password", "token"), Optional.of(token.until()))))
                .map(token -> token(token, 201, true)).orElseGet(() -> refused(request));
    }

    private static Optional<Caller> scoped(People.Named user, JsonNode scope) {
        if (scope.isMissingNode()) return Optional.of(new Caller(user.id(), user.name(), "", "", List.of()));
        return find(People.projects(), scope)
                .map(project -> new Caller(user.id(), user.name(), project.id(), project.name(),
                        People.roles(user, project)))
                .filter(caller -> !caller.roles().isEmpty());
    }

    private static Optional<People.Named> find(List<People.Named> all, JsonNode wanted) {
        var domain = wanted.path("domain");
        boolean here = domain.isMissingNode() || domain.path("id").asText().equals("default")
                || domain.path("name").asText().equalsIgnoreCase("Default");
        return all.stream().filter(one -> wanted.has("id") ? wanted.path("id").asText().equals(one.id())
                : here && wanted.path("name").asText().equalsIgnoreCase(one.name())).findFirst();
    }

    private Answer token(Tokens.Issued token, int status, boolean whole) {
        var json = token.json();
        if (whole && !token.caller().projectId().isEmpty()) {
            json.set("catalog", cloud.catalogue().json(token.caller().projectId()));
        }
        return Answer.of(status, object("token", json)).with("X-Subject-Token", token.id());
    }

    private Answer catalog(Request request, Caller caller) {
        var body = object("catalog", cloud.catalogue().json(caller.projectId()));
        body.putObject("links").put("self", request.root() + "/v3/auth/catalog");
        return Answer.of(200, body);
    }

    private static Stream<People.Named> own(Caller caller) {
        var user = new People.Named(caller.userId(), caller.user());
        return People.projects().stream().filter(project -> !People.roles(user, project).isEmpty());
    }

    private Answer projects(Request request, Stream<People.Named> projects) {
        var name = request.query().last("name");
        var body = Json.object();
        var rows = body.putArray("projects");
        projects.filter(project -> name.isEmpty() || name.get().equalsIgnoreCase(project.name())).forEach(project -> {
            var row = rows.addObject().put("id", project.id()).put("name", project.name()).put("domain_id", "default")
                    .put("description", People.about(project)).put("enabled", true).put("parent_id", "default")
                    .put("is_domain", false);
            row.putArray("tags");
            row.putObject("options");
            row.putObject("links").put("self", request.root() + "/v3/projects/" + project.id());
        });
        var query = request.query().text().isEmpty() ? "" : "?" + request.query().text();
        body.putObject("links").putNull("next").put("self", request.root() + request.path() + query)
                .putNull("previous");
        return Answer.of(200, body);
    }
}
