package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** Images that are made of servers, and those that servers may be made of: rows that Glance shows. */
final class NovaImages {
    private static final JsonNode SNAPSHOT = Fixture.read("images.json").get(0).path("row");
    /** What Glance does not know of an image before it has its data. */
    private static final List<String> LATER =
            List.of("size", "virtual_size", "checksum", "os_hash_algo", "os_hash_value");

    private final Nova nova;

    NovaImages(Nova nova) { this.nova = nova; }

    /** An image that the caller may see; Nova asks Glance with the caller's own token. */
    Optional<ObjectNode> usable(Call call, String id) {
        var project = call.caller().projectId();
        return nova.cloud.world().find("images", id).filter(image -> call.caller().admin()
                || image.path("owner").asText().equals(project)
                || Set.of("public", "community").contains(image.path("visibility").asText())
                || nova.cloud.world().rows("image_members").stream().map(World.Row::json)
                        .anyMatch(member -> member.path("image_id").asText().equals(id)
                                && member.path("member_id").asText().equals(project)));
    }

    /** Stops if the caller has no key pair of that name. */
    static void key(Nova nova, Call call, String name) {
        nova.cloud.world().rows("keypairs").stream().map(World.Row::json)
                .filter(row -> row.path("user_id").asText().equals(call.caller().userId()))
                .filter(row -> row.path("name").asText().equals(name)).findFirst()
                .orElseThrow(() -> new Refused(400, "Invalid key_name provided."));
    }

    /** createImage and createBackup: queued at first, and active before the server's task ends */
    Answer snapshot(Call call, ObjectNode server, String word, JsonNode value) {
        boolean backup = word.equals("createBackup");
        if (backup && !server.path("image").isObject()) {
            throw new Refused(400, "Backup is not supported for volume-backed instances.");
        }
        var row = row(call, server, value.path("name").asText());
        if (backup) row.put("image_type", "backup").set("backup_type", value.get("backup_type"));
        value.path("metadata").properties().forEach(field -> row.set(field.getKey(), field.getValue()));
        add(row);
        if (backup) rotate(server, value.path("backup_type").asText(), value.path("rotation").asInt(), row);
        if (call.from(45)) return Answer.of(202, Service.object("image_id", row.get("id")));
        return Answer.of(202, "application/json", "")
                .with("Location", nova.cloud.at("image") + "/v2/images/" + row.path("id").asText());
    }

    private ObjectNode row(Call call, ObjectNode server, String name) {
        var world = nova.cloud.world();
        var values = new HashMap<String, Object>(Map.of("id", UUID.randomUUID().toString(),
                "owner", server.path("tenant_id").asText(), "owner_name", call.caller().project(),
                "user", call.caller().userId(), "server", server.path("id").asText()));
        values.put("image", server.path("image").path("id").asText(World.id("admin", "image", "cirros")));
        var row = (ObjectNode) Fixture.fill(SNAPSHOT, values);
        var now = NovaActions.now();
        row.put("created_at", now).put("updated_at", now).put("min_disk", server.path("flavor").path("disk").asInt());
        return row.put("name", name);
    }

    private void add(ObjectNode row) {
        var whole = row.deepCopy();
        LATER.forEach(row::putNull);
        row.put("status", "queued").remove(List.of("direct_url", "stores"));
        var id = row.path("id").asText();
        nova.cloud.world().put("images", id, row.path("owner").asText(), () -> row);
        nova.cloud.world().later("images", id, nova.cloud.pace().dividedBy(3), image -> {
            whole.put("updated_at", NovaActions.now());
            image.removeAll();
            image.setAll(whole);
        });
    }

    /** Of the backups of one type so many stay, the newest. */
    private void rotate(ObjectNode server, String type, int rotation, ObjectNode newest) {
        var all = nova.cloud.world().rows("images").reversed().stream().map(World.Row::json)
                .filter(row -> row.path("backup_type").asText().equals(type)
                        && row.path("instance_uuid").equals(server.path("id"))).toList();
        all.stream().skip(rotation).forEach(row -> nova.cloud.world().later("images", row.path("id").asText(),
                nova.cloud.pace(), gone -> nova.cloud.world().remove("images", gone.path("id").asText())));
    }

    /** A server that is shelved is kept as an image, {@code NAME-shelved}. */
    void shelved(Call call, ObjectNode server) {
        if (server.path("image").isObject()) add(row(call, server, server.path("name").asText() + "-shelved"));
    }

    void unshelved(ObjectNode server) {
        nova.cloud.world().rows("images").stream().map(World.Row::json)
                .filter(row -> row.path("instance_uuid").equals(server.path("id"))
                        && row.path("name").asText().endsWith("-shelved"))
                .forEach(row -> nova.cloud.world().remove("images", row.path("id").asText()));
    }
}
