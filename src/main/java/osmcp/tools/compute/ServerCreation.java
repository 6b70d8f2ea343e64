package osmcp.tools.compute;

import static osmcp.openstack.compute.Flavor.FLAVORS;
import static osmcp.openstack.compute.Keypair.KEYPAIRS;
import static osmcp.openstack.compute.ServerGroup.SERVER_GROUPS;
import static osmcp.openstack.compute.Zone.ZONES;
import static osmcp.openstack.image.Image.IMAGES;
import static osmcp.openstack.network.Network.NETWORKS;
import static osmcp.openstack.network.Port.PORTS;
import static osmcp.openstack.network.SecurityGroup.SECURITY_GROUPS;
import static osmcp.openstack.volume.Volume.VOLUMES;

import module java.base;
import osmcp.json.*;
import osmcp.openstack.compute.*;
import osmcp.openstack.compute.NewServer.Nic;
import osmcp.tool.*;
import osmcp.tool.Action.Making;

/** What is to be said of new servers. */
record ServerCreation(
        @Doc String flavor,
        @Doc Optional<String> image,
        @Doc(value = "boot from it", one = true) Optional<String> bootVolume,
        @Doc(value = "GiB, to boot from a new volume of the image", min = 1) Optional<Integer> volumeSize,
        @Doc Optional<Boolean> deleteOnTermination,
        @Doc("NAME, NAME=ADDRESS, none or auto") List<String> networks,
        @Doc(one = true) List<String> ports,
        @Doc Optional<String> keyName,
        @Doc List<String> securityGroups,
        @Doc Optional<String> availabilityZone,
        @Doc Optional<String> host,
        @Doc Optional<String> serverGroup,
        @Doc(secret = true) Optional<String> adminPass,
        @Doc(secret = true) Optional<String> userData,
        @Doc Map<String, String> metadata,
        @Doc List<String> tags,
        @Doc Optional<Boolean> configDrive,
        @Doc Optional<String> description,
        @Doc(value = "so many of the one name, numbered", or = "1", min = 1, max = 200) int count) {
    private static final String NONE = "none";
    /** What the command says by itself: Nova takes the one network that there is, or makes one. */
    private static final String AUTO = "auto";

    ServerCreation {
        if (image.isPresent() == bootVolume.isPresent()) {
            throw new IllegalArgumentException("say from what it boots: image or boot_volume, and only one of them");
        }
        if (volumeSize.isPresent() && image.isEmpty()) {
            throw new IllegalArgumentException("volume_size is for a new volume made of the image");
        }
        if (deleteOnTermination.isPresent() && volumeSize.isEmpty() && bootVolume.isEmpty()) {
            throw new IllegalArgumentException("delete_on_termination is for the volume that it boots from");
        }
        if ((networks.contains(NONE) || networks.contains(AUTO)) && networks.size() + ports.size() > 1) {
            throw new IllegalArgumentException("networks is none, or auto, or names networks");
        }
    }

    /** Each name once, or one name with numbers behind it, as Nova counts. */
    private List<String> names(List<String> given) {
        if (given.isEmpty()) throw new BadInput("say names: one for each new instance");
        if (count == 1) return given.stream().distinct().toList();
        if (given.size() > 1) throw new BadInput("count goes with one name");
        return IntStream.rangeClosed(1, count).mapToObj(i -> given.getFirst() + "-" + i).toList();
    }

    /** Looks up once what all are made of; nothing is made yet. */
    List<Making<Server>> makings(List<String> given, WritableCloud cloud) {
        var names = names(given);
        var size = cloud.see(FLAVORS, flavor);
        var boots = image.map(text -> cloud.see(IMAGES, text));
        var there = bootVolume.map(text -> cloud.claim(VOLUMES, text));
        boolean fromVolume = there.isPresent() || volumeSize.isPresent();
        var volume = Optional.of(new NewServer.Volume(there, volumeSize,
                deleteOnTermination.orElse(false))).filter(_ -> fromVolume);
        var nics = nics(cloud);
        if (names.size() > 1 && nics.stream().anyMatch(nic -> nic.fixedIp().isPresent())) {
            throw new BadInput("an address fits one instance, and there are many");
        }
        var key = keyName.map(text -> cloud.see(KEYPAIRS, text));
        var groups = securityGroups.stream().map(text -> cloud.see(SECURITY_GROUPS, text)).toList();
        var zone = availabilityZone.map(text -> ServerCreation.zone(text, cloud));
        var group = serverGroup.map(text -> cloud.see(SERVER_GROUPS, text));
        return names.stream().map(name -> new NewServer(name, size, boots, volume, nics, networks.contains(NONE), key,
                groups, adminPass, userData, metadata, tags, configDrive, zone, host, description, group))
                .map(server -> new Making<>(server.name(), () -> cloud.create(server))).toList();
    }

    private List<Nic> nics(WritableCloud cloud) {
        var named = networks.stream().filter(text -> !text.equals(NONE) && !text.equals(AUTO));
        return Stream.concat(named.map(text -> nic(text, cloud)), ports.stream().map(text -> new Nic(Optional.empty(),
                Optional.of(cloud.claim(PORTS, text)), Optional.empty()))).toList();
    }

    /** There is one of that name, behind which an administrator may have said a host. */
    static String zone(String text, WritableCloud cloud) {
        cloud.see(ZONES, text.replaceFirst(":.*", ""));
        return text;
    }

    /** {@code NAME=ADDRESS}, if what stands behind the last sign is an address. */
    private static Nic nic(String text, WritableCloud cloud) {
        int sign = text.lastIndexOf('=');
        boolean addressed = sign > 0 && text.substring(sign + 1).matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        var network = cloud.see(NETWORKS, addressed ? text.substring(0, sign) : text);
        // Nova takes any, and the server ends in ERROR
        if (addressed) Addresses.check(cloud, network, text.substring(sign + 1));
        return new Nic(Optional.of(network), Optional.empty(),
                Optional.of(text.substring(sign + 1)).filter(_ -> addressed));
    }
}
