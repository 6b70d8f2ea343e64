package osmcp.openstack;

import module java.base;

/** One line of the catalogue. */
public record Endpoint(String type, String name, String region, String catalogueInterface, URI uri) {
    private static final Pattern VERSION = Pattern.compile("/v\\d+(\\.\\d+)?(?=/|$)");

    /** Its path from the version on ({@code /v3/PROJECT}), or empty if it has none. */
    String fromVersion() {
        var version = VERSION.matcher(uri.getRawPath());
        return version.find() ? uri.getRawPath().substring(version.start()) : "";
    }

    /** Its address before the version: where a service tells which versions it has. */
    URI root() {
        var text = uri.toString();
        return URI.create(text.substring(0, text.length() - fromVersion().length()) + "/");
    }

    /** Its address up to the version and no further; the root where it has no version. */
    URI versioned() {
        var version = VERSION.matcher(fromVersion());
        return version.lookingAt() ? URI.create(root() + version.group().substring(1) + "/") : root();
    }

    boolean hasVersion() { return !fromVersion().isEmpty(); }
}
