package osmcp.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiPredicate;

/** How it is known whose a thing is. Each kind states one of these, and {@link Judge} alone applies them. */
public sealed interface Owner {
    /** Every row says it, under this key; a row that does not is nobody's as far as we know. */
    record Stated(String key) implements Owner {}
    /** Only an admin's token is told, under this key; a member's gets its own rows and no owner. */
    record StatedToAdmins(String key) implements Owner {}
    /** As its parent is, whose id stands under the key. Where no proof of parents is at hand, they are looked up. */
    record PartOf(Kind<?> parent, String key) implements Owner {}
    /** As its parent is, which another service holds: the caller hands in the parent's proof. */
    record PartOfProven(Class<? extends Resource> parent, String key) implements Owner {}
    /** The user's who signed in, in all of their projects. */
    record OfUser() implements Owner {}
    /** Nobody's: everybody sees what the cloud's policy shows, and only a tool of the whole cloud changes it. */
    record OfCloud() implements Owner {}
    /** Others' may be seen and used where the row says so, and never changed. The test hears of admins' tokens. */
    record Shared(Owner owner, BiPredicate<ObjectNode, Boolean> open) implements Owner {}

    default Owner shared(BiPredicate<ObjectNode, Boolean> open) { return new Shared(this, open); }
}
