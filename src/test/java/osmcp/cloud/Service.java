package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** One of the cloud's services: answers requests, and has its own words for errors. */
abstract class Service {
    private static final JsonNode VERSIONS = Fixture.read("versions.json");

    /** As the catalogue names it first: {@code compute}. */
    final String type;
    /** Where it is when all services share one port, as devstack puts it. */
    final String prefix;
    final FakeCloud cloud;

    Service(FakeCloud cloud, String type, String prefix) {
        this.cloud = cloud;
        this.type = type;
        this.prefix = prefix;
    }

    abstract Answer answer(Request request);

    /** An error in this service's shape. */
    abstract Answer error(Request request, int status, String message);

    /** A version document, as recorded. */
    final Answer document(Request request, String path) {
        var recorded = VERSIONS.path(type + " " + path);
        return Answer.of(recorded.path("status").asInt(), Fixture.fill(recorded.path("body"),
                Map.of("root", request.root(), "path", request.path())));
    }

    static boolean at(Request request, String path) { return request.path().equals(path); }

    static ObjectNode object(String key, JsonNode value) {
        var object = Json.object();
        object.set(key, value);
        return object;
    }

    /** What keystonemiddleware says to a request without a good token, the same for most services. */
    final Answer unauthorized() {
        var error = Json.object().put("code", 401).put("title", "Unauthorized")
                .put("message", "The request you have made requires authentication.");
        return Answer.of(401, object("error", error)).with("WWW-Authenticate", challenge());
    }

    final String challenge() { return "Keystone uri=\"" + cloud.authUrl() + "\""; }

    /** What is said where no route fits: Nova, Cinder, Glance, Heat. */
    static Answer notFound(Request request) {
        return webob(request, 404, "The resource could not be found.");
    }

    /**
     * An error as WebOb puts it: JSON for those alone who accept nothing else, a page for those who accept anything,
     * and plain text without an Accept header. Glance says all its errors in this way.
     */
    static Answer webob(Request request, int status, String message) {
        var accept = request.header("Accept");
        var line = status + " " + title(status);
        if (accept.contains("text/html") || accept.contains("*/*")) {
            return Answer.of(status, "text/html; charset=UTF-8", "<html>\n <head>\n  <title>" + line
                    + "</title>\n </head>\n <body>\n  <h1>" + line + "</h1>\n  " + message
                    + "<br /><br />\n\n\n\n </body>\n</html>");
        }
        if (!accept.contains("application/json")) {
            return Answer.of(status, "text/plain; charset=UTF-8", line + "\n\n" + message + "\n\n   ");
        }
        return Answer.of(status, Json.object().put("message", message + "<br /><br />\n\n\n").put("code", line)
                .put("title", title(status)));
    }

    /** Pecan's words for what is not below a version: Neutron, Gnocchi, Octavia. */
    static Answer pecan(Request request) {
        if (!request.header("Accept").equals("application/json")) return notFound(request);
        return Answer.of(404, Json.object().put("code", 404).put("title", "Not Found").putNull("description"));
    }

    /** The status in words, as Werkzeug, WebOb and Pecan have them. */
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    static Answer identified(Request request, Answer answer) {
        return answer.with("x-openstack-request-id", request.id());
    }
}
