package osmcp.tools.compute;

import static osmcp.openstack.compute.Keypair.KEYPAIRS;
import static osmcp.tool.Toolset.COMPUTE;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.compute.Keypair;
import osmcp.tool.*;

/** Key pairs, which are their user's and not the project's. */
public final class KeypairTools {
    private KeypairTools() {}

    public static List<Tool> all() { return List.of(LIST); }

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
                cloud.note("key pairs belong to the user " + cloud.userName() + ", in all of his projects");
                return page.map(Row::of);
            });
}
