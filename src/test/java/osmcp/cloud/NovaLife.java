package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.cloud.NovaMoves.Move;
import osmcp.json.Json;

/**
 * What each action asks for beside a state, what it shows on its way, and what it leaves: as the real servers were seen
 * to go, 2025.1.
 */
final class NovaLife {
    private static final Map<String, List<String>> ON_THE_WAY = Map.of("shelve", List.of("shelving_offloading"),
            "rebuild", List.of("powering-off"), "createImage", List.of("image_uploading"),
            "createBackup", List.of("image_uploading"));

    private final Nova nova;
    private final NovaImages images;
    private final NovaPorts ports;
    private final NovaMigrations migrations;
    private final NovaServers servers;

    NovaLife(Nova nova, NovaServers servers, NovaMigrations migrations, NovaPorts ports) {
        this.nova = nova;
        this.servers = servers;
        this.ports = ports;
        this.migrations = migrations;
        images = new NovaImages(nova);
    }

    /** Every task that a move shows. */
    static Set<String> tasks(Move move) {
        var all = new HashSet<>(ON_THE_WAY.getOrDefault(move.word(), List.of()));
        all.add(move.task());
        return all;
    }

    /** What is done before the answer, and the answer if it is more than that it was accepted. */
    Optional<Answer> done(Call call, ObjectNode server, Move move, JsonNode value) {
        var id = server.path("id").asText();
        switch (move.word()) {
            case "lock" -> server.put("locked", true).set("locked_reason",
                    value.has("locked_reason") ? value.get("locked_reason") : Json.node(null));
            case "unlock" -> server.put("locked", false).putNull("locked_reason");
            case "rebuild" -> {
                return Optional.of(rebuild(call, server, value));
            }
            case "resize" -> resize(call, server, value);
            case "migrate" -> {
                migrations.host(value.path("host").asText(""), server);
                keep(server, server.path("flavor"));
            }
            case "confirmResize" -> {
                return Optional.of(Answer.of(204, "application/json", ""));
            }
            case "rescue" -> {
                return Optional.of(rescue(call, server, value));
            }
            case "unshelve" -> unshelve(call, value);
            case "createImage", "createBackup" -> {
                return Optional.of(images.snapshot(call, server, move.word(), value));
            }
            case "os-resetState" -> NovaMoves.task(server.put(NovaMoves.STATE, value.path("state").asText())
                    .put("updated", NovaActions.now()), "");
            case "os-migrateLive" -> migrations.begin(call, server, value.path("host").asText(""));
            case "evacuate" -> migrations.evacuate(call, server, value);
            case "addSecurityGroup", "removeSecurityGroup" ->
                ports.group(call, server, value.path("name").asText(), move.word().startsWith("add"));
            case "os-getConsoleOutput" -> {
                return Optional.of(Answer.of(200, NovaConsoles.output(server, value)));
            }
            default -> { }
        }
        if (move.word().equals("shelve")) images.shelved(call, server);
        return Optional.empty();
    }

    /** Any action may ask for a password; without one it is given one. */
    static String password(JsonNode value) {
        return value.path("adminPass").isTextual() ? value.path("adminPass").textValue()
                : UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** The answer shows the server, with its user data and the password. */
    private Answer rebuild(Call call, ObjectNode server, JsonNode value) {
        var image = images.usable(call, value.path("imageRef").asText())
                .orElseThrow(() -> new Refused(400, "Cannot find image for rebuild"));
        if (value.path("key_name").isTextual()) NovaImages.key(nova, call, value.path("key_name").asText());
        if (server.get("image") instanceof ObjectNode shown) shown.set("id", image.get("id"));
        for (var field : List.of("name", "metadata", "key_name", "description")) {
            if (value.has(field)) server.set(field, value.get(field));
        }
        if (value.has("hostname")) server.set("OS-EXT-SRV-ATTR:hostname", value.get("hostname"));
        if (value.has("user_data")) server.set("OS-EXT-SRV-ATTR:user_data", value.get("user_data"));
        NovaMoves.task(server.put("updated", NovaActions.now()), "rebuilding");
        var shown = servers.view(call, server, true).put("adminPass", password(value));
        if (call.from(57)) shown.set("user_data", server.get("OS-EXT-SRV-ATTR:user_data"));
        NovaMoves.task(server, ""); // it is begun by whoever called
        return Answer.of(202, Service.object("server", shown)).with("Location",
                call.base() + "/servers/" + server.path("id").asText());
    }

    private void resize(Call call, ObjectNode server, JsonNode value) {
        var id = value.path("flavorRef").asText();
        var flavor = NovaCreate.flavor(nova, call, id)
                .orElseThrow(() -> new Refused(400, "Flavor " + id + " could not be found."));
        var old = server.path("flavor");
        boolean zero = flavor.path("disk").asInt() == 0 && old.path("disk").asInt() > 0
                && server.path("image").isObject();
        if (zero) {
            throw new Refused(400, "Server disk was unable to be resized because: Resize to zero disk flavor is not "
                    + "allowed.");
        }
        if (flavor.path("name").equals(old.path("original_name"))) {
            throw new Refused(400, "When resizing, instances must change flavor!");
        }
        int cores = flavor.path("vcpus").asInt() - old.path("vcpus").asInt();
        int ram = flavor.path("ram").asInt() - old.path("ram").asInt();
        NovaCreate.quota(nova, server.path("tenant_id").asText(), Map.of("cores", Math.max(cores, 0), "ram",
                Math.max(ram, 0)));
        keep(server, Seed.embedded(flavor));
    }

    /** What it goes back to is kept; what it becomes shows when it is done. */
    private static void keep(ObjectNode server, JsonNode flavor) {
        var kept = server.putObject("-old");
        for (var field : List.of("flavor", "OS-EXT-SRV-ATTR:host", NovaMoves.STATE)) {
            kept.set(field, server.path(field).deepCopy());
        }
        server.set("-flavor", flavor.deepCopy());
    }

    private Answer rescue(Call call, ObjectNode server, JsonNode value) {
        if (!server.path("image").isObject()) {
            throw new Refused(400, "Instance " + server.path("id").asText()
                    + " cannot be rescued: Cannot rescue a volume-backed instance");
        }
        var image = value.path("rescue_image_ref").asText("");
        if (!image.isEmpty() && images.usable(call, image).isEmpty()) {
            throw new Refused(400, "Requested rescue image '" + image + "' is not supported");
        }
        return Answer.of(200, Json.object().put("adminPass", password(value)));
    }

    private static void unshelve(Call call, JsonNode value) {
        var zone = value.path("availability_zone");
        if (zone.isTextual() && !NovaHosts.zones().contains(zone.asText())) {
            throw new Refused(400, "The requested availability zone is not available");
        }
        if (value.path("host").isTextual()) Nova.allow(call, "os_compute_api:os-shelve:unshelve_to_host");
    }

    /** What shows half way. */
    void between(ObjectNode server, Move move) {
        var id = server.path("id").asText();
        boolean stopped = server.path(NovaMoves.STATE).asText().equals("stopped");
        Consumer<ObjectNode> step = switch (move.word()) {
            case "shelve" -> row -> {
                NovaMoves.state(row, "shelved");
                NovaMoves.task(row, "shelving_offloading");
            };
            case "rebuild" -> !stopped ? null : row -> { // it is started, and stopped again
                NovaMoves.state(row, "active");
                NovaMoves.task(row, "powering-off");
            };
            case "createImage", "createBackup" -> row -> NovaMoves.task(row, "image_uploading");
            default -> null;
        };
        if (step == null) return;
        nova.cloud.world().later("servers", id, nova.cloud.pace().dividedBy(2), row -> {
            if (row.path(NovaMoves.TASK).asText().equals(move.task())) step.accept(row);
        });
    }

    /** What a move leaves. */
    void ended(ObjectNode row, Move move, String before) {
        var old = row.path("-old");
        switch (move.word()) {
            case "createImage", "createBackup" -> NovaMoves.task(row, "");
            case "rebuild" -> {
                NovaMoves.state(row, before.equals("stopped") ? "stopped" : "active");
                row.put("OS-SRV-USG:launched_at", CinderRows.now()).remove("fault");
            }
            case "resize", "migrate" -> {
                int power = row.path(NovaMoves.POWER).asInt();
                if (row.has("-flavor")) row.set("flavor", row.remove("-flavor"));
                NovaHosts.move(row, NovaHosts.other(row.path("OS-EXT-SRV-ATTR:host").asText()));
                NovaMoves.state(row.put("OS-SRV-USG:launched_at", CinderRows.now()), "resized");
                row.put(NovaMoves.POWER, power);
            }
            case "confirmResize", "revertResize" -> {
                if (move.word().equals("revertResize") && old.isObject()) {
                    row.set("flavor", old.get("flavor"));
                    NovaHosts.move(row, old.path("OS-EXT-SRV-ATTR:host").asText());
                }
                NovaMoves.state(row, old.path(NovaMoves.STATE).asText("active"));
                row.remove("-old");
            }
            case "shelve", "shelveOffload" -> {
                NovaMoves.state(row, move.state());
                NovaHosts.leave(row);
            }
            case "unshelve" -> {
                if (row.path("OS-EXT-SRV-ATTR:host").isNull()) NovaHosts.move(row, NovaHosts.other(""));
                NovaMoves.state(row.put("OS-SRV-USG:launched_at", CinderRows.now()), "active");
                images.unshelved(row);
            }
            case "delete", "forceDelete" -> {
                NovaMoves.state(row, "deleted");
                empty(row);
            }
            case "os-migrateLive", "evacuate" -> migrations.ended(row);
            default -> NovaMoves.state(row, move.state());
        }
    }

    /** What Nova still tells of a server that is no more. */
    private static void empty(ObjectNode row) {
        row.put("OS-SRV-USG:terminated_at", row.path("updated").asText().replace("Z", ".000000"));
        row.putObject("addresses");
        row.put("host_status", "").putArray("os-extended-volumes:volumes_attached");
        row.remove("security_groups");
    }

    /** With a server go its ports, and those of its volumes that were to go with it; the others are free again. */
    void release(String id) {
        var world = nova.cloud.world();
        for (var kind : List.of("ports", "volumes")) {
            for (var row : world.rows(kind)) {
                var attached = row.json().path("attachments").valueStream()
                        .filter(a -> a.path("server_id").asText().equals(id)).findFirst();
                boolean mine = row.json().path("device_id").asText().equals(id);
                if (mine || attached.isPresent()) world.later(kind, row.id(), nova.cloud.pace(), volume -> {
                    if (mine) ports.drop(volume);
                    else if (attached.get().path("-delete").asBoolean()) world.remove(kind, row.id());
                    else NovaVolumes.free(volume, id);
                });
            }
        }
    }
}
