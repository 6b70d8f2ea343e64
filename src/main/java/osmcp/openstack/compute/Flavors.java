package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/** What Nova does with flavors. */
public final class Flavors {
    private final Session session;

    /** For the project that is signed in to. */
    public Flavors(Session session) { this.session = session; }

    /** POST /flavors/{id}/os-extra_specs: adds these, and replaces those of the same keys. */
    public void setSpecs(Target<Flavor> flavor, Map<String, String> specs) {
        session.at(flavor).post(Body.plain().put("extra_specs", specs), "/os-extra_specs");
    }

    /** DELETE /flavors/{id}/os-extra_specs/{key} */
    public void unsetSpec(Target<Flavor> flavor, String key) {
        session.at(flavor).delete("/os-extra_specs/{}", new Key(key));
    }

    /** PUT /flavors/{id}, since 2.55: nothing else of it can be changed. */
    public void describe(Target<Flavor> flavor, String description) {
        session.at(flavor).since(2, 55).put(Body.of("flavor").put("description", description), "");
    }

    /** POST /flavors/{id}/action: lets another project use it. @param projectId which Keystone is asked for */
    public void addAccess(Target<Flavor> flavor, String projectId) {
        session.at(flavor).post(Body.of("addTenantAccess").grantee("tenant", projectId), "/action");
    }

    /** POST /flavors/{id}/action */
    public void removeAccess(Target<Flavor> flavor, String projectId) {
        session.at(flavor).post(Body.of("removeTenantAccess").grantee("tenant", projectId), "/action");
    }
}
