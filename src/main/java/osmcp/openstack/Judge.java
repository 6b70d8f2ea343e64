package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says whose the rows of an answer are, by the rule of their kind. What the cloud filtered is not relied upon. */
final class Judge {
    /** {@code UNSAID}: nobody says whose it is; such rows are left out and counted. */
    enum Whose { OURS, SHARED, OTHERS, UNSAID }

    private final Session session;
    private final Collection<? extends Ref<?>> parents;

    /** @param parents proofs of what the rows may be part of; if there are none, their parents are looked up */
    Judge(Session session, Collection<? extends Ref<?>> parents) {
        this.session = session;
        this.parents = parents;
    }

    /** Those rows of one answer that are wanted, in their order. */
    <T extends Resource> List<Row<T>> rows(Kind<T> kind, String above, List<T> answer, Predicate<? super T> wanted) {
        var values = answer.stream().filter(wanted).toList();
        boolean told = kind.owner() instanceof Owner.StatedToAdmins(var key)
                && answer.stream().anyMatch(row -> row.json().hasNonNull(key));
        var rule = session.view() == View.CLOUD ? (Function<ObjectNode, Whose>) _ -> Whose.OURS
                : rule(kind.owner(), values.stream().map(Resource::json).toList(), told);
        return values.stream().map(value -> new Row<>(kind, above, value, rule.apply(value.json()))).toList();
    }

    /** @param told whether any row of the answer tells an owner, where only some callers are told */
    private Function<ObjectNode, Whose> rule(Owner owner, List<ObjectNode> all, boolean told) {
        return switch (owner) {
            case Owner.Stated(var key) -> row -> stated(row, key);
            case Owner.StatedToAdmins(var key) -> {
                var untold = session.token().admin() ? Whose.UNSAID : Whose.OURS;
                yield told ? row -> stated(row, key) : _ -> untold;
            }
            case Owner.PartOf(var kind, var key) -> {
                var whose = parents.isEmpty() ? lookUp(kind, key, all) : proven(kind.noun());
                yield row -> whose.getOrDefault(row.path(key).asText(""), Whose.OTHERS);
            }
            case Owner.PartOfProven(var type, var key) -> row -> parents.stream()
                    .filter(parent -> type.isInstance(parent.value()) && parent.id().equals(row.path(key).asText("")))
                    .map(Judge::asParent).findFirst().orElse(Whose.OTHERS);
            case Owner.OfUser() -> _ -> Whose.OURS;
            case Owner.OfCloud() -> _ -> Whose.SHARED;
            case Owner.Shared(var by, var open) -> {
                var rule = rule(by, all, told);
                boolean admin = session.token().admin();
                yield row -> {
                    var whose = rule.apply(row);
                    return whose != Whose.OURS && open.test(row, admin) ? Whose.SHARED : whose;
                };
            }
        };
    }

    private Whose stated(ObjectNode row, String key) {
        var project = row.path(key).asText("");
        if (project.isEmpty()) return Whose.UNSAID;
        return project.equals(session.token().projectId()) ? Whose.OURS : Whose.OTHERS;
    }

    private static Whose asParent(Ref<?> parent) { return parent instanceof Target ? Whose.OURS : Whose.SHARED; }

    private Map<String, Whose> proven(String noun) {
        return parents.stream().filter(parent -> parent.kind().noun().equals(noun))
                .collect(Collectors.toMap(Ref::id, Judge::asParent, (first, _) -> first));
    }

    private <P extends Resource> Map<String, Whose> lookUp(Kind<P> kind, String key, List<ObjectNode> rows) {
        var ids = rows.stream().map(row -> row.path(key).asText("")).filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return session.list(kind).withIds(ids).collect(Collectors.toMap(
                row -> row.value().id(), Row::whose, (first, _) -> first));
    }
}
