package osmcp.openstack;

/** What the services may know of each other's things: that there are such. A leaf package takes a proof of these. */
public interface Kinds {
    non-sealed interface Server extends Resource {}
    non-sealed interface Flavor extends Resource {}
    non-sealed interface Image extends Resource {}
    non-sealed interface ServerGroup extends Resource {}
    non-sealed interface SecurityGroup extends Resource {}
    non-sealed interface FloatingIp extends Resource {}
    non-sealed interface Keypair extends Resource {}
    non-sealed interface Migration extends Resource {}
    non-sealed interface Attachment extends Resource {}
    non-sealed interface ServerAction extends Resource {}
    non-sealed interface Hypervisor extends Resource {}
    non-sealed interface ResourceProvider extends Resource {}
    non-sealed interface Zone extends Resource {}
    non-sealed interface Volume extends Resource {}
    non-sealed interface Backup extends Resource {}
    non-sealed interface Group extends Resource {}
    non-sealed interface Network extends Resource {}
    non-sealed interface Subnet extends Resource {}
    non-sealed interface Port extends Resource {}
    non-sealed interface Stack extends Resource {}
    non-sealed interface LoadBalancer extends Resource {}
    non-sealed interface Pool extends Resource {}
    non-sealed interface Member extends Resource {}
    /** A part of the cloud that does the work of a service, with its state: a daemon, an agent. */
    non-sealed interface ServiceState extends Resource {}
}
