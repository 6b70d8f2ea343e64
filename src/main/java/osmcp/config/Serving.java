package osmcp.config;

import module java.base;
import osmcp.secret.*;

/**
 * How clients reach this server.
 *
 * @param http by HTTP at that host and port, and not by stdin and stdout
 * @param bearer what they must show, if they must
 * @param hosts names besides those of loopback, by which they may call it
 * @param origins pages besides those of loopback, from which they may call it
 * @param certificate makes it https, with the key
 * @param signed seals what clients keep for us
 */
public record Serving(boolean http, String host, int port, Optional<Secret> bearer, Set<String> hosts,
        Set<String> origins, Optional<Path> certificate, Optional<Path> key, Signed signed) {

    static Serving of(Sources sources) {
        boolean http = sources.word(Variable.FASTMCP_TYPE, "stdio", "streamable-http").equals("streamable-http");
        var certificate = sources.file(Variable.MCP_TLS_CERT);
        var key = sources.file(Variable.MCP_TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            sources.problem("MCP_TLS_CERT and MCP_TLS_KEY go together, and only one of them is set");
        }
        var serving = new Serving(http, sources.text(Variable.FASTMCP_HOST).orElseThrow(),
                sources.port(Variable.FASTMCP_PORT).orElse(0), http ? bearer(sources) : Optional.empty(),
                words(sources, Variable.MCP_ALLOWED_HOSTS), words(sources, Variable.MCP_ALLOWED_ORIGINS), certificate,
                key, signed(sources, http));
        if (serving.open()) {
            sources.warn("reachable from other machines without authentication, so no tool that changes things and "
                    + "none that reaches beyond the project is there: set REMOTE_AUTH_ENABLE=true and "
                    + "REMOTE_SECRET_KEY");
        }
        return serving;
    }

    /** Whether anybody on the network may call it. */
    public boolean open() { return http && bearer.isEmpty() && !loopback(host); }

    private static boolean loopback(String host) {
        try {
            return host.equalsIgnoreCase("localhost")
                    || InetAddress.ofLiteral(host.replaceAll("^\\[|\\]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Secret> bearer(Sources sources) {
        if (!sources.truth(Variable.REMOTE_AUTH_ENABLE)) return Optional.empty();
        var secret = known(sources, sources.secret(Variable.REMOTE_SECRET_KEY));
        if (secret.isEmpty()) sources.problem("REMOTE_AUTH_ENABLE is true and REMOTE_SECRET_KEY is not set");
        return secret;
    }

    private static Signed signed(Sources sources, boolean http) {
        var given = sources.secret(Variable.MCP_STATE_KEY);
        // by stdin and stdout nobody shares the work, and no command is to hold up the first answer
        if (!http && given.filter(SecretCommand.class::isInstance).isPresent()) return Signed.ownKey();
        var secret = known(sources, given);
        if (secret.isEmpty()) return Signed.ownKey();
        try {
            return new Signed(Base64.getDecoder().decode(secret.get().reveal()));
        } catch (IllegalArgumentException e) {
            sources.problem(Variable.MCP_STATE_KEY, "",
                    "must be 32 bytes in base64, as openssl rand -base64 32 prints");
            return Signed.ownKey();
        }
    }

    /** Known from the start on, not when first needed. */
    private static Optional<Secret> known(Sources sources, Optional<Supplier<Secret>> given) {
        try {
            return given.map(Supplier::get);
        } catch (Secret.Unavailable e) {
            sources.problem(e.getMessage());
            return Optional.empty();
        }
    }

    private static Set<String> words(Sources sources, Variable variable) {
        return Stream.of(sources.text(variable).orElse("").split("[,\\s]+")).filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
