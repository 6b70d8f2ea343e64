package osmcp.tools.compute;

import static osmcp.openstack.compute.Keypair.KEYPAIRS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.*;
import osmcp.openstack.Target;
import osmcp.openstack.compute.*;
import osmcp.tool.*;
import osmcp.tool.Action.Making;

/** Key pairs, which are their user's and not the project's. */
public final class KeypairTools {
    /** So many in one call, since answers tell their private parts. */
    private static final int MOST = 20;
    private static final String PUBLIC_KEY = "as in id_ed25519.pub; create makes one where none is given";

    private KeypairTools() {}

    public static List<Tool> all() { return List.of(LIST, SET); }

    record Query(@Doc List<String> names) {}

    record Row(String name, Optional<String> type, String fingerprint, @Doc(detail = true) String publicKey) {
        static Row of(Keypair pair) {
            return new Row(pair.name(), pair.given("type"), pair.text("fingerprint"), pair.text("public_key"));
        }
    }

    static final Tool LIST = Tool.list(COMPUTE, "get_keypair_list", """
            List the SSH key pairs that the signed-in user can put into new instances.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(KEYPAIRS).only(in.names()),
            (page, cloud) -> {
                cloud.note("key pairs belong to the user " + cloud.userName() + ", in all of their projects");
                return page.map(Row::of);
            });

    /** @param publicKey is not kept anywhere, since it may be the other one by mistake */
    record Create(@Doc(value = PUBLIC_KEY, secret = true, one = true) Optional<String> publicKey) {
        Create {
            publicKey.ifPresent(KeypairTools::check);
        }
    }

    record Import(@Doc(value = PUBLIC_KEY, secret = true, one = true) String publicKey) {
        Import {
            check(publicKey);
        }
    }

    private static void check(String publicKey) {
        if (publicKey.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException("public_key holds a private key; nothing was sent, and whoever sees "
                    + "this conversation has it now");
        }
    }

    private static List<Making<Keypair>> creating(Optional<String> publicKey, List<String> names, WritableCloud cloud) {
        if (names.isEmpty()) throw new BadInput("say names: one for each new key pair");
        if (names.size() > MOST) {
            throw new BadInput(names.size() + " new key pairs are meant, and one call makes " + MOST
                    + " at most: each private key is answered");
        }
        owned(cloud);
        return names.stream().distinct().map(name -> new Making<>(name, () -> publicKey
                .map(key -> cloud.create(new NewKeypair(name, key))).orElseGet(() -> made(name, cloud)))).toList();
    }

    /** Nova makes no keys since 2.92, and nobody but the caller should have had a private one in the first place. */
    private static Target<Keypair> made(String name, WritableCloud cloud) {
        var key = SshKey.make(name.replaceAll("\\p{Cntrl}", ""));
        var pair = cloud.create(new NewKeypair(name, key.publicKey()));
        cloud.tell(pair, "public_key", key.publicKey());
        cloud.tell(pair, "private_key", key.privateKey());
        cloud.note("a private key is shown this once and kept nowhere: save it now, readable by its owner only");
        return pair;
    }

    private static void owned(WritableCloud cloud) {
        cloud.note("key pairs belong to the user " + cloud.userName() + ", in all of their projects");
    }

    private static final Choice<Keypair, WritableCloud> CHOICE = Choice.of(KEYPAIRS);

    static final Tool SET = Tool.write(COMPUTE, "set_keypair", """
            Create, import or delete the signed-in user's SSH key pairs. The private key of a new one is answered once.
            """, "get_keypair_list",
            Action.of(CHOICE, "create", "add").takes(2)
                    .makeEach(Create.class, (in, names, cloud) -> creating(in.publicKey(), names, cloud)),
            Action.of(CHOICE, "import").takes(2)
                    .makeEach(Import.class, (in, names, cloud) -> creating(Optional.of(in.publicKey()), names, cloud)),
            Action.of(CHOICE, "delete", "remove").deletes().takes(2).run((pair, cloud) -> {
                owned(cloud);
                cloud.delete(pair);
            }));
}
