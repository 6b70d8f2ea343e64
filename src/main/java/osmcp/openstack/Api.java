package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;

/** A service as it can be called: the address that paths go onto, and the microversions that it offers, if any. */
record Api(String base, Optional<Microversion.Range> range) {
    /** One version in a service's own list of them. */
    record Version(String id, String status, Optional<Microversion.Range> range, String segment) {
        int major() { return Integer.parseInt(id.replaceAll("^v|\\D.*", "")); }
    }

    /**
     * The versions in the document that a service gives at its root, in whichever shape: a list, Nova's single one,
     * Aodh's and Keystone's list below {@code values}. The hosts in its links are not looked at: behind proxies they
     * are often wrong.
     */
    static List<Version> versions(JsonNode document) {
        var list = document.path("versions");
        if (list.path("values").isArray()) list = list.path("values");
        if (!list.isArray()) list = osmcp.json.Json.array().add(document.path("version"));
        return list.valueStream().filter(entry -> entry.path("id").asText("").matches("v\\d{1,4}(\\D.*)?"))
                .map(Api::version).toList();
    }

    private static Version version(JsonNode entry) {
        var from = Microversion.parse(entry.path("min_version").asText(""));
        // Placement's word is max_version, all others' version
        var to = Microversion.parse(entry.path("version").asText(entry.path("max_version").asText("")));
        var range = from.isPresent() && to.isPresent()
                ? Optional.of(new Microversion.Range(from.get(), to.get())) : Optional.<Microversion.Range>empty();
        var self = entry.path("links").valueStream().filter(link -> link.path("rel").asText().equals("self"))
                .map(link -> link.path("href").asText("").replaceFirst("/+$", "")).findFirst().orElse("");
        var segment = self.substring(self.lastIndexOf('/') + 1);
        var id = entry.path("id").asText();
        return new Version(id, entry.path("status").asText(""), range,
                segment.matches("v\\d+(\\.\\d+)?") ? segment : id);
    }
}
