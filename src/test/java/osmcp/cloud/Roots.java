package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/** A service of which nothing is here yet but what its root says: Heat's other API, Placement, Gnocchi, Aodh. */
final class Roots extends Service {
    Roots(FakeCloud cloud, String type, String prefix) { super(cloud, type, prefix); }

    @Override Answer answer(Request request) {
        if (at(request, "/")) {
            var document = document(request, "/");
            return switch (type) {
                case "metric", "alarming" -> document;
                case "placement" -> identified(request, document.with("openstack-api-version", "placement 1.0")
                        .with("vary", "openstack-api-version"));
                default -> identified(request, document);
            };
        }
        if (request.caller().isEmpty() && !open(request)) {
            return type.equals("metric") ? unauthorized() : identified(request, unauthorized());
        }
        if (type.equals("metric") && at(request, "/v1/")) return document(request, "/v1/");
        var lost = lost(request);
        return type.equals("metric") || type.equals("alarming") && open(request) ? lost : identified(request, lost);
    }

    /** What is answered without a token: what lies outside the versions. Placement knows no such place. */
    private boolean open(Request request) {
        var first = request.segments().getFirst();
        return switch (type) {
            case "metric" -> !first.equals("v1");
            case "alarming" -> !first.equals("v2");
            default -> false;
        };
    }

    private Answer lost(Request request) {
        return switch (type) {
            case "metric" -> pecan(request);
            case "alarming" -> Answer.of(404, object("error_message", wrapped(request)));
            case "placement" -> error(request, 404, "The resource could not be found.");
            default -> notFound(request);
        };
    }

    /** Aodh puts whatever it would have said into a JSON of its own, text and pages too. */
    private static JsonNode wrapped(Request request) {
        var answer = pecan(request);
        return answer.json() != null ? answer.json() : Json.node(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** As recorded for a metric, an alarm that there are not, and for Placement's 403. */
    @Override Answer error(Request request, int status, String message) {
        var said = Json.object().put("faultcode", "Client").put("faultstring", message).putNull("debuginfo");
        return switch (type) {
            case "alarming" -> Answer.of(status, object("error_message", said));
            case "metric" -> Answer.of(status,
                    Json.object().put("code", status).put("title", title(status)).put("description", message));
            case "placement" -> placement(request, status, message);
            default -> webob(request, status, message);
        };
    }

    private static Answer placement(Request request, int status, String message) {
        var body = Json.object();
        body.putArray("errors").addObject().put("status", status).put("title", title(status))
                .put("detail", message + "\n\n   ").put("request_id", request.id());
        return Answer.of(status, body).with("openstack-api-version", "placement 1.0");
    }
}
