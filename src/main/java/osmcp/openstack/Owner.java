package osmcp.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiPredicate;

/** How it is known whose a thing is. Each kind states one of these, and {@link Judge} alone applies them. */
public sealed interface Owner {
    /** Every row says it, under this key; a row that does not is nobody's as far as we know. */
    record Stated(String key) implements Owner {}
    /** Nobody's: everybody sees what the cloud's policy shows. */
    record OfCloud() implements Owner {}
    /** Others' may be seen and used where the row says so, and never changed. The test hears of admins' tokens. */
    record Shared(Owner owner, BiPredicate<ObjectNode, Boolean> open) implements Owner {}

    default Owner shared(BiPredicate<ObjectNode, Boolean> open) { return new Shared(this, open); }
}
