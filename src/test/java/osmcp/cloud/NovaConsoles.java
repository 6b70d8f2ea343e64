package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** What a server says on its console, and where a console is reached. */
final class NovaConsoles {
    private static final List<String> TYPES = List.of("novnc", "xvpvnc", "spice-html5", "serial", "webmks");

    private NovaConsoles() {}

    /** The last lines: all of them if no number or -1 is asked for. */
    static ObjectNode output(ObjectNode server, JsonNode value) {
        var name = server.path("OS-EXT-SRV-ATTR:hostname").asText();
        var lines = new ArrayList<String>();
        for (int n = 0; n < 200; n++) {
            lines.add(String.format(Locale.ROOT, "[%12.6f] fakecloud: boot message %d of %s", n / 7.0, n, name));
        }
        lines.add(name + " login: ");
        int length = value.path("length").isNull() ? -1 : value.path("length").asInt(-1);
        int from = length < 0 ? 0 : Math.max(0, lines.size() - length);
        return Json.object().put("output", String.join("\n", lines.subList(from, lines.size())));
    }

    /** POST /servers/{id}/remote-consoles: the cloud has noVNC and serial consoles, and no others. */
    static Answer remote(Call call, NovaServers servers) {
        var body = NovaSchema.inner(call, "remote_console", List.of("protocol", "type"), Set.of("protocol", "type"));
        var protocol = NovaSchema.oneOf(body, "protocol", List.of("vnc", "spice", "serial", "mks"));
        var type = NovaSchema.oneOf(body, "type", TYPES);
        var server = servers.visible(call, call.path().get(1));
        Nova.allow(call, "os_compute_api:os-remote-consoles");
        if (server.path("OS-EXT-SRV-ATTR:host").isNull()) {
            throw new Refused(409, "Instance " + server.path("id").asText() + " is not ready");
        }
        if (Set.of("spice", "mks").contains(protocol)) {
            throw new Refused(400, "Unavailable console type " + type + ".");
        }
        if (!type.equals(protocol.equals("vnc") ? "novnc" : "serial")) {
            throw new Refused(400, "Invalid console type " + type);
        }
        var token = UUID.randomUUID();
        var url = protocol.equals("vnc") ? "http://127.0.0.1:6080/vnc_auto.html?path=%3Ftoken%3D" + token
                : "ws://127.0.0.1:6083/?token=" + token;
        return Answer.of(200, Service.object("remote_console", body.deepCopy().put("url", url)));
    }
}
