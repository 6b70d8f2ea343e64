package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * Volumes in servers: below the server in Nova's API, and in the volume's row in Cinder's, where they are kept here. Up
 * to 2.88 an attachment has the volume's id for its own; from 2.89 on it has two others and none of that name. Fields
 * that begin with a dash are Nova's alone, and what has {@code -new} Cinder does not know yet.
 */
final class NovaVolumes {
    private static final String SHOWN = "os-extended-volumes:volumes_attached";
    private static final String DEVICE = "(^/dev/x{0,1}[a-z]{0,1}d{0,1})([a-z]+)[0-9]*$";
    private static final Set<String> STATES =
            Set.of("active", "paused", "stopped", "resized", "soft-delete", "shelved", "shelved_offloaded");

    private final Nova nova;
    private final NovaServers servers;

    NovaVolumes(Nova nova, NovaServers servers) {
        this.nova = nova;
        this.servers = servers;
    }

    /** GET, POST and DELETE of /servers/{id}/os-volume_attachments */
    Answer answer(Call call) {
        var wish = call.request().method().equals("POST") ? wish(call) : null;
        if (call.path().size() == 3 && wish == null) Nova.known(call, Set.of("limit", "offset"),
                "Additional properties are not allowed ('%s' was unexpected)");
        var server = servers.visible(call, call.path().get(1));
        if (wish != null) {
            Nova.allow(call, "os_compute_api:os-volumes-attachments:create");
            return Answer.of(200, Service.object("volumeAttachment", attach(call, server, wish)));
        }
        if (call.path().size() == 3) return Answer.of(200, list(call, server));
        boolean detaches = call.request().method().equals("DELETE");
        if (detaches) Nova.allow(call, "os_compute_api:os-volumes-attachments:delete");
        var id = call.path().get(3);
        if (detaches) volume(call, id);
        var found = in(server).entrySet().stream().filter(e -> e.getKey().path("id").asText().equals(id)).findFirst()
                .orElseThrow(() -> new Refused(404, "Instance " + server.path("id").asText()
                        + " is not attached to volume " + id));
        if (!detaches) {
            return Answer.of(200, Service.object("volumeAttachment", view(call, found.getKey(), found.getValue())));
        }
        detach(call, server, found.getKey(), found.getValue());
        return Answer.of(202, "application/json", "");
    }

    private static JsonNode wish(Call call) {
        var body = Nova.body(call);
        if (!body.has("volumeAttachment")) throw new Refused(400, "'volumeAttachment' is a required property");
        var known = new HashSet<>(Set.of("volumeId", "device"));
        if (call.from(49)) known.add("tag");
        if (call.from(79)) known.add("delete_on_termination");
        var wish = NovaBodies.object("volumeAttachment", body.get("volumeAttachment"), Set.of("volumeId"), known,
                " is not of type 'object'");
        if (!wish.path("volumeId").asText().matches("(\\p{XDigit}-?){32}")) {
            throw NovaBodies.invalid("volumeId", wish.path("volumeId"), " is not a 'uuid'");
        }
        if (wish.path("device").isTextual() && !wish.path("device").asText().matches(DEVICE)) {
            throw NovaBodies.invalid("device", wish.path("device"), " does not match '" + DEVICE + "'");
        }
        return wish;
    }

    /**
     * All of a server's disks are counted, and the volumes among them shown: the disk that was made of an image is the
     * first, and so a limit of one shows nothing. A limit of none shows all.
     */
    private JsonNode list(Call call, ObjectNode server) {
        int limit = Nova.limit(call) == 0 ? 1_000 : Nova.limit(call);
        var all = Json.array();
        var rows = new ArrayList<JsonNode>();
        if (server.path("image").isObject()) rows.add(null);
        in(server).forEach((volume, attachment) -> rows.add(view(call, volume, attachment)));
        rows.stream().skip(Integer.parseInt(call.query().last("offset").orElse("0"))).limit(limit)
                .filter(Objects::nonNull).forEach(all::add);
        return Service.object("volumeAttachments", all);
    }

    /** The attachments of a server, by volume, in the order in which they came. */
    private SequencedMap<ObjectNode, ObjectNode> in(ObjectNode server) {
        var order = server.path(SHOWN).valueStream().map(v -> v.path("id").asText()).toList();
        var all = new LinkedHashMap<ObjectNode, ObjectNode>();
        nova.cloud.world().rows("volumes").stream().map(World.Row::json)
                .sorted(Comparator.comparing(row -> order.indexOf(row.path("id").asText())))
                .forEach(row -> row.path("attachments").forEach(attachment -> {
                    if (attachment.path("server_id").equals(server.path("id"))) all.put(row, (ObjectNode) attachment);
                }));
        return all;
    }

    private static ObjectNode view(Call call, ObjectNode volume, ObjectNode attachment) {
        var shown = Json.object();
        if (!call.from(89)) shown.set("id", volume.get("id"));
        shown.set("volumeId", volume.get("id"));
        shown.set("serverId", attachment.get("server_id"));
        shown.set("device", attachment.get("device"));
        if (call.from(70)) shown.set("tag", attachment.has("-tag") ? attachment.get("-tag") : Json.node(null));
        if (call.from(79)) shown.put("delete_on_termination", attachment.path("-delete").asBoolean());
        if (call.from(89)) {
            shown.set("attachment_id", attachment.get("attachment_id"));
            shown.put("bdm_uuid", UUID.nameUUIDFromBytes(shown.path("attachment_id").asText().getBytes()).toString());
        }
        return shown;
    }

    /** Nova asks Cinder with the caller's own token, and so an administrator is given any project's. */
    private ObjectNode volume(Call call, String id) {
        return nova.cloud.world().find("volumes", id).filter(row -> call.caller().admin()
                        || row.path("os-vol-tenant-attr:tenant_id").asText().equals(call.caller().projectId()))
                .orElseThrow(() -> new Refused(404, "Volume " + id + " could not be found."));
    }

    private ObjectNode attach(Call call, ObjectNode server, JsonNode wish) {
        NovaActions.locked(call, server);
        var states = new HashSet<>(STATES);
        if (!call.from(20)) states.removeAll(Set.of("shelved", "shelved_offloaded"));
        NovaActions.state(server, "attach_volume", states, Set.of());
        var id = wish.path("volumeId").asText();
        var volume = volume(call, id);
        synchronized (volume) {
            unattached(call, server, volume);
            var device = device(server, wish.path("device").asText(""));
            if (device.isEmpty()) {
                throw new Refused(409, "The supplied device path (" + wish.path("device").asText() + ") is in use.");
            }
            reservable(volume);
            var serverId = server.path("id").asText();
            boolean goes = wish.path("delete_on_termination").asBoolean();
            var attachment = Json.object().put("id", id).put("attachment_id", UUID.randomUUID().toString())
                    .put("volume_id", id).put("server_id", serverId).put("device", device.get()).put("-delete", goes)
                    .put("-new", true);
            attachment.set("host_name", server.path("OS-EXT-SRV-ATTR:host"));
            if (wish.path("tag").isTextual()) attachment.set("-tag", wish.get("tag"));
            volume.withArray("/attachments").add(attachment);
            server.withArray("/" + SHOWN).addObject().put("id", id).put("delete_on_termination", goes);
            become(volume, "reserved", "in-use", row -> {
                attachment.put("attached_at", CinderRows.now()).remove("-new");
                if (nova.cloud.failing(id).isPresent()) leave(server, row);
            });
            var answer = Json.object().put("id", id).put("serverId", serverId).put("volumeId", id)
                    .put("device", device.get());
            if (call.from(70)) answer.set("tag", wish.path("tag").isTextual() ? wish.get("tag") : Json.node(null));
            return call.from(79) ? answer.put("delete_on_termination", goes) : answer;
        }
    }

    static void unattached(Call call, ObjectNode server, ObjectNode volume) {
        var id = volume.path("id").asText();
        var in = volume.path("attachments").valueStream().map(a -> a.path("server_id").asText()).toList();
        if (volume.path("multiattach").asBoolean()) {
            if (!call.from(60)) {
                throw new Refused(400,
                        "Multiattach volumes are only supported starting with compute API version 2.60.");
            }
            if (in.contains(server.path("id").asText())) {
                throw new Refused(400, "Invalid volume: volume " + id + " already attached");
            }
        } else if (!in.isEmpty()) {
            throw new Refused(400, "Invalid volume: volume " + id + " is already attached to instances: "
                    + String.join(", ", in));
        }
    }

    /** Only the letter counts, what stands before it does not; the first free one if none is wished. */
    private Optional<String> device(ObjectNode server, String wished) {
        var root = server.path("OS-EXT-SRV-ATTR:root_device_name").asText();
        var taken = new HashSet<>(Set.of(root));
        in(server).values().forEach(attachment -> taken.add(attachment.path("device").asText()));
        var before = root.substring(0, root.length() - 1);
        if (wished.isEmpty()) {
            return IntStream.rangeClosed('b', 'z').mapToObj(c -> before + (char) c).filter(d -> !taken.contains(d))
                    .findFirst();
        }
        return Optional.of(wished.replaceFirst(DEVICE, Matcher.quoteReplacement(before) + "$2"))
                .filter(device -> !taken.contains(device));
    }

    private static void reservable(ObjectNode volume) {
        var id = volume.path("id").asText();
        var status = volume.path("status").asText();
        if (Set.of("available", "downloading").contains(status) || status.equals("in-use")) return;
        throw new Refused(400, "Invalid input received: Invalid volume: " + (status.startsWith("error")
                ? "Volume attachments can not be created if the volume is in an error state. The Volume " + id
                        + " currently has a status of: " + status + " "
                : "Volume " + id + " status must be available or downloading to reserve, but the current status is "
                        + status + ".") + " (HTTP 400) (Request-ID: req-" + UUID.randomUUID() + ")");
    }

    private void detach(Call call, ObjectNode server, ObjectNode volume, ObjectNode attachment) {
        if (attachment.path("device").equals(server.path("OS-EXT-SRV-ATTR:root_device_name"))) {
            throw new Refused(400, "Cannot detach a root device volume");
        }
        NovaActions.locked(call, server);
        NovaActions.state(server, "detach_volume", STATES, Set.of());
        synchronized (volume) {
            if (!volume.path("status").asText().equals("in-use")) {
                throw new Refused(400, "Invalid volume: Invalid input received: Invalid volume: Unable to detach "
                        + "volume. Volume status must be 'in-use' and attach_status must be 'attached' to detach. "
                        + "(HTTP 400) (Request-ID: req-" + UUID.randomUUID() + ")");
            }
            boolean stays = nova.cloud.failing(volume.path("id").asText()).isPresent();
            become(volume, "detaching", "in-use", row -> {
                if (!stays) leave(server, row);
            });
        }
    }

    private static void leave(ObjectNode server, ObjectNode volume) {
        free(volume, server.path("id").asText());
        server.withArray("/" + SHOWN).removeIf(v -> v.path("id").equals(volume.path("id")));
    }

    /** Out of that server; it is available when it is in no other. */
    static void free(ObjectNode volume, String serverId) {
        var in = volume.withArray("/attachments");
        in.removeIf(attachment -> attachment.path("server_id").asText().equals(serverId));
        volume.put("status", in.isEmpty() ? "available" : "in-use").put("updated_at", CinderRows.now());
    }

    private void become(ObjectNode volume, String now, String then, Consumer<ObjectNode> done) {
        volume.put("status", now).put("updated_at", CinderRows.now());
        nova.cloud.world().later("volumes", volume.path("id").asText(), nova.cloud.pace(), row -> {
            row.put("status", then).put("updated_at", CinderRows.now());
            done.accept(row);
        });
    }
}
