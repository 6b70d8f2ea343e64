package osmcp.tools.compute;

import module java.base;
import osmcp.openstack.Target;
import osmcp.tool.WritableCloud;

/** Several requests for one thing, one after another: what was done is told, whatever becomes of the next. */
final class Steps {
    private final Target<?> target;
    private final WritableCloud cloud;
    private final List<String> done = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Steps(Target<?> target, WritableCloud cloud) {
        this.target = target;
        this.cloud = cloud;
    }

    /** @param what is told once it is done */
    void take(String what, Runnable step) {
        step.run();
        done.add(what);
        cloud.tell(target, "changed", String.join(", ", done));
    }

    /** What was to be taken away and is not there is told, and no reason to stop. */
    void missing(String what) {
        missing.add(what);
        cloud.tell(target, "not_there", String.join(", ", missing));
    }

    /** Takes away what is there. */
    void takeIf(boolean there, String what, Runnable step) {
        if (there) take(what, step);
        else missing(what);
    }
}
