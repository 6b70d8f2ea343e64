package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;
import osmcp.openstack.*;

/** One call of a write tool on its way: what is meant, what has to be seen first, what is done, what came of it. */
record Doing(Action action, Call call, Reporter reporter, Audit.Entry entry) {
    /** Its arguments, and all that is around it. */
    record Call(Tool tool, ObjectNode args, Session session, Caller caller, Rules rules) {
        /** Where a tool can do one thing only, nobody has to say which. */
        private Call withAction(String word) {
            if (!Shape.absent(args.get("action"))) return this;
            return new Call(tool, args.deepCopy().put("action", word), session, caller, rules);
        }
    }

    /**
     * Reads {@code action} first, and then binds what that action takes and nothing else.
     *
     * @param all the actions of the tool
     */
    static Tool.Said run(List<Action> all, String shownBy, Call given) {
        var call = all.size() == 1 ? given.withAction(all.getFirst().facts().word()) : given;
        var known = all.stream().map(action -> action.facts().word()).collect(Collectors.joining(", "));
        var said = call.args().path("action");
        var word = said.isValueNode() ? said.asText("").strip().toLowerCase(Locale.ROOT) : "";
        var meant = all.stream().filter(a -> a.facts().words().contains(word)).findFirst();
        var parts = Action.shapes(meant.map(Action::parts).orElse(List.of(Selection.class)));
        var entry = new Audit.Entry(call.session(), call.caller(), call.tool().name(),
                meant.map(a -> a.facts().word()).orElse(word), call.args(), Audit.plain(parts));
        Supplier<Tool.Said> rest;
        try {
            var action = meant.orElseThrow(() -> new BadInput((word.isEmpty() ? "say which action"
                    : "no action " + word) + "; there are " + known));
            Shape.check(action.facts().word(), call.args(), parts);
            var leave = call.session().writes()
                    .orElseThrow(() -> new ToolFailure("this server was started to read only"));
            var reporter = new Reporter(action, all, shownBy, call.rules().log());
            rest = new Doing(action, call, reporter, entry).begin(action.planner(), leave);
        } catch (BadInput | ToolFailure | CloudException e) {
            call.rules().audit().refused(entry, e.getMessage());
            throw e;
        }
        return rest.get();
    }

    /** All until the first change is sent, and whatever may speak against it. @return does the rest */
    @SuppressWarnings("unchecked") // the planner's and the facts' things are of one kind: the constructor saw to it
    private <T extends Resource> Supplier<Tool.Said> begin(Action.Planner<T> planner, Writes leave) {
        var facts = (Action.Draft<T, ?>) action.facts();
        var session = call.session();
        var audit = call.rules().audit();
        var selection = Shape.of(Selection.class).read(call.args());
        var cloud = new WritableCloud(session, selection.dryRun() ? leave.dry() : leave);
        facts.floor().ifPresent(floor -> session.need(facts.choice().kind, floor));
        var jobs = planner.jobs(call.args(), selection, cloud);
        if (selection.dryRun()) return () -> reporter.plan(jobs).said();
        var shown = show(jobs, selection);
        if (shown.isPresent()) {
            audit.refused(entry, "shown first, to be confirmed");
            return shown::get;
        }
        var settle = new Settle<>(facts, session, call.caller());
        audit.intent(entry, jobs);
        return () -> {
            var done = Bulk.run(jobs, facts.word(), session, call.caller(), one -> audit.outcome(entry, one));
            var states = settle.after(done, selection.waitSeconds());
            reporter.broken(done, states).forEach(one -> audit.outcome(entry, one));
            if (selection.waitSeconds() > 0 && !facts.isWaitedFor()) {
                cloud.note("nothing was waited for: this action leaves no state by which its end is seen");
            }
            return reporter.of(done, states, cloud).said();
        };
    }

    /** What has to be seen before it is done; empty if nothing has, or it was. */
    private <T extends Resource> Optional<Tool.Said> show(List<Bulk.Job<T>> jobs, Selection selection) {
        var facts = action.facts();
        boolean byFilter = selection.names().isEmpty();
        var caller = call.caller();
        var confirmations = call.rules().confirmations();
        if (caller.agrees() || !confirmations.needed(facts.destroying(), byFilter, jobs.size())) {
            return Optional.empty();
        }
        var parts = action.own();
        var own = parts.stream().flatMap(shape -> shape.names().stream()).toList();
        var what = Confirmations.call(call.tool().name(), facts.word(), call.args(), own, call.session());
        var things = Confirmations.things(jobs);
        if (caller.asked().isPresent()) {
            if (caller.said() == Caller.Said.NO) throw new ToolFailure("the user declined\nnothing was sent");
            if (caller.said() == Caller.Said.NOTHING) {
                throw new ToolFailure("the user closed the question without an answer\nnothing was sent");
            }
            confirmations.take(caller, caller.asked().get(), what, things);
            return Optional.empty();
        }
        if (selection.confirm().isPresent() && !caller.canAsk()) { // where a person can be asked, none answers for him
            confirmations.take(caller, selection.confirm().get(), what, things);
            return Optional.empty();
        }
        var seal = confirmations.seal(caller, what, things);
        if (!caller.canAsk()) return Optional.of(reporter.plan(jobs).toConfirm(seal).said());
        var how = new LinkedHashMap<String, String>();
        parts.forEach(shape -> shape.given(call.args()).forEach(name -> how.put(name,
                shape.secrets().contains(name) ? "***" : Audit.words(call.args().get(name)))));
        var project = call.session().signedIn().project();
        return Optional.of(new Tool.Question(reporter.question(jobs, project, how), seal));
    }
}
