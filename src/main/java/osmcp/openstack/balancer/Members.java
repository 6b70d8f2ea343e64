package osmcp.openstack.balancer;

import osmcp.openstack.*;

/** What Octavia does for the members of one pool, each in its turn under the balancer's lock. */
public final class Members {
    private final Session session;
    private final Ref<Pool> pool;

    public Members(Session session, Ref<Pool> pool) {
        this.session = session;
        this.pool = pool;
    }

    /** GET /v2/lbaas/pools/{pool}/members */
    public Many<Member> list() { return session.below(pool, Member.MEMBERS); }

    /** PUT /v2/lbaas/pools/{pool}/members/{member}: what is not said stays as it is. */
    public void update(Target<Member> member, MemberChange changes) { change(member).put(changes.body(), ""); }

    /** DELETE /v2/lbaas/pools/{pool}/members/{member} */
    public void delete(Target<Member> member) { change(member).delete(""); }

    private Change change(Target<Member> member) { return session.at(member).inTurn(pool.value().lock()); }
}
