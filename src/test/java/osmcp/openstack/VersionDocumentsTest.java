package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import osmcp.Lab;
import osmcp.cloud.*;
import osmcp.json.Json;

/** Where a service is called, and in which versions, by what services from Juno to 2026.2 say at their root. */
class VersionDocumentsTest {
    @Test
    void eachDocumentGivesTheBasePathAndTheMicroversions() throws IOException {
        List<String> lines;
        try (var in = FakeCloud.class.getResourceAsStream("version-documents.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).toList();
        }
        var wrong = new ArrayList<String>();
        try (var lab = new Lab()) {
            for (int i = 0; i < lines.size(); i += 2) {
                var parts = lines.get(i).split(" ?\\| ?", 4);
                var path = parts[1].equals("-") ? "" : parts[1];
                var found = found(lab, parts[0], path, Fault.page(Integer.parseInt(parts[2]), "", parts[3]));
                if (!found.equals(lines.get(i + 1).strip())) wrong.add(lines.get(i) + "\n  " + found);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static String found(Lab lab, String type, String path, Fault document) {
        var root = lab.cloud.at(type.equals("alarm") ? "alarming" : type);
        var endpoint = Json.object().put("url", root + path).put("interface", "public").put("region_id", "RegionOne");
        var service = Json.object().put("type", type);
        service.putArray("endpoints").add(endpoint);
        lab.cloud.catalogue().change(_ -> Json.array().add(service));
        lab.cloud.faults().clear();
        lab.cloud.faults().add("GET", "^" + type, 1, document);
        try (var cloud = lab.connection("demo"); var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
            var api = cloud.api(type, session);
            assertTrue(api.base().startsWith(root), api.base());
            var base = api.base().substring(root.length());
            return (base.isEmpty() ? "-" : base) + api.range().map(range -> " " + range).orElse("");
        } catch (CloudException e) {
            return e.getMessage().replaceAll(": column .*", "");
        }
    }
}
