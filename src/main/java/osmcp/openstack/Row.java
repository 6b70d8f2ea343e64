package osmcp.openstack;

import java.util.*;
import osmcp.openstack.Judge.Whose;

/** One row of an answer, judged. Proofs of what the cloud showed are made here and nowhere else. */
record Row<T extends Resource>(Kind<T> kind, String above, T value, Whose whose) {
    boolean visible() { return whose == Whose.OURS || whose == Whose.SHARED; }

    boolean called(Collection<String> texts) { return texts.contains(value.id()) || texts.contains(value.name()); }

    Optional<Ref<T>> seen() {
        return visible() ? Optional.of(new Ref<>(kind, above, value, whose == Whose.OURS)) : Optional.empty();
    }

    /** To be called by {@link Writes} only, which exists only where writes are on. */
    Optional<Target<T>> owned(boolean dry) {
        return whose == Whose.OURS ? Optional.of(new Target<>(kind, above, value, dry)) : Optional.empty();
    }
}
