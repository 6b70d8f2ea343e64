package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/**
 * What a new server is to be.
 *
 * @param image from which it boots, if it does not from a volume
 * @param volume how that is
 * @param nics its interfaces; where there are none Nova chooses the network, as the openstack command has it
 * @param alone whether it is to have no network
 * @param host where an administrator wants it, since 2.74
 * @param userData text for its first boot
 * @param group with whose members it is placed, or apart from them
 */
public record NewServer(String name, Ref<Flavor> flavor, Optional<? extends Ref<? extends Kinds.Image>> image,
        Optional<Volume> volume, List<Nic> nics, boolean alone, Optional<Ref<Keypair>> key,
        List<? extends Ref<? extends Kinds.SecurityGroup>> securityGroups, Optional<String> adminPass,
        Optional<String> userData, Map<String, String> metadata, List<String> tags, Optional<Boolean> configDrive,
        Optional<String> zone, Optional<String> host, Optional<String> description,
        Optional<? extends Ref<? extends Kinds.ServerGroup>> group) implements NewRoot<Server> {

    /** An interface: on a network with an address if it is to have that one, or a port that is there already. */
    public record Nic(Optional<? extends Ref<? extends Kinds.Network>> network,
            Optional<? extends Target<? extends Kinds.Port>> port, Optional<String> fixedIp) {
        Body body() {
            return Body.plain().refIfAny("uuid", network).refIfAny("port", port).put("fixed_ip", fixedIp);
        }
    }

    /**
     * The volume to boot from: one that is there, or a new one made of the image.
     *
     * @param gb of a new one
     * @param deleted whether it goes with the server
     */
    public record Volume(Optional<? extends Target<? extends Kinds.Volume>> there, Optional<Integer> gb,
            boolean deleted) {
        Body body(Optional<? extends Ref<?>> image) {
            return Body.plain().put("boot_index", 0).put("destination_type", "volume")
                    .put("source_type", there.isPresent() ? "volume" : "image")
                    .refIfAny("uuid", there.isPresent() ? there : image).put("volume_size", gb)
                    .put("delete_on_termination", deleted);
        }
    }

    @Override public Kind<Server> kind() { return Server.SERVERS; }

    /** Names of groups may stand twice, so Nova is told their ids, which it takes in place of names. */
    @Override public Body body() {
        var body = Body.of("server").put("name", name).ref("flavorRef", flavor).refIfAny("key_name", key)
                .put("adminPass", adminPass).put("availability_zone", zone).put("host", host)
                .put("description", description).put("config_drive", configDrive)
                .some("metadata", metadata).some("tags", tags);
        if (volume.isEmpty()) body.refIfAny("imageRef", image);
        else body.parts("block_device_mapping_v2", List.of(volume.get().body(image)));
        if (nics.isEmpty()) body.put("networks", alone ? "none" : "auto");
        else body.parts("networks", nics.stream().map(Nic::body).toList());
        if (!securityGroups.isEmpty()) {
            body.parts("security_groups", securityGroups.stream().map(g -> Body.plain().ref("name", g)).toList());
        }
        body.put("user_data", userData.map(NewServer::base64));
        group.ifPresent(g -> body.beside(Body.of("os:scheduler_hints").ref("group", g)));
        return body;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
