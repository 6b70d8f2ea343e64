package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.CloudException.Why;
import osmcp.secret.Secret;

/** Signs in, and keeps the one token that all calls share: renewed ahead of its end, by one for all that wait. */
final class Auth {
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
            if (renewal == null && !(good && !current.due())) {
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
        var who = "as " + account.user().words() + " for project " + account.project().words();
        var sentence = Faults.sentence(answer.body());
        if (sentence.contains("HTTPS port")) { // nginx and Apache say it so
            return CloudException.refused("Keystone", answer.status(), sentence, "",
                    "write https instead of http in OS_AUTH_URL");
        }
        var hint = switch (answer.status()) {
            // Keystone says the same for a wrong password, user, domain or project, so as not to help guessing
            case 401 -> "tried " + who + "; look at OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME and their domains";
            case 404, 300, 301, 302 -> "look at OS_AUTH_URL: " + account.authUrl() + " is not Keystone's v3";
            case 403 -> "tried " + who + "; the account may be locked, or its password have expired";
            default -> "look at OS_AUTH_URL, " + account.authUrl();
        };
        return CloudException.refused("Keystone", answer.status(), sentence,
                answer.header("x-openstack-request-id"), hint);
    }

    private ObjectNode request() {
        var user = named(account.user());
        user.put("password", account.password().get().reveal());
        var identity = Json.object();
        identity.putArray("methods").add("password");
        identity.putObject("password").set("user", user);
        var auth = Json.object();
        auth.set("identity", identity);
        auth.putObject("scope").set("project", named(account.project()));
        var whole = Json.object();
        whole.set("auth", auth);
        return whole;
    }

    private static ObjectNode named(Account.Named thing) {
        var node = Json.object();
        thing.id().ifPresentOrElse(id -> node.put("id", id), () -> {
            node.put("name", thing.name());
            var domain = node.putObject("domain");
            thing.domainId().ifPresentOrElse(id -> domain.put("id", id), () -> domain.put("name", thing.domainName()));
        });
        return node;
    }
}
