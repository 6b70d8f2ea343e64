package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;

/** The tokens that were handed out. They end when their time is up, or when all are revoked. */
public final class Tokens {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.000000'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, Issued> issued = new ConcurrentHashMap<>();
    private volatile Duration lifetime;

    Tokens(Duration lifetime) { this.lifetime = lifetime; }

    record Issued(String id, Caller caller, List<String> methods, Instant from, Instant until) {
        /** The body of a token, without the catalogue. */
        ObjectNode json() {
            var token = Json.object();
            token.set("methods", Json.node(methods));
            token.set("user", named(caller.userId(), caller.user()).putNull("password_expires_at"));
            token.set("audit_ids", Json.node(List.of(id.substring(id.length() - 22))));
            token.put("expires_at", TIME.format(until)).put("issued_at", TIME.format(from));
            if (caller.projectId().isEmpty()) return token;
            token.set("project", named(caller.projectId(), caller.project()));
            token.put("is_domain", false);
            var roles = token.putArray("roles");
            caller.roles().forEach(role -> roles.addObject().put("id", People.roleId(role)).put("name", role));
            return token;
        }

        private static ObjectNode named(String id, String name) {
            var json = Json.object();
            json.putObject("domain").put("id", "default").put("name", "Default");
            return json.put("id", id).put("name", name);
        }
    }

    /** How long those live that are issued from now on. */
    public void lifetime(Duration other) { lifetime = other; }

    /** No token that was handed out so far is good any more. */
    public void revokeAll() { issued.clear(); }

    /** Ends one earlier than its time: as Keystone does when a user's roles or password change. */
    public void revoke(String id) { issued.remove(id); }

    Issued issue(Caller caller, List<String> methods, Optional<Instant> until) {
        var random = new byte[132];
        ThreadLocalRandom.current().nextBytes(random);
        var id = "gAAAAA" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var now = Instant.now();
        var token = new Issued(id, caller, methods, now, until.orElse(now.plus(lifetime)));
        issued.put(id, token);
        return token;
    }

    Optional<Issued> find(String id) {
        return Optional.ofNullable(id).map(issued::get).filter(token -> token.until().isAfter(Instant.now()));
    }
}
