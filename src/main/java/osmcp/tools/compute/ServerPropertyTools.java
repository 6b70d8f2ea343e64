package osmcp.tools.compute;

import static osmcp.tool.Toolset.COMPUTE;
import static osmcp.tools.compute.ServerChoice.BY_FILTERS;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.compute.Server;
import osmcp.tool.*;

/** What is written on servers: names, texts, metadata, tags. Only what was said is sent, each by its own request. */
public final class ServerPropertyTools {
    private ServerPropertyTools() {}

    public static List<Tool> all() { return List.of(SET); }

    enum State { ACTIVE, ERROR }

    /** Nova has the same rule, and where a slash comes to it in a path it says that there is nothing. */
    private static void checkTags(List<String> tags) {
        for (var tag : tags) {
            new Key(tag);
            if (tag.contains("/") || tag.contains(",")) {
                throw new IllegalArgumentException("a tag holds no slash and no comma, unlike " + tag);
            }
        }
    }

    record Properties(
            @Doc(one = true) Optional<String> newName,
            @Doc Optional<String> description,
            @Doc(one = true) Optional<String> hostname,
            @Doc Map<String, String> metadata,
            @Doc List<String> tags,
            @Doc("for administrators") Optional<State> state) {
        Properties {
            if (metadata.isEmpty() && tags.isEmpty() && Stream.of(newName, description, hostname, state)
                    .allMatch(Optional::isEmpty)) {
                throw new IllegalArgumentException("say what to set: new_name, description, hostname, metadata, tags "
                        + "or state");
            }
            checkTags(tags);
        }

        /** A server in ERROR takes no tags: its state is mended first, and spoilt last. */
        void to(Target<Server> server, WritableCloud cloud) {
            var steps = new Steps(server, cloud);
            state.filter(State.ACTIVE::equals).ifPresent(word -> reset(word, server, steps, cloud));
            if (Stream.of(newName, description, hostname).anyMatch(Optional::isPresent)) {
                var what = new LinkedHashMap<String, Optional<String>>();
                what.put("new_name", newName);
                what.put("description", description);
                what.put("hostname", hostname);
                what.values().removeIf(Optional::isEmpty);
                steps.take(String.join(", ", what.keySet()),
                        () -> cloud.servers().update(server, newName, description, hostname));
            }
            if (!metadata.isEmpty()) {
                steps.take("metadata", () -> cloud.serverMetadata().setMetadata(server, metadata));
            }
            tags.stream().distinct().forEach(tag -> steps.take("tag " + tag,
                    () -> cloud.serverMetadata().addTag(server, tag)));
            state.filter(State.ERROR::equals).ifPresent(word -> reset(word, server, steps, cloud));
        }

        private static void reset(State word, Target<Server> server, Steps steps, WritableCloud cloud) {
            steps.take("state", () -> cloud.servers().resetState(server, word.name().toLowerCase(Locale.ROOT)));
        }
    }

    record Removed(
            @Doc("of metadata") List<String> keys,
            @Doc List<String> tags,
            @Doc(or = "false") boolean clearDescription) {
        Removed {
            if (keys.isEmpty() && tags.isEmpty() && !clearDescription) {
                throw new IllegalArgumentException("say what to take away: keys, tags or clear_description");
            }
            keys.forEach(Key::new);
            checkTags(tags);
        }

        void from(Target<Server> server, WritableCloud cloud) {
            var steps = new Steps(server, cloud);
            if (clearDescription) {
                steps.take("description", () -> cloud.servers().update(server, Optional.empty(), Optional.of(""),
                        Optional.empty()));
            }
            var row = server.value();
            var there = row.texts("metadata").keySet();
            keys.stream().distinct().forEach(key ->
                    steps.takeIf(there.contains(key), key, () -> cloud.serverMetadata().unsetMetadata(server, key)));
            tags.stream().distinct().forEach(tag -> steps.takeIf(row.tags().contains(tag), "tag " + tag,
                    () -> cloud.serverMetadata().removeTag(server, tag)));
        }
    }

    static final Tool SET = Tool.write(COMPUTE, "set_server_properties", """
            Add or remove an instance's properties (metadata) and tags; set name, description, state.
            """, "get_instance",
            Action.of(BY_FILTERS, "set", "update").takes(2)
                    .run(Properties.class, (in, cloud) -> server -> in.to(server, cloud)),
            Action.of(BY_FILTERS, "unset", "remove").takes(2)
                    .run(Removed.class, (in, cloud) -> server -> in.from(server, cloud)));
}
