package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/** A service of which nothing is here yet but what its root says: Heat's other API, Gnocchi, Aodh. */
final class Roots extends Service {
    Roots(FakeCloud cloud, String type, String prefix) { super(cloud, type, prefix); }

    @Override Answer answer(Request request) {
        if (at(request, "/")) {
            var document = document(request, "/");
            return switch (type) {
                case "metric", "alarming" -> document;
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

    /** What is answered without a token: what lies outside the versions. */
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
            default -> notFound(request);
        };
    }

    /** Aodh puts whatever it would have said into a JSON of its own, text and pages too. */
    private static JsonNode wrapped(Request request) {
        var answer = pecan(request);
        return answer.json() != null ? answer.json() : Json.node(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** As recorded for a metric and an alarm that there are not. */
    @Override Answer error(Request request, int status, String message) {
        var said = Json.object().put("faultcode", "Client").put("faultstring", message).putNull("debuginfo");
        return switch (type) {
            case "alarming" -> Answer.of(status, object("error_message", said));
            case "metric" -> Answer.of(status,
                    Json.object().put("code", status).put("title", title(status)).put("description", message));
            default -> webob(request, status, message);
        };
    }
}
