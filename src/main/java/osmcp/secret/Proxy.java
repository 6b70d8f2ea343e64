package osmcp.secret;

import module java.base;

/**
 * A proxy, and as whom it is asked.
 *
 * @param port 80 where its address does not say
 * @param user name and password with a colon between them, if it is to know
 */
public record Proxy(String host, int port, Optional<Secret> user) {
    /** What an address such as {@code http://NAME:PASSWORD@HOST:PORT} says. */
    public static Proxy of(URI address) {
        var user = Optional.ofNullable(address.getRawUserInfo()).filter(text -> !text.isEmpty())
                .map(text -> text.contains(":") ? text : text + ":") // without a password it is an empty one
                .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)).map(Secret::new);
        return new Proxy(address.getHost(), address.getPort() > 0 ? address.getPort() : 80, user);
    }

    /** The header by which it knows us. */
    public Optional<Secret> authorization() {
        return user.map(name -> new Secret("Basic " + Base64.getEncoder().encodeToString(
                name.reveal().getBytes(StandardCharsets.UTF_8))));
    }

    @Override public String toString() { return host + ":" + port; }
}
