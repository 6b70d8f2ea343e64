package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** What a server is called and labelled with: its name and description, its metadata, its tags. */
final class NovaDetails {
    private static final String KEY = "[a-zA-Z0-9-_:. ]{1,255}";
    /** Metadata and tags are changed in these states alone, whatever else is being done. */
    private static final Set<String> STATES = Set.of("active", "paused", "suspended", "stopped");

    private final NovaServers servers;

    NovaDetails(NovaServers servers) { this.servers = servers; }

    /** PUT /servers/{id}: locks and states do not matter */
    Answer update(Call call) {
        var known = new HashSet<>(Set.of("name", "OS-DCF:diskConfig", "accessIPv4", "accessIPv6"));
        if (call.from(19)) known.add("description");
        if (call.from(90)) known.add("hostname");
        var body = NovaSchema.inner(call, "server", List.of(), known);
        if (body.has("name")) NovaSchema.name(body, "name");
        for (var field : List.of("description", "hostname")) {
            var value = body.path(field);
            if (value.asText().length() > 255) throw NovaBodies.invalid(field, value, " is too long");
        }
        for (var version : List.of("4", "6")) {
            var value = body.path("accessIPv" + version);
            boolean wrong = !value.asText().isEmpty() && (Cidr.address(value.asText()).isEmpty()
                    || Cidr.bits(value.asText()) != (version.equals("4") ? 32 : 128));
            if (wrong) throw NovaBodies.invalid("accessIPv" + version, value, " is not a 'ipv" + version + "'");
        }
        var server = servers.visible(call, call.path().get(1));
        Nova.allow(call, "os_compute_api:servers:update");
        synchronized (server) {
            if (!body.isEmpty()) server.put("updated", NovaActions.now());
            for (var field : List.of("name", "description", "accessIPv4", "accessIPv6", "OS-DCF:diskConfig")) {
                if (body.has(field)) server.set(field, body.get(field));
            }
            if (body.has("hostname")) server.set("OS-EXT-SRV-ATTR:hostname", body.get("hostname"));
            return Answer.of(200, Service.object("server", servers.view(call, server, true)));
        }
    }

    /** Stops if that is no object of texts with good names. */
    static void metadata(JsonNode value) {
        if (!value.isObject()) throw NovaBodies.invalid("metadata", value, " is not of type 'object'");
        value.properties().forEach(field -> {
            if (!field.getKey().matches(KEY)) {
                throw NovaBodies.invalid("metadata", value, "'" + field.getKey() + "' does not match any of the "
                        + "regexes: '^" + KEY + "$'");
            }
            var text = field.getValue();
            if (!text.isTextual()) throw NovaBodies.invalid(field.getKey(), text, " is not of type 'string'");
            if (text.asText().length() > 255) throw NovaBodies.invalid(field.getKey(), text, " is too long");
        });
    }

    static void few(JsonNode metadata) {
        if (metadata.size() > 128) throw new Refused(403, "Maximum number of metadata items exceeds 128");
    }

    /** /servers/{id}/metadata, and one item of it */
    Answer metadata(Call call) {
        var method = call.request().method();
        var key = call.path().size() == 4 ? call.path().get(3) : "";
        var word = key.isEmpty() ? "metadata" : "meta";
        JsonNode given = Json.object();
        if (Set.of("POST", "PUT").contains(method)) {
            given = NovaSchema.whole(call, Set.of(word), Set.of(word)).get(word);
            metadata(given);
        }
        var server = servers.visible(call, call.path().get(1));
        var all = (ObjectNode) server.path("metadata");
        if (!method.equals("GET")) {
            Nova.allow(call, "os_compute_api:server-metadata:" + (method.equals("DELETE") ? "delete"
                    : method.equals("POST") ? "create" : key.isEmpty() ? "update_all" : "update"));
            if (method.equals("PUT") && !key.isEmpty() && !given.has(key)) {
                throw new Refused(400, "Request body and URI mismatch");
            }
        }
        if (!key.isEmpty() && !method.equals("PUT") && !all.has(key)) {
            throw new Refused(404, "Metadata item was not found");
        }
        if (method.equals("GET")) return answer(word, key, all);
        synchronized (server) {
            NovaActions.locked(call, server);
            changeable(server, (method.equals("DELETE") ? "delete" : "update") + " metadata");
            if (method.equals("DELETE")) {
                all.remove(key);
                return Answer.of(204, "application/json", "");
            }
            var next = method.equals("PUT") && key.isEmpty() ? Json.object() : all.deepCopy();
            next.setAll((ObjectNode) given);
            few(next);
            server.set("metadata", next);
            return answer(word, key, next);
        }
    }

    private static Answer answer(String word, String key, ObjectNode all) {
        return Answer.of(200, Service.object(word, key.isEmpty() ? all : Service.object(key, all.get(key))));
    }

    private static void changeable(ObjectNode server, String word) {
        NovaActions.state(server, word, STATES, Set.of(server.path(NovaMoves.TASK).asText()));
    }

    /** /servers/{id}/tags, and one of them: a lock does not matter */
    Answer tags(Call call) {
        if (!call.from(26)) throw new Refused(404, "The resource could not be found.");
        var method = call.request().method();
        var tag = call.path().size() == 4 ? call.path().get(3) : "";
        var given = new TreeSet<String>();
        if (method.equals("PUT")) {
            if (!tag.isEmpty()) single(tag);
            else list(NovaSchema.whole(call, Set.of("tags"), Set.of("tags")).get("tags")).forEach(given::add);
        }
        var server = servers.visible(call, call.path().get(1));
        var id = server.path("id").asText();
        var all = new TreeSet<>(server.path("tags").valueStream().map(JsonNode::asText).toList());
        if (method.equals("GET")) {
            if (tag.isEmpty()) return Answer.of(200, Service.object("tags", server.get("tags")));
            if (all.contains(tag)) return Answer.of(204, "application/json", "");
            throw new Refused(404, "Server " + id + " has no tag '" + tag + "'");
        }
        boolean deletes = method.equals("DELETE");
        Nova.allow(call, "os_compute_api:os-server-tags:" + (deletes ? "delete" : "update")
                + (tag.isEmpty() ? "_all" : ""));
        synchronized (server) {
            changeable(server, (deletes ? "delete" : "update") + " tag" + (tag.isEmpty() ? "s" : ""));
            if (deletes && !tag.isEmpty() && !all.remove(tag)) {
                throw new Refused(404, "Instance " + id + " has no tag '" + tag + "'");
            }
            if (!deletes && !tag.isEmpty() && !all.contains(tag) && all.size() == 50) {
                throw new Refused(400, "The number of tags exceeded the per-server limit 50");
            }
            int status = deletes ? 204 : tag.isEmpty() ? 200 : all.add(tag) ? 201 : 204;
            if (tag.isEmpty()) all = given;
            server.set("tags", Json.node(List.copyOf(all)));
            if (status == 200) return Answer.of(200, Service.object("tags", server.get("tags")));
            var answer = Answer.of(status, "application/json", "");
            return status == 201 ? answer.with("Location", call.base() + "/servers/" + id + "/tags/" + tag) : answer;
        }
    }

    private static void single(String tag) {
        var why = tag.length() > 60 ? "' is too long" : !tag.matches(NovaActionBodies.TAG)
                ? "' does not match '^[^,/]*$'" : "";
        if (!why.isEmpty()) {
            throw new Refused(400, "Tag '" + tag + "' is invalid. It must be a non empty string without characters '/' "
                    + "and ','. Validation error message: '" + tag + why);
        }
    }

    /** Stops if these are no tags. */
    static List<String> list(JsonNode tags) {
        if (!tags.isArray()) throw NovaBodies.invalid("tags", tags, " is not of type 'array'");
        if (tags.size() > 50) throw NovaBodies.invalid("tags", tags, " is too long");
        for (int n = 0; n < tags.size(); n++) {
            var tag = tags.get(n);
            if (!tag.isTextual()) throw NovaBodies.invalid("" + n, tag, " is not of type 'string'");
            if (tag.asText().isEmpty()) throw NovaBodies.invalid("" + n, tag, " should be non-empty");
            if (tag.asText().length() > 60) throw NovaBodies.invalid("" + n, tag, " is too long");
            if (!tag.asText().matches(NovaActionBodies.TAG)) {
                throw NovaBodies.invalid("" + n, tag, " does not match '^[^,/]*$'");
            }
        }
        return tags.valueStream().map(JsonNode::asText).toList();
    }
}
