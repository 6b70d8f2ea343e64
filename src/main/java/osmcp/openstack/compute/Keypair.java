package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A public key to put into new servers. It is its user's, in all of their projects, and has no id but its name. */
public record Keypair(ObjectNode json) implements Kinds.Keypair {
    /** GET /os-keypairs, in pages since 2.35, with the type since 2.2. */
    public static final Kind<Keypair> KEYPAIRS = new Kind<>("key pair",
            Place.of("compute", "/os-keypairs", "keypair", "keypairs").from(2, 35).until(2, 96),
            new Owner.OfUser(), Keypair::of);

    /** In listings each is wrapped once more. */
    private static Keypair of(ObjectNode row) {
        return new Keypair(row.path("keypair") instanceof ObjectNode inner ? inner : row);
    }

    @Override public String id() { return name(); }
}
