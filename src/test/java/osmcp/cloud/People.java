package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;

/** The users and projects, all in the domain {@code default}, and who has which roles where. */
final class People {
    private static final JsonNode ALL = Fixture.read("people.json");

    private People() {}

    /** A user or a project: the cloud knows both by id, and within the domain by name. */
    record Named(String id, String name) {}

    static String password() { return ALL.path("password").textValue(); }

    /** The id of the one application credential that each user has in the project of his name; it is called ops. */
    static String credential(Named user) { return World.plainId("ops of " + user.name(), "credential", user.name()); }

    static String credentialSecret() { return ALL.path("credential").textValue(); }

    static List<Named> users() { return named("users", "user"); }

    static List<Named> projects() { return named("projects", "project"); }

    static String about(Named project) {
        return ALL.path("projects").path(project.name()).textValue().replace("{canary}", World.CANARY);
    }

    static String roleId(String role) { return ALL.path("roles").path(role).textValue(); }

    /** Implied roles among them, in the order in which Keystone tells them; empty if the user has none there. */
    static List<String> roles(Named user, Named project) {
        var set = ALL.path("users").path(user.name()).path(project.name()).asText();
        return ALL.path(set).valueStream().map(JsonNode::textValue).toList();
    }

    private static List<Named> named(String key, String kind) {
        return ALL.path(key).propertyStream().map(Map.Entry::getKey)
                .map(name -> new Named(World.plainId(name, kind, name), name)).toList();
    }
}
