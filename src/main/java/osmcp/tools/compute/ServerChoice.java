package osmcp.tools.compute;

import static osmcp.openstack.compute.Server.SERVERS;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.Many;
import osmcp.openstack.compute.Server;
import osmcp.openstack.compute.Servers.Field;
import osmcp.openstack.compute.Servers.Search;
import osmcp.tool.*;

/** How servers are chosen that are to be changed: by name or id, or by what they have in common. */
final class ServerChoice {
    private ServerChoice() {}

    record Filters(
            @Doc Optional<String> nameContains,
            @Doc Optional<String> status,
            @Doc Optional<String> flavorContains,
            @Doc Optional<String> imageContains,
            @Doc Optional<String> tag) {
        Filters { check(status); }

        Many<Server> of(Cloud cloud) { return of(cloud, Optional.empty()); }

        /** @param search what fits besides */
        Many<Server> of(Cloud cloud, Optional<Search> search) {
            var name = nameContains.map(text -> new Search(text, List.of(Field.NAME), true, Map.of()));
            var images = imageContains.isPresent() ? cloud.images().names() : Map.<String, String>of();
            return cloud.servers().matching(status, name.or(() -> search))
                    .where(search, (server, wanted) -> wanted.fits(server))
                    .narrow("tags", tag)
                    .where(tag, (server, text) -> server.tags().contains(text))
                    .where(flavorContains, (server, text) -> server.flavor().contains(text))
                    .where(imageContains, (server, text) -> server.imageId()
                            .filter(id -> images.getOrDefault(id, "").contains(text)).isPresent());
        }
    }

    /** Nova says of a status that there is not that it is none, and no more. */
    static void check(Optional<String> status) {
        if (status.filter(word -> !Server.STATUSES.contains(word.toUpperCase(Locale.ROOT))).isEmpty()) return;
        throw new IllegalArgumentException("no status " + status.get() + "; there are "
                + String.join(", ", Server.STATUSES));
    }

    static final Choice<Server, WritableCloud> BY_FILTERS = Choice.of(SERVERS, Filters.class, Filters::of)
            .explainedBy("get_server_events");
    /** For what is done to few servers, with much to say about each. */
    static final Choice<Server, WritableCloud> BY_NAME = Choice.of(SERVERS)
            .explainedBy("get_server_events");
}
