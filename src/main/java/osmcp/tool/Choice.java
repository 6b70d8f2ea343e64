package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;
import osmcp.openstack.*;

/**
 * How the targets of a tool's actions are chosen: among which things names are sought, and by what these can be
 * filtered instead. A filter is something that each row answers; what the cloud filters is only a pre-selection.
 *
 * @param <S> what the lambdas of the actions are handed: the cloud, or, where the targets are part of one other thing,
 *     that thing too
 */
public final class Choice<T extends Resource, S> {
    record ByName(@Doc Optional<String> nameContains) {}
    record ByNameAndStatus(@Doc Optional<String> nameContains, @Doc Optional<String> status) {}
    record Nothing() {}

    final Kind<T> kind;
    final Class<? extends Record> scope;
    final Class<? extends Record> filters;
    final BiFunction<ObjectNode, WritableCloud, S> open;
    final Function<S, Many<T>> among;
    final BiFunction<ObjectNode, S, Many<T>> filtered;
    final String explainedBy;

    private <I extends Record, F extends Record> Choice(Kind<T> kind, Class<I> scope,
            BiFunction<I, WritableCloud, S> open, Function<S, Many<T>> among, Class<F> filters,
            BiFunction<F, S, Many<T>> filtered) {
        this(kind, scope, (args, cloud) -> open.apply(Shape.of(scope).read(args), cloud), among, filters,
                (args, cloud) -> filtered.apply(Shape.of(filters).read(args), cloud), "");
    }

    private Choice(Kind<T> kind, Class<? extends Record> scope, BiFunction<ObjectNode, WritableCloud, S> open,
            Function<S, Many<T>> among, Class<? extends Record> filters, BiFunction<ObjectNode, S, Many<T>> filtered,
            String explainedBy) {
        this.kind = kind;
        this.scope = scope;
        this.filters = filters;
        this.open = open;
        this.among = among;
        this.filtered = filtered;
        this.explainedBy = explainedBy;
    }

    /** Why a target did not become what it should, that tool tells. */
    public Choice<T, S> explainedBy(String tool) {
        return new Choice<>(kind, scope, open, among, filters, filtered, tool);
    }

    /** Of all that the project has, by name or id or by a part of the name. */
    public static <T extends Resource> Choice<T, WritableCloud> of(Kind<T> kind) {
        return of(kind, ByName.class, (in, cloud) -> named(cloud.list(kind), in.nameContains()));
    }

    /** The same, and by status. */
    public static <T extends Resource> Choice<T, WritableCloud> byStatus(Kind<T> kind) {
        return of(kind, ByNameAndStatus.class, (in, cloud) -> named(cloud.list(kind), in.nameContains())
                .where(in.status(), (row, word) -> row.status().equalsIgnoreCase(word)));
    }

    /** Of all that the project has, by name or id or by filters of its own. */
    public static <T extends Resource, F extends Record> Choice<T, WritableCloud> of(
            Kind<T> kind, Class<F> filters, BiFunction<F, WritableCloud, Many<T>> filtered) {
        return new Choice<>(kind, Nothing.class, (_, cloud) -> cloud, cloud -> cloud.list(kind), filters, filtered);
    }

    /**
     * Of what is part of one other thing, by name or id or by a part of the name.
     *
     * @param open looks that thing up, once for each call
     */
    public static <T extends Resource, I extends Record, S> Choice<T, S> within(
            Kind<T> kind, Class<I> in, BiFunction<I, WritableCloud, S> open, Function<S, Many<T>> among) {
        return new Choice<>(kind, in, open, among, ByName.class,
                (filter, scope) -> named(among.apply(scope), filter.nameContains()));
    }

    /** Of some of all that there are, by name or id or by a part of the name. */
    public static <T extends Resource> Choice<T, WritableCloud> among(Kind<T> kind,
            Function<WritableCloud, Many<T>> some) {
        return within(kind, Nothing.class, (_, cloud) -> cloud, some);
    }

    private static <T extends Resource> Many<T> named(Many<T> all, Optional<String> part) {
        return all.where(part, (row, text) -> row.name().contains(text));
    }
}
