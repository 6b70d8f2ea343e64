package osmcp.openstack.stack;

import osmcp.openstack.*;

/** What Heat does for stacks. */
public final class Stacks {
    private final Session session;

    public Stacks(Session session) { this.session = session; }

    /** POST /stacks/{name}/{id}/actions */
    public void suspend(Target<Stack> stack) { session.at(stack).post(Body.of("suspend"), "/actions"); }
    /** POST /stacks/{name}/{id}/actions */
    public void resume(Target<Stack> stack) { session.at(stack).post(Body.of("resume"), "/actions"); }
}
