package osmcp.openstack;

/** What the services may know of each other's things: that there are such. A leaf package takes a proof of these. */
public interface Kinds {
    non-sealed interface Server extends Resource {}
    non-sealed interface Flavor extends Resource {}
    non-sealed interface Image extends Resource {}
    /** A part of the cloud that does the work of a service, with its state: a daemon, an agent. */
    non-sealed interface ServiceState extends Resource {}
}
