package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Looks after two rules in every test. A request that changes something names no id that this caller was not shown
 * before. A token is sent to no place that the catalogue does not name.
 */
final class Watch {
    private static final Pattern ID =
            Pattern.compile("(?<!\\p{XDigit})\\p{XDigit}{8}-?(\\p{XDigit}{4}-?){3}\\p{XDigit}{12}(?!\\p{XDigit})");

    /** Whom something is given is the caller's word. */
    private static final Pattern GRANT = Pattern.compile("\"(add|remove)TenantAccess\":\\{\"tenant\":\"[^\"]*\"}");

    private final Map<String, Set<String>> shown = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    List<String> violations() { return List.copyOf(violations); }

    void note(String violation) { violations.add(violation); }

    /** An answer on its way to a caller. */
    void shows(Caller caller, JsonNode json) {
        if (json != null) collect(json, shown.computeIfAbsent(key(caller), _ -> ConcurrentHashMap.newKeySet()));
    }

    private static void collect(JsonNode node, Set<String> ids) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, ids));
        } else if (node.isTextual() && (node.textValue().length() == 36 || node.textValue().length() == 32)) {
            ids.add(node.textValue());
        }
    }

    /** A change, before it is done. */
    void changes(Caller caller, String service, Request request) {
        var ids = shown.getOrDefault(key(caller), Set.of());
        var body = GRANT.matcher(request.text()).replaceAll("");
        var text = request.path() + " " + URLDecoder.decode(request.query().text().replace("%", "%25"),
                StandardCharsets.UTF_8) + " " + body;
        ID.matcher(text).results().map(MatchResult::group).distinct()
                .filter(id -> !ids.contains(id) && !id.equals(caller.projectId()) && !id.equals(caller.userId()))
                .forEach(id -> note(request.method() + " " + service + " " + request.path() + " by " + caller.user()
                        + " names " + id + ", which it was not shown"));
    }

    private static String key(Caller caller) { return caller.userId() + " " + caller.projectId(); }
}
