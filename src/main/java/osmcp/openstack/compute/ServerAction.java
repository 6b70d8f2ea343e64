package osmcp.openstack.compute;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** What was done to a server, and by whom. It lives below its server, and is known by the request that asked for it. */
public record ServerAction(ObjectNode json) implements Kinds.ServerAction {
    /** GET /servers/{id}/os-instance-actions, newest first, in pages since 2.58; one of them alone has its steps. */
    public static final Kind<ServerAction> SERVER_ACTIONS = new Kind<>("action",
            Place.of("compute", "/os-instance-actions", "instanceAction", "instanceActions").below().from(2, 58)
                    .until(2, 96),
            new Owner.PartOf(Server.SERVERS, "instance_uuid"), ServerAction::new);

    /** So much of a traceback is told. */
    private static final int LONGEST = 2_000;

    @Override public String id() { return text("request_id"); }

    /** Nova writes this one word, and the reason into the step that failed. */
    public boolean failed() { return text("message").equals("Error"); }

    /**
     * One of the steps, told by an action that was asked for alone.
     *
     * @param host told to admins; others get a hash of it
     * @param error why it failed, since 2.84, told to admins
     * @param traceback told to admins; the end of it, which names the cause
     */
    public record Step(String name, Optional<String> start, Optional<String> finish, Optional<String> result,
            Optional<String> host, Optional<String> error, Optional<String> traceback) {
        private static Step of(JsonNode event) {
            return new Step(event.path("event").asText(""), text(event, "start_time"), text(event, "finish_time"),
                    text(event, "result"), text(event, "host"), text(event, "details"),
                    text(event, "traceback").map(Step::end));
        }

        /** Without the traceback, which is long. */
        public Step brief() { return new Step(name, start, finish, result, host, error, Optional.empty()); }

        private static Optional<String> text(JsonNode event, String key) {
            return Optional.of(event.path(key)).filter(JsonNode::isTextual).map(JsonNode::asText);
        }

        private static String end(String text) {
            return text.length() <= LONGEST ? text : "… " + text.substring(text.length() - LONGEST);
        }
    }

    /** Whether this account is told why steps fail, which policy shows to admins only. */
    public boolean tellsWhy() { return items("events").anyMatch(event -> event.has("details")); }

    /** In the order in which they were begun: Nova tells the latest first. */
    public List<Step> steps() { return items("events").map(Step::of).toList().reversed(); }
}
