package osmcp.tools.compute;

import module java.base;
import osmcp.openstack.compute.Server;

/** What a server's row says about what was done to it; where that takes two, the one from before comes first. */
final class ServerStates {
    private ServerStates() {}

    /** It runs or is stopped; what failed would stand in ERROR. */
    static boolean isRunningOrStopped(Server before, Server now) {
        return List.of("ACTIVE", "SHUTOFF").contains(now.status());
    }

    static boolean isAsBefore(Server before, Server now) { return now.status().equals(before.status()); }

    /** Offloaded at once where the cloud is told to, as by default. */
    static boolean isShelved(Server before, Server now) { return now.status().startsWith("SHELVED"); }

    /** Some roles may migrate, and are not told where a server is. */
    static boolean hidesHost(Server now) { return now.host().isEmpty(); }

    /** Told to those who are told hosts. */
    static boolean isOnAnotherHost(Server before, Server now) {
        return now.host().isPresent() && !now.host().equals(before.host());
    }

    /** Its live migration has ended, and it is where it was. */
    static boolean isOnItsOldHost(Server before, Server now) {
        return now.host().isPresent() && now.host().equals(before.host()) && !now.status().equals("MIGRATING");
    }
}
