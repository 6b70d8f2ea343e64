package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.CloudException.Why;
import osmcp.secret.*;

/**
 * Signs in, and keeps the one token that all calls share: renewed ahead of its end, by one for all that wait. A token
 * that was given cannot be renewed, since the new one would end with it.
 */
final class Auth {
    private static final Duration WARNING = Duration.ofMinutes(10);

    private final Account account;
    private final Http http;
    private final Object lock = new Object();
    private Token current;
    private CompletableFuture<Token> renewal;

    Auth(Account account, Http http) {
        this.account = account;
        this.http = http;
    }

    /** A token that is good as far as we know. */
    Token token(Instant deadline, Runnable counted) { return token(null, deadline, counted); }

    /** A token other than the one that a service has just refused. */
    Token after(Token refused, Instant deadline, Runnable counted) { return token(refused, deadline, counted); }

    private Token token(Token refused, Instant deadline, Runnable counted) {
        CompletableFuture<Token> ours;
        synchronized (lock) {
            boolean good = current != null && current != refused && !current.over();
            if (renewal == null && !(good && (!current.due() || given()))) {
                var started = new CompletableFuture<Token>();
                renewal = started;
                // on a thread of its own: a caller who is cancelled must not take the others' token with him
                Thread.startVirtualThread(() -> renew(started, counted));
            }
            if (good) return current; // what is renewed ahead of its end serves until then
            ours = renewal;
        }
        try {
            return ours.get(Math.max(Duration.between(Instant.now(), deadline).toMillis(), 1), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CloudException refusal) throw refusal;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new CloudException(Why.UNAVAILABLE, "Keystone did not answer in time",
                    "look at OS_AUTH_URL, " + account.authUrl() + ", and whether this machine reaches it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Why.NOT_SENT, "cancelled", "");
        }
    }

    private boolean given() { return account.credential() instanceof Credential.Token; }

    /** That the token will end soon and cannot be renewed, if so. */
    Optional<String> notice() {
        synchronized (lock) {
            if (current == null || !given() || current.left().compareTo(WARNING) > 0) return Optional.empty();
            return Optional.of("the token in OS_TOKEN ends in " + current.left().toMinutes()
                    + " min and cannot be renewed: start again with a new one");
        }
    }

    private void renew(CompletableFuture<Token> started, Runnable counted) {
        try {
            var token = signIn(counted);
            synchronized (lock) {
                current = token;
                renewal = null;
            }
            started.complete(token);
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                renewal = null;
            }
            started.completeExceptionally(e);
        }
    }

    /** POST /v3/auth/tokens */
    private Token signIn(Runnable counted) {
        byte[] body;
        try {
            body = Json.bytes(request());
        } catch (Secret.Unavailable e) {
            throw new CloudException(Why.SIGN_IN, e.getMessage(), "try the command by hand");
        }
        var uri = URI.create(account.authUrl() + "/auth/tokens");
        var answer = http.send(new Http.Call("identity", "POST", uri, Map.of(), body),
                Instant.now().plusSeconds(20), counted, () -> false);
        try {
            if (answer.status() != 201) throw refusal(answer);
            var token = Http.object("Keystone", answer).path("token");
            if (!(token instanceof ObjectNode object) || answer.header("X-Subject-Token").isBlank()) {
                throw new CloudException(Why.SIGN_IN, "Keystone answered without a token",
                        "look at OS_AUTH_URL: is that Keystone?");
            }
            var signedIn = Token.of(new Secret(answer.header("X-Subject-Token")), object, account);
            account.log().accept("signed in as " + signedIn.userName() + " for project " + signedIn.projectName());
            return signedIn;
        } finally {
            http.release(answer.kib());
        }
    }

    private CloudException refusal(Http.Answer answer) {
        var who = account.credential().words();
        var sentence = Faults.sentence(answer.body());
        if (sentence.contains("HTTPS port")) { // nginx and Apache say it so
            return CloudException.refused("Keystone", answer.status(), sentence, "",
                    "write https instead of http in OS_AUTH_URL");
        }
        if (sentence.contains("SSL certificate")) { // so says nginx, which lets the handshake pass
            return CloudException.refused("Keystone", answer.status(), sentence, "", "look at OS_CERT and OS_KEY");
        }
        // an unknown application credential or token is not found, and the path is
        boolean unknown = answer.status() == 404 && sentence.matches("(?i).*(application credential|token).*");
        var hint = switch (unknown ? 401 : answer.status()) {
            case 401 -> "tried " + who + "; " + lookAt();
            case 404, 300, 301, 302, 307, 308 -> "look at OS_AUTH_URL: " + account.authUrl() + " is not Keystone's v3";
            case 403 -> "tried " + who + "; the account may be locked, its password have expired, or its token be one "
                    + "that may not be exchanged, as those of application credentials";
            default -> "look at OS_AUTH_URL, " + account.authUrl() + account.proxies().proxyFor(account.authUrl())
                    .map(proxy -> ", and the proxy " + proxy).orElse("");
        };
        return CloudException.refused("Keystone", answer.status(), sentence,
                answer.header("x-openstack-request-id"), hint);
    }

    /** Keystone says the same for a wrong password, user, domain or project, so as not to help guessing. */
    private String lookAt() {
        return switch (account.credential()) {
            case Credential.Password _ -> "look at OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME and their domains";
            case Credential.Application _ -> "look at OS_APPLICATION_CREDENTIAL_ID (or its name and user) and "
                    + "OS_APPLICATION_CREDENTIAL_SECRET; it may have expired or been deleted";
            case Credential.Token _ -> "the token may have expired or been revoked: get a new one for OS_TOKEN, and "
                    + "look at OS_PROJECT_NAME";
        };
    }

    /** The body that keystoneauth sends for the same. */
    private ObjectNode request() {
        var auth = Json.object();
        var identity = auth.putObject("identity");
        var secret = account.credential().secret().get().reveal();
        switch (account.credential()) {
            case Credential.Password(var user, _, var project) -> {
                method(identity, "password").set("user", named(user).put("password", secret));
                auth.putObject("scope").set("project", named(project));
            }
            case Credential.Token(_, var project) -> {
                method(identity, "token").put("id", secret);
                auth.putObject("scope").set("project", named(project));
            }
            case Credential.Application(var idOrName, var user, _) -> {
                var credential = method(identity, "application_credential");
                credential.put(user.isPresent() ? "name" : "id", idOrName).put("secret", secret);
                user.ifPresent(owner -> credential.set("user", named(owner)));
            }
        }
        var whole = Json.object();
        whole.set("auth", auth);
        return whole;
    }

    private static ObjectNode method(ObjectNode identity, String word) {
        identity.putArray("methods").add(word);
        return identity.putObject(word);
    }

    private static ObjectNode named(Credential.Named thing) {
        var node = Json.object();
        thing.id().ifPresentOrElse(id -> node.put("id", id), () -> {
            node.put("name", thing.name());
            var domain = node.putObject("domain");
            thing.domainId().ifPresentOrElse(id -> domain.put("id", id), () -> domain.put("name", thing.domainName()));
        });
        return node;
    }
}
