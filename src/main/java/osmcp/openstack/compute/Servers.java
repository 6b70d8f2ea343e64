package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/** What Nova does for servers. */
public final class Servers {
    private final Session session;

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
        boolean fits(Server server) {
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

    /** POST /servers/{id}/action */
    public void start(Target<Server> server) { session.at(server).post(Body.of("os-start"), "/action"); }
    /** POST /servers/{id}/action */
    public void stop(Target<Server> server) { session.at(server).post(Body.of("os-stop"), "/action"); }
    /** POST /servers/{id}/action. A hard one cuts the power, and works on a stopped server too. */
    public void reboot(Target<Server> server, boolean hard) {
        session.at(server).post(Body.of("reboot").put("type", hard ? "HARD" : "SOFT"), "/action");
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
