package osmcp.openstack;

import java.util.*;
import osmcp.openstack.Judge.Whose;

/** One row of an answer, judged. Proofs of what the cloud showed are made here and nowhere else. */
record Row<T extends Resource>(Kind<T> kind, T value, Whose whose) {
    boolean visible() { return whose == Whose.OURS || whose == Whose.SHARED; }

    boolean called(Collection<String> texts) { return texts.contains(value.id()) || texts.contains(value.name()); }

    Optional<Ref<T>> seen() { return visible() ? Optional.of(new Ref<>(kind, value)) : Optional.empty(); }
}
