package osmcp.tools.stack;

import static osmcp.openstack.stack.Stack.STACKS;
import static osmcp.tool.Toolset.ORCHESTRATION;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.stack.Stack;
import osmcp.tool.*;

/** Heat's stacks. */
public final class StackTools {
    private StackTools() {}

    public static List<Tool> all() { return List.of(LIST, SET); }

    record Query(@Doc List<String> names, @Doc Optional<String> nameContains, @Doc Optional<String> status) {}

    record Row(String id, String name, String status, Optional<String> reason, Optional<String> created,
            Optional<String> updated,
            @Doc(detail = true) Optional<String> description,
            @Doc(detail = true) List<String> tags,
            @Doc(detail = true) Optional<String> owner) {
        static Row of(Stack stack) {
            return new Row(stack.id(), stack.name(), stack.status(), stack.given("stack_status_reason"),
                    stack.given("creation_time"), stack.given("updated_time"), stack.given("description"), stack.tags(),
                    stack.given("stack_owner"));
        }
    }

    static final Tool LIST = Tool.list(ORCHESTRATION, "get_heat_stacks", """
            List the project's Heat stacks, with status and the reason for it.
            """, Query.class, Row.class,
            (in, cloud) -> cloud.list(STACKS).only(in.names()).narrow("status", in.status().map(String::toUpperCase))
                    .where(in.nameContains(), (stack, text) -> stack.name().contains(text))
                    .where(in.status(), (stack, word) -> stack.status().equalsIgnoreCase(word)),
            (page, _) -> page.map(Row::of));

    private static final Choice<Stack, WritableCloud> CHOICE = Choice.byStatus(STACKS);

    static final Tool SET = Tool.write(ORCHESTRATION, "set_heat_stack", """
            Suspend, resume or delete Heat stacks of the project.
            """, "get_heat_stacks",
            Action.of(CHOICE, "suspend").aims("SUSPEND_COMPLETE").takes(60)
                    .run((stack, cloud) -> cloud.stacks().suspend(stack)),
            Action.of(CHOICE, "resume").aims("RESUME_COMPLETE").takes(60)
                    .run((stack, cloud) -> cloud.stacks().resume(stack)),
            Action.of(CHOICE, "delete").deletes().takes(120)
                    .run((stack, cloud) -> cloud.delete(stack)));
}
