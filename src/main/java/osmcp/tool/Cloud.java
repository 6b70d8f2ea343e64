package osmcp.tool;

import module java.base;
import osmcp.openstack.*;
import osmcp.openstack.balancer.*;
import osmcp.openstack.compute.*;
import osmcp.openstack.image.Images;
import osmcp.openstack.network.*;
import osmcp.openstack.placement.Capacity;
import osmcp.openstack.stack.Stacks;
import osmcp.openstack.volume.VolumeQuota;

/** All that a reading tool may reach, during one call. There is no way to change anything from here. */
public sealed class Cloud permits WritableCloud {
    private final Session session;
    private final Set<String> fields;
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    /** @param fields those that a listing's rows will have; others need not be found out */
    Cloud(Session session, Set<String> fields) {
        this.session = session;
        this.fields = fields;
    }

    /** Whether rows will have this field. If not, what costs a request is better left alone. */
    public final boolean wants(String field) { return fields.contains(field); }

    public final Servers servers() { return new Servers(session); }
    public final Consoles consoles() { return new Consoles(session); }
    public final ComputeQuota computeQuota() { return new ComputeQuota(session); }
    public final ComputeUsage computeUsage() { return new ComputeUsage(session); }
    public final NetworkQuota networkQuota() { return new NetworkQuota(session); }
    public final VolumeQuota volumeQuota() { return new VolumeQuota(session); }
    public final ServerMetadata serverMetadata() { return new ServerMetadata(session); }
    public final Migrations migrations() { return new Migrations(session); }
    public final Flavors flavors() { return new Flavors(session); }
    public final ComputeServices computeServices() { return new ComputeServices(session); }
    public final Images images() { return new Images(session); }
    public final Interfaces interfaces() { return new Interfaces(session); }
    public final Ports ports() { return new Ports(session); }
    public final FloatingIps floatingIps() { return new FloatingIps(session); }
    public final Subnets subnets() { return new Subnets(session); }
    public final Stacks stacks() { return new Stacks(session); }
    public final Members members(Ref<Pool> pool) { return new Members(session, pool); }

    /** The name of the user who signed in. */
    public final String userName() { return session.userName(); }

    /** As whom we are known, and in which project. */
    public final SignedIn signedIn() { return session.signedIn(); }

    /** The one of this kind that the name or id means: ours, or shared with us. */
    public final <T extends Resource> Ref<T> see(Kind<T> kind, String nameOrId) { return session.see(kind, nameOrId); }

    /** What is odd about the way to the cloud all the time. */
    public final List<String> cautions() { return session.cautions(); }

    /** Every row of a kind, for kinds that need no filter of their own. */
    public final <T extends Resource> Many<T> list(Kind<T> kind) { return session.list(kind); }

    /** Every row of a kind that lives below one other thing. */
    public final <T extends Resource> Many<T> below(Ref<?> parent, Kind<T> kind) { return session.below(parent, kind); }

    /** All that the cloud tells of one thing, where its listing tells less. */
    public final <T extends Resource> T whole(Ref<T> thing) { return Told.whole(session, thing); }

    /** What Placement says that a hypervisor has, by class of resource. */
    public final Map<String, Capacity> capacity(Ref<Hypervisor> hypervisor) { return Capacity.of(session, hypervisor); }

    /** The catalogue's endpoints, with whether calls go there. */
    public final Map<Endpoint, Boolean> endpoints() { return session.endpoints(); }
    /** Asks an endpoint for its versions, without a token. */
    public final Greeting greet(Endpoint endpoint) { return session.greet(endpoint); }

    /**
     * A part that the answer can do without. If it cannot be had, the answer goes on without it and says so, with the
     * reason.
     */
    public final <T> Optional<T> part(String what, Supplier<T> question) {
        session.signedIn(); // where that fails, no part can be had, and there is no answer
        try {
            return Optional.of(question.get());
        } catch (CloudException e) {
            if (e.why() == CloudException.Why.NOT_SENT) throw e; // cancelled: nobody waits for the rest
            note(what + " could not be had: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Something that the reader of the answer has to know beside it. */
    public final void note(String sentence) { notes.add(sentence); }

    /** What was noted so far, each once and in the same order each time; absent if nothing was. */
    public final Optional<List<String>> notes() {
        return notes.isEmpty() ? Optional.empty() : Optional.of(notes.stream().distinct().sorted().toList());
    }
}
