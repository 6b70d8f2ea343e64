package osmcp.openstack.stack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/** What Heat made of a template. */
public record Stack(ObjectNode json) implements Kinds.Stack {
    /**
     * GET /stacks. Whose one is an admin is told, and only in lists, though all projects' are shown to admins, and can
     * be deleted by them. A single one is therefore looked up in the list.
     */
    public static final Kind<Stack> STACKS = new Kind<>("stack",
            Place.of("orchestration", "/stacks", "stack", "stacks").ours("tenant").addressedByName().named()
                    .lookedUpInList().takesAnyMarker().narrowedByIds(),
            new Owner.StatedToAdmins("project"), Stack::new);

    @Override public String name() { return text("stack_name"); }
    /** What was done last and how far it came: {@code CREATE_COMPLETE}. */
    @Override public String status() { return text("stack_status"); }
    @Override public Optional<String> task() {
        return Optional.of(status()).filter(status -> status.endsWith("_IN_PROGRESS"));
    }
    @Override public boolean isBroken() { return status().endsWith("_FAILED"); }
    @Override public Optional<String> fault() { return given("stack_status_reason").filter(_ -> isBroken()); }
    @Override public boolean isGone() { return status().equals("DELETE_COMPLETE"); }

    public List<String> tags() { return items("tags").map(JsonNode::asText).toList(); }
}
