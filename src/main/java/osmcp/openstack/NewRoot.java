package osmcp.openstack;

/** Something to be created that is part of nothing else: it becomes the project's own, the user's or the cloud's. */
public interface NewRoot<T extends Resource> {
    Kind<T> kind();
    Body body();
}
