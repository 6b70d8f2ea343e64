package osmcp.tool;

import module java.base;
import osmcp.openstack.*;
import osmcp.tool.Bulk.Result;
import osmcp.tool.Settle.Mark;

/** Puts together what an action did and how things are since, in words that say what to do next. */
final class Reporter {
    private static final int SHORTEST = 30;
    /** Nobody reads more before agreeing; the number stands above. */
    private static final int MOST_SHOWN = 30;

    private final Action.Draft<?, ?> facts;
    private final List<Action> all;
    private final String shownBy;
    private final Consumer<String> log;

    Reporter(Action action, List<Action> all, String shownBy, Consumer<String> log) {
        this.log = log;
        this.facts = action.facts();
        this.all = all;
        this.shownBy = shownBy;
    }

    <T extends Resource> Report plan(List<Bulk.Job<T>> jobs) {
        var items = jobs.stream().map(job -> new Report.Item(job.target().map(Ref::id),
                cut(job.name(), longest(jobs.size())), Result.PLANNED,
                job.target().flatMap(target -> words(target.value())), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty())).toList();
        return new Report(facts.word(), Optional.empty(), 0, 0, Optional.of(items.size()), Optional.empty(),
                Optional.empty(), aims(), Optional.empty(), Optional.empty(), items, Optional.empty(),
                Optional.empty());
    }

    /**
     * What a person is asked before it is done.
     *
     * @param project whose things they are
     * @param how the action's own arguments
     */
    <T extends Resource> String question(List<Bulk.Job<T>> jobs, String project, Map<String, String> how) {
        var noun = facts.choice().kind.noun();
        var lines = jobs.stream().limit(MOST_SHOWN).map(job -> Clean.line("• " + cut(job.name(), 80)
                + job.target().map(target -> " (" + target.id() + ")" + words(target.value())
                        .map(state -> ", " + state).orElse("")).orElse(""))).collect(Collectors.joining("\n"));
        var said = how.entrySet().stream().map(one -> ", " + one.getKey() + "=" + cut(one.getValue(), 80))
                .collect(Collectors.joining());
        var more = jobs.size() > MOST_SHOWN ? "\nand " + (jobs.size() - MOST_SHOWN) + " more" : "";
        return Clean.line(facts.word() + " " + jobs.size() + " " + noun + (jobs.size() == 1 ? "" : "s")
                + " of project " + cut(project, 80) + said + "? This cannot be undone.") + "\n" + lines + more;
    }

    <T extends Resource> Report of(List<Bulk.Done<T>> done, Settle.States<T> states, WritableCloud cloud) {
        int longest = longest(done.size());
        var items = done.stream().map(one -> item(one, one.target().map(target -> states.byId().get(target.id())),
                one.target().map(target -> cloud.told().get(target.id())), longest)).toList();
        boolean underWay = items.stream().anyMatch(item -> item.mark().filter(Mark.UNDER_WAY::equals).isPresent());
        var said = new ArrayList<>(cloud.notes().orElse(List.of()));
        states.failure().ifPresent(e -> said.add("the state after it could not be had: "
                + (e instanceof CloudException ? e.getMessage() : Failures.words(e, log))));
        boolean tell = underWay || states.failure().isPresent();
        return new Report(facts.word(), Optional.empty(), (int) count(items, Result.DONE),
                (int) count(items, Result.FAILED), Optional.empty(), some(items, Result.NOT_SENT),
                some(items, Result.UNKNOWN), aims(),
                Optional.of(facts.seconds()).filter(seconds -> tell && seconds > 0),
                Optional.of(shownBy).filter(_ -> tell), items, Optional.empty(),
                Optional.of(List.copyOf(said)).filter(list -> !list.isEmpty()));
    }

    /** What was taken and, as was seen since, not carried out. */
    <T extends Resource> List<Bulk.Done<T>> broken(List<Bulk.Done<T>> done, Settle.States<T> states) {
        return facts.isWaitedFor() ? done.stream().filter(one -> one.result() == Result.DONE
                && one.target().map(target -> states.byId().get(target.id()))
                        .filter(state -> state.mark() == Mark.FAILED).isPresent())
                .map(one -> Bulk.Done.not(one.job(), Result.FAILED, new ToolFailure("not carried out"),
                        one.requestIds())).toList() : List.of();
    }

    /** So that no answer is too long to send; the shortest leave out request ids as well. */
    private static int longest(int items) { return items <= 50 ? 300 : items <= 100 ? 100 : SHORTEST; }

    private Optional<String> aims() { return Optional.of(facts.aims()).filter(state -> !state.isEmpty()); }

    private static long count(List<Report.Item> items, Result result) {
        return items.stream().filter(item -> item.result() == result).count();
    }

    private static Optional<Integer> some(List<Report.Item> items, Result result) {
        return Optional.of((int) count(items, result)).filter(number -> number > 0);
    }

    private <T extends Resource> Report.Item item(Bulk.Done<T> one, Optional<Settle.State<T>> state,
            Optional<Map<String, String>> told, int longest) {
        var value = state.flatMap(Settle.State::value);
        var mark = state.map(Settle.State::mark)
                .filter(_ -> one.result() == Result.DONE && facts.isWaitedFor());
        boolean broken = mark.filter(Mark.FAILED::equals).isPresent();
        var words = state.isPresent() && value.isEmpty() ? Optional.of("gone") : value.flatMap(Reporter::words);
        var error = one.failure().map(failure -> error(failure, value))
                .or(() -> Optional.of(value.isEmpty() ? "it was deleted meanwhile"
                        : "the cloud took the order, and did not carry it out"
                        + value.flatMap(Resource::fault).map(why -> ": " + why).orElse(why())).filter(_ -> broken))
                .or(() -> Optional.of("cancelled").filter(_ -> one.result() == Result.NOT_SENT));
        var request = one.failure().map(failure -> failure instanceof CloudException e ? e.requestId() : "")
                .filter(id -> !id.isEmpty() && longest > SHORTEST);
        return new Report.Item(one.target().map(Ref::id), cut(one.job().name(), longest),
                broken ? Result.FAILED : one.result(), words, mark, error.map(text -> cut(text, longest)), request,
                told.map(map -> told(map, longest)));
    }

    /** Cut like all else but what is handed over once and must be whole, which alone has several lines. */
    private static Map<String, String> told(Map<String, String> told, int longest) {
        var cut = new TreeMap<String, String>();
        told.forEach((key, value) -> cut.put(key, value.contains("\n") ? value : cut(value, longest)));
        return cut;
    }

    private String why() {
        var tool = facts.choice().explainedBy;
        return tool.isEmpty() ? "" : "; " + tool + " tells more";
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** The status, and what is being done. */
    private static Optional<String> words(Resource value) {
        var status = value.status();
        var task = value.task().filter(word -> !word.equals(status));
        return Optional.of(status + task.map(word -> ", " + word).orElse("")).filter(text -> !text.isEmpty());
    }

    private String error(Throwable failure, Optional<? extends Resource> now) {
        if (!(failure instanceof CloudException e)) return Failures.words(failure, log);
        boolean state = e.why() == CloudException.Why.CONFLICT || e.why() == CloudException.Why.INVALID;
        var way = !state ? "" : e.getMessage().contains("immutable") ? "it is being changed; call again for it"
                : e.getMessage().endsWith(" is locked") ? "set_instance unlocks it"
                : now.map(row -> wayOut(row, e.why())).orElse("");
        var next = way.isEmpty() ? e.hint() : way;
        return next.isBlank() ? e.getMessage() : e.getMessage().replaceFirst("\\.$", "") + "; " + next;
    }

    /** The action that leads to where this one can begin. */
    private String wayOut(Resource now, CloudException.Why why) {
        var status = now.status();
        var is = facts.choice().kind.noun() + " is " + status;
        boolean always = facts.from().isEmpty() || facts.from().contains(status);
        if (status.isEmpty() || always && why == CloudException.Why.INVALID) return "";
        if (now.task().isPresent()) return "wait until " + now.task().get() + " has ended";
        if (always) return ""; // then it is not for its state
        if (status.equalsIgnoreCase(facts.aims()) && facts.reached().isEmpty()) return is + " already";
        var others = all.stream().map(Action::facts)
                .filter(other -> other.from().contains(status) && !other.destroying()).toList(); // none is led to that
        var first = others.stream().filter(other -> facts.from().contains(other.aims())).findFirst()
                .map(other -> "; " + other.word() + " it first");
        var instead = others.stream().filter(other -> other.aims().equals(facts.aims())).findFirst()
                .map(other -> "; " + other.word() + " leads from there to " + facts.aims());
        return is + first.or(() -> instead).orElse(others.isEmpty() ? "" : "; from there it can "
                + others.stream().map(Action.Draft::word).limit(5).collect(Collectors.joining(", ")));
    }
}
