package osmcp.openstack.compute;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** What Nova does for servers. */
public final class Servers {
    private final Session session;

    /** For the project that is signed in to. */
    public Servers(Session session) { this.session = session; }

    /** Where a search looks. An image is looked for by its name, which Glance has and the search is given. */
    public enum Field {
        NAME(server -> Stream.of(server.name())),
        ID(server -> Stream.of(server.id())),
        STATUS(server -> Stream.of(server.status())),
        HOST(server -> server.host().stream()),
        FLAVOR(server -> Stream.of(server.flavor())),
        IMAGE(server -> server.imageId().stream()),
        AVAILABILITY_ZONE(server -> server.zone().stream()),
        ADDRESS(server -> server.addresses().stream()),
        METADATA(server -> server.texts("metadata").entrySet().stream().map(Map.Entry::toString)),
        ALL(_ -> Stream.empty());

        private final Function<Server, Stream<String>> texts;

        Field(Function<Server, Stream<String>> texts) { this.texts = texts; }

        Stream<String> texts(Server server) {
            return this != ALL ? texts.apply(server)
                    : Arrays.stream(values()).filter(field -> field != ALL).flatMap(field -> field.texts(server));
        }
    }

    /**
     * A text to look for in some fields.
     *
     * @param images the names of images by their ids, where images are among the fields
     */
    public record Search(String text, List<Field> fields, boolean caseSensitive, Map<String, String> images) {
        /** Whether one of the fields holds it. */
        public boolean fits(Server server) {
            return fields.stream().flatMap(field -> field.texts(server)).anyMatch(value -> contains(value)
                    || images.containsKey(value) && contains(images.get(value)));
        }

        private boolean contains(String value) {
            return caseSensitive ? value.contains(text)
                    : value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
        }

        /** Nova can look in names only; a search in more fields than that one it must not narrow. */
        Optional<String> pattern() {
            return fields.equals(List.of(Field.NAME))
                    ? Optional.of(Literally.containing(text, caseSensitive)) : Optional.empty();
        }
    }

    /** GET /servers/detail, narrowed by {@code name} and {@code status}. */
    public Many<Server> matching(Optional<String> status, Optional<Search> search) {
        return session.list(Server.SERVERS)
                .narrow("name", search.flatMap(Search::pattern))
                .narrow("status", status)
                .where(status, (server, word) -> server.status().equalsIgnoreCase(word))
                .where(search, (server, wanted) -> wanted.fits(server));
    }

    /** Those whose names begin so. GET /servers/detail, narrowed by {@code name} */
    public Many<Server> beginning(String text) {
        return session.list(Server.SERVERS)
                .narrow("name", Optional.of(text).filter(t -> !t.isEmpty()).map(Literally::beginning))
                .where(Optional.of(text), (server, begun) -> server.name().startsWith(begun));
    }

    /** What a server can be told in one word. */
    public enum Order {
        START("os-start"), STOP("os-stop"), PAUSE("pause"), UNPAUSE("unpause"), SUSPEND("suspend"), RESUME("resume"),
        SHELVE("shelve"), OFFLOAD("shelveOffload"), UNLOCK("unlock"), UNRESCUE("unrescue"),
        CONFIRM_RESIZE("confirmResize"), REVERT_RESIZE("revertResize"), FORCE_DELETE("forceDelete");

        private final String word;

        Order(String word) { this.word = word; }
    }

    /** POST /servers/{id}/action */
    public void order(Target<Server> server, Order what) { act(server, Body.of(what.word)); }

    /** POST /servers/{id}/action. A hard one cuts the power, and works on a stopped server too. */
    public void reboot(Target<Server> server, boolean hard) {
        act(server, Body.of("reboot").put("type", hard ? "HARD" : "SOFT"));
    }

    /** POST /servers/{id}/action; it stands in VERIFY_RESIZE then, until that is confirmed or reverted. */
    public void resize(Target<Server> server, Ref<Flavor> flavor) {
        act(server, Body.of("resize").ref("flavorRef", flavor));
    }

    /**
     * POST /servers/{id}/action: its disk is written anew, from that image. Key and user data of the server stay as
     * they were where none are given; user data can be given since 2.57, a key since 2.54.
     */
    public void rebuild(Target<Server> server, Ref<? extends Kinds.Image> image, Optional<String> adminPass,
            Optional<Ref<Keypair>> key, Optional<String> userData, Map<String, String> metadata) {
        act(server, Body.of("rebuild").ref("imageRef", image).put("adminPass", adminPass).refIfAny("key_name", key)
                .put("user_data", userData.map(NewServer::base64)).some("metadata", metadata));
    }

    /** POST /servers/{id}/action. @param image to boot from meanwhile; else its own */
    public void rescue(Target<Server> server, Optional<? extends Ref<? extends Kinds.Image>> image,
            Optional<String> adminPass) {
        act(server, Body.of("rescue").refIfAny("rescue_image_ref", image).put("adminPass", adminPass));
    }

    /** POST /servers/{id}/action. @param zone where to, which one can choose since 2.77 */
    public void unshelve(Target<Server> server, Optional<String> zone) {
        var change = zone.isPresent() ? session.at(server).since(2, 77) : session.at(server);
        change.post(Body.of("unshelve").put("availability_zone", zone), "/action");
    }

    /** POST /servers/{id}/action; the reason can be given since 2.73. */
    public void lock(Target<Server> server, Optional<String> reason) {
        var change = reason.isPresent() ? session.at(server).since(2, 73) : session.at(server);
        change.post(Body.of("lock").put("locked_reason", reason), "/action");
    }

    /** POST /servers/{id}/action. @return the id of the new image, which is told since 2.45 */
    public String createImage(Target<Server> server, String name, Map<String, String> metadata) {
        return session.at(server).since(2, 45).post(Body.of("createImage").put("name", name)
                .some("metadata", metadata), "/action").path("image_id").asText("");
    }

    /**
     * POST /servers/{id}/action: an image like a snapshot; then the oldest of this server and type are deleted, until
     * so many are left.
     *
     * @return the id of the new image, which is told since 2.45
     */
    public String createBackup(Target<Server> server, String name, String type, int rotation,
            Map<String, String> metadata) {
        var body = Body.of("createBackup").put("name", name).put("backup_type", type).put("rotation", rotation);
        return session.at(server).since(2, 45).post(body.some("metadata", metadata), "/action").path("image_id")
                .asText("");
    }

    /** POST /servers/{id}/action, since 2.17: its guest crashes, and dumps its memory if it is set up for that. */
    public void crashDump(Target<Server> server) {
        session.at(server).since(2, 17).post(Body.of("trigger_crash_dump"), "/action");
    }

    /** POST /servers/{id}/action: says what state it is in, whatever that is in truth. @param state active or error */
    public void resetState(Target<Server> server, String state) {
        act(server, Body.of("os-resetState").put("state", state));
    }

    /** PUT /servers/{id}; the description since 2.19, the host name of a guest that asks for it since 2.90. */
    public void update(Target<Server> server, Optional<String> name, Optional<String> description,
            Optional<String> hostname) {
        var change = hostname.isPresent() ? session.at(server).since(2, 90) : session.at(server).since(2, 19);
        change.put(Body.of("server").put("name", name).put("description", description).put("hostname", hostname), "");
    }

    private ObjectNode act(Target<Server> server, Body order) { return session.at(server).post(order, "/action"); }

    /**
     * The volumes in a server, as Nova knows them: to be read, since the server is proven; what is to be changed is
     * claimed with the volume's proof. GET /servers/{id}/os-volume_attachments
     */
    public List<Attachment> attachments(Ref<Server> server) {
        return Told.below(session, server, "/os-volume_attachments").path("volumeAttachments").valueStream()
                .filter(ObjectNode.class::isInstance).map(row -> new Attachment((ObjectNode) row)).toList();
    }

    /** The attachment of that volume to that server. GET /servers/{id}/os-volume_attachments/{volume} */
    public One<Attachment> attachment(Ref<Server> server, Ref<? extends Kinds.Volume> volume) {
        return session.below(server, Attachment.ATTACHMENTS, volume).partOf(volume);
    }

    /**
     * POST /servers/{id}/os-volume_attachments; the tag needs 2.49, deletion with the server 2.79.
     *
     * @param device a wish, which most hypervisors do not heed
     */
    public void attach(Target<Server> server, Target<? extends Kinds.Volume> volume, Optional<String> device,
            Optional<String> tag, Optional<Boolean> deleteOnTermination) {
        var change = turn(server);
        if (tag.isPresent()) change = change.since(2, 49);
        if (deleteOnTermination.isPresent()) change = change.since(2, 79);
        change.post(Body.of("volumeAttachment").ref("volumeId", volume).put("device", device).put("tag", tag)
                .put("delete_on_termination", deleteOnTermination), "/os-volume_attachments");
    }

    /** DELETE /servers/{id}/os-volume_attachments/{volume} */
    public void detach(Target<Server> server, Target<Attachment> attachment) {
        turn(server).delete("/os-volume_attachments/{}", attachment);
    }

    /** Attachments of one server are changed one after another: Nova chooses device names by looking at the others. */
    private Change turn(Target<Server> server) { return session.at(server).inTurn(lock(server)); }

    private static Change.Locked<Server> lock(Ref<Server> server) {
        return new Change.Locked<>(Server.SERVERS, server.id());
    }
}
