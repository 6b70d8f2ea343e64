package osmcp.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * One kind of resource: what it is called, where it lives, whose a row of it is, and its accessors. Each is declared
 * beside its accessors, and a new one cannot be declared without saying who owns it.
 */
public record Kind<T extends Resource>(String noun, Place place, Owner owner, Function<ObjectNode, T> wrap) {
    /** Whether everybody may see what policy shows of it, and only a cloud tool changes it. */
    public boolean isOfCloud() { return owner instanceof Owner.OfCloud; }
}
