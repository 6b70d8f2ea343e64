package osmcp.secret;

import module java.base;

/** What signs in at Keystone, by one of its methods. The secret in it is asked for at each sign-in. */
public sealed interface Credential {
    /** A user or project by id, or else by name in a domain, which again is named by id or name. */
    record Named(Optional<String> id, String name, Optional<String> domainId, String domainName) {
        @Override public String toString() { return id.map(id -> "id " + id).orElse(name); }
    }

    /** A user's password. */
    record Password(Named user, Supplier<Secret> secret, Named project) implements Credential {
        @Override public String words() { return "as " + user + " for project " + project; }
    }

    /**
     * An application credential, by id, or by name with its user. Its project is its own: none may be asked for.
     *
     * @param user present where it is named and not given by id
     */
    record Application(String idOrName, Optional<Named> user, Supplier<Secret> secret) implements Credential {
        @Override public String words() {
            return "by the application credential " + idOrName + user.map(owner -> " of " + owner).orElse("");
        }
    }

    /** A token that somebody got elsewhere. It cannot be renewed. */
    record Token(Supplier<Secret> secret, Named project) implements Credential {
        @Override public String words() { return "by the token given, for project " + project; }
    }

    /** May throw {@link Secret.Unavailable}. */
    Supplier<Secret> secret();

    /** Who tries to sign in, for messages. */
    String words();
}
