package osmcp.openstack.compute;

import osmcp.openstack.*;

/** A public key that is to be kept; Nova makes none any more since 2.92. */
public record NewKeypair(String name, String publicKey) implements NewRoot<Keypair> {
    @Override public Kind<Keypair> kind() { return Keypair.KEYPAIRS; }

    /** POST /os-keypairs */
    @Override public Body body() { return Body.of("keypair").put("name", name).put("public_key", publicKey); }
}
