package osmcp.command;

import static osmcp.openstack.balancer.LoadBalancer.LOAD_BALANCERS;
import static osmcp.openstack.compute.Server.SERVERS;
import static osmcp.openstack.image.Image.IMAGES;
import static osmcp.openstack.network.Network.NETWORKS;
import static osmcp.openstack.stack.Stack.STACKS;
import static osmcp.openstack.volume.Volume.VOLUMES;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.config.Settings;
import osmcp.json.Json;
import osmcp.openstack.*;
import osmcp.tool.Failures;

/** {@code check [--json]}: what is set, and whether the cloud can be reached and used so, step by step. */
public final class CheckCommand {
    private static final Duration LONGEST = Duration.ofSeconds(40);

    /** By toolset, the services that its tools ask; and a kind to read one of, where our tools have any. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "compute", List.of("compute", "image"), "network", List.of("network"),
            "volume", List.of("block-storage"), "image", List.of("image"), "identity", List.of("identity"),
            "orchestration", List.of("orchestration"), "load_balancer", List.of("load-balancer"),
            "monitoring", List.of("compute", "network", "block-storage"),
            "quota", List.of("compute", "network", "block-storage"));
    private static final Map<String, Kind<? extends Resource>> KINDS = Map.of("compute", SERVERS, "image", IMAGES,
            "network", NETWORKS, "block-storage", VOLUMES, "orchestration", STACKS, "load-balancer", LOAD_BALANCERS);

    private final Settings settings;
    private final Connection connection;
    private final ObjectNode report = Json.object();
    private boolean good = true;

    private CheckCommand(Settings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** @return 0 if all that the chosen tools need works, else 1 */
    public static int run(boolean json, Settings settings, Connection connection, PrintStream out) {
        var check = new CheckCommand(settings, connection);
        check.look();
        out.print(json ? Json.text(check.report) + "\n" : check.text());
        return check.good ? 0 : 1;
    }

    private void look() {
        var set = report.putArray("settings");
        settings.origins().forEach(origin -> set.addObject().put("name", origin.name()).put("value", origin.value())
                .put("from", origin.from()));
        report.set("warnings", Json.node(settings.warnings()));
        report.put("changes", word(settings.reach().modify(), "ALLOW_MODIFY_OPERATIONS"));
        report.put("beyond_the_project", word(settings.reach().admin(), "ALLOW_ADMIN_OPERATIONS"));
        report.set("toolsets", Json.node(List.copyOf(settings.reach().toolsets())));
        try (var session = connection.session(View.PROJECT, LONGEST)) {
            signIn(session);
            if (good) services(session);
        }
        report.put("ok", good);
    }

    private static String word(boolean on, String variable) { return on ? "on" : "off, until " + variable + "=true"; }

    private void signIn(Session session) {
        var step = report.putObject("sign_in").put("keystone", settings.cloud().authUrl().toString())
                .put("trust", connection.trust());
        long start = System.nanoTime();
        try {
            var we = session.signedIn();
            step.put("ms", (System.nanoTime() - start) / 1_000_000).put("user", we.user()).put("project", we.project())
                    .put("project_id", we.projectId()).put("ends_in_minutes", we.left().toMinutes());
            step.set("roles", Json.node(we.roles()));
            if (we.ahead().abs().toSeconds() > 60) step.put("clock_ahead_seconds", we.ahead().toSeconds());
            session.notice().ifPresent(notice -> step.put("notice", notice));
        } catch (CloudException e) {
            good = false;
            step.put("why", Failures.words(e, _ -> { }));
        }
    }

    private void services(Session session) {
        var needed = new TreeSet<String>();
        settings.reach().toolsets().forEach(set -> needed.addAll(NEEDED.get(set)));
        needed.addAll(settings.cloud().ports().keySet());
        needed.addAll(settings.cloud().overrides().keySet());
        var steps = report.putArray("services");
        Together.all(needed.stream().<Callable<ObjectNode>>map(type -> () -> service(type, session)).toList())
                .forEach(steps::add);
        // of all tools some may be for what this cloud lacks; of those that were chosen none
        boolean chosen = settings.reach().toolsets().size() < Settings.TOOLSETS.size();
        boolean none = steps.valueStream().allMatch(step -> step.path("state").asText().equals("absent"));
        good = !none && steps.valueStream().map(step -> step.path("state").asText())
                .noneMatch(state -> state.equals("failed") || chosen && state.equals("absent"));
    }

    private ObjectNode service(String type, Session session) {
        var step = Json.object().put("type", type).put("state", "ok");
        try {
            var found = session.way(type);
            if (found.isEmpty()) return step.put("state", "absent");
            var way = found.get();
            step.put("address", way.endpoint().uri().toString());
            way.listed().ifPresent(uri -> step.put("catalogue_has", uri.toString()));
            var greeting = session.greet(way.endpoint());
            step.put("ms", greeting.millis()).put("version", greeting.version());
            greeting.range().ifPresent(range -> step.put("microversions", range.toString())
                    .put("release", greeting.release()));
            if (KINDS.containsKey(type)) session.list(KINDS.get(type)).slice(1, Optional.empty());
            else if (greeting.version().isEmpty()) return step.put("state", "failed").put("why", "it names no version");
        } catch (CloudException e) {
            // a policy that lets these roles see none of it is how the cloud is meant to be
            step.put("state", e.why() == CloudException.Why.FORBIDDEN ? "forbidden" : "failed");
            step.put("why", Failures.words(e, _ -> { }));
        }
        return step;
    }

    /** The same facts as the report has. */
    private String text() {
        var out = new StringBuilder();
        line(out, "settings", "");
        for (var one : report.path("settings")) {
            line(out, "  " + one.path("name").asText(), one.path("value").asText() + "  (" + one.path("from").asText()
                    + ")");
        }
        report.path("warnings").forEach(warning -> line(out, "  !", warning.asText()));
        line(out, "changes", report.path("changes").asText());
        line(out, "beyond the project", report.path("beyond_the_project").asText());
        line(out, "toolsets", String.join(", ", settings.reach().toolsets()));
        var in = report.path("sign_in");
        line(out, "keystone", in.path("keystone").asText());
        line(out, "https trusts", in.path("trust").asText());
        line(out, "sign-in", in.has("why") ? "FAILED: " + in.path("why").asText() : "ok, " + in.path("ms").asText()
                + " ms: " + in.path("user").asText() + " in project " + in.path("project").asText() + " ("
                + in.path("project_id").asText() + "), for " + in.path("ends_in_minutes").asText() + " min");
        if (in.has("roles")) {
            line(out, "roles", in.path("roles").valueStream().map(JsonNode::asText).collect(Collectors.joining(", ")));
        }
        if (in.has("clock_ahead_seconds")) {
            line(out, "clock", "the cloud's is ahead of this machine's by " + in.path("clock_ahead_seconds").asText()
                    + " s");
        }
        if (in.has("notice")) line(out, "!", in.path("notice").asText());
        for (var step : report.path("services")) service(out, step);
        line(out, good ? "all that is needed works" : "not all that is needed works", "");
        return out.toString();
    }

    private static void service(StringBuilder out, JsonNode step) {
        var state = step.path("state").asText();
        var words = Stream.of(state.equals("failed") ? "FAILED" : state, step.path("address").asText(),
                step.has("ms") ? step.path("ms").asText() + " ms" : "",
                step.path("version").asText(), step.path("microversions").asText(),
                step.path("release").asText(),
                step.has("catalogue_has") ? "(the catalogue has " + step.path("catalogue_has").asText() + ")" : "");
        line(out, step.path("type").asText(), words.filter(word -> !word.isEmpty()).collect(Collectors.joining("  ")));
        if (step.has("why")) line(out, "", step.path("why").asText());
    }

    /** A label and what it says, further lines of which are put below each other. */
    private static void line(StringBuilder out, String label, String text) {
        var below = text.replace("\n", "\n" + " ".repeat(39));
        out.append("%-38s %s".formatted(label, below).stripTrailing()).append('\n');
    }
}
