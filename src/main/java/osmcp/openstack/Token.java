package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.secret.Secret;

/**
 * What Keystone gave at sign-in: who we are, in which project, for how long, and where everything is.
 *
 * @param ahead how far the cloud's clock is ahead of ours; its services do not all tell the time
 */
record Token(Secret id, String userName, String userId, String projectId, String projectName,
        List<String> roles, ServiceCatalog catalog, Duration ahead, long renewAt, long endsAt) {
    private static final long MARGIN = Duration.ofSeconds(120).toNanos();
    private static final Duration LONGEST = Duration.ofDays(365);

    /** @param answer the object below {@code token} */
    static Token of(Secret id, ObjectNode answer, Account account) {
        var roles = answer.path("roles").valueStream()
                .map(role -> role.isTextual() ? role.asText() : role.path("name").asText("")).toList();
        long now = System.nanoTime();
        long life = life(answer);
        return new Token(id, answer.path("user").path("name").asText(""), answer.path("user").path("id").asText(""),
                answer.path("project").path("id").asText(""), answer.path("project").path("name").asText(""),
                roles, ServiceCatalog.of(answer.path("catalog"), account, answer.path("project").path("id").asText("")),
                ahead(answer),
                now + Math.max(life - MARGIN, life / 2), now + life);
    }

    private static Duration ahead(ObjectNode answer) {
        try {
            return Duration.between(Instant.now(), Instant.parse(answer.path("issued_at").asText()));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    /**
     * How long it lives, in nanoseconds; counted on our own steady clock, since Keystone's may differ by hours. It is
     * renewed 120 s before its end, or at half its life if that is later.
     */
    private static long life(ObjectNode answer) {
        try {
            var life = Duration.between(Instant.parse(answer.path("issued_at").asText()),
                    Instant.parse(answer.path("expires_at").asText()));
            return Stream.of(life, LONGEST).min(Comparator.naturalOrder()).get().toNanos();
        } catch (DateTimeException e) {
            return 2 * MARGIN; // nobody says; a 401 renews it in any case
        }
    }

    Duration left() { return Duration.ofNanos(Math.max(endsAt - System.nanoTime(), 0)); }

    boolean due() { return System.nanoTime() - renewAt > 0; }
    boolean over() { return System.nanoTime() - endsAt > 0; }

    /** Roles count in one guard only: where nobody tells whose a row is. */
    boolean admin() { return roles.stream().anyMatch("admin"::equalsIgnoreCase); }
}
