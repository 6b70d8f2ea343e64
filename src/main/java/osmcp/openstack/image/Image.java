package osmcp.openstack.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** What a server is booted from. */
public record Image(ObjectNode json) implements Kinds.Image {
    public static final Kind<Image> IMAGES = new Kind<>("image",
            Place.bare("image", "/images", "images"),
            new Owner.Stated("owner").shared(Image::open), Image::new);

    /**
     * Public and community images are everybody's to use. A shared one that Glance lists to a member was shared with
     * their project; an admin's token is shown all of them, so there it says nothing.
     */
    private static boolean open(ObjectNode row, boolean admin) {
        return switch (row.path("visibility").asText("")) {
            case "public", "community" -> true;
            case "shared" -> !admin;
            default -> false;
        };
    }
}
