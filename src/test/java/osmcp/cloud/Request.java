package osmcp.cloud;

import module java.base;
import com.sun.net.httpserver.Headers;

/**
 * What a service is asked.
 *
 * @param root  where the service is for this caller, without a slash at the end: scheme, host, port, and the prefix if
 *              all services share one port
 * @param path  decoded, without that prefix
 * @param id    the request id that the service gives it
 * @param caller whose token it carries; empty without one, or with one that is not good
 */
record Request(String method, String root, String path, Query query, Headers headers, byte[] body, String id,
        Optional<Caller> caller) {
    /** The path cut at its slashes, without the empty text before the first. */
    List<String> segments() { return List.of(path.substring(1).split("/", -1)); }

    String header(String name) { return Optional.ofNullable(headers.getFirst(name)).orElse(""); }

    String text() { return new String(body, StandardCharsets.UTF_8); }
}
