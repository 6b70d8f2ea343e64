package osmcp.openstack.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** A volume in a server. It lives below the server, and is whose the volume is, whose proof another service has. */
public record Attachment(ObjectNode json) implements Kinds.Attachment {
    public static final Kind<Attachment> ATTACHMENTS = new Kind<>("attachment of volume",
            Place.of("compute", "/os-volume_attachments", "volumeAttachment", "volumeAttachments").below().whole()
                    .until(2, 96),
            new Owner.PartOfProven(Kinds.Volume.class, "volumeId"), Attachment::new);

    /** Nova addresses it by the volume's id, and from 2.89 on gives it no other. */
    @Override public String id() { return text("volumeId"); }
}
