package osmcp.tool;

import module java.base;
import osmcp.openstack.*;
import osmcp.tool.Bulk.Result;
import osmcp.tool.Settle.Mark;

/** Puts together what an action did and how things are since, in words that say what to do next. */
final class Reporter {
    private static final int SHORTEST = 30;

    private final Action.Draft<?, ?> facts;
    private final List<Action> all;
    private final String shownBy;
    private final Watch watch;

    Reporter(Action action, List<Action> all, String shownBy, Watch watch) {
        this.watch = watch;
        this.facts = action.facts();
        this.all = all;
        this.shownBy = shownBy;
    }

    <T extends Resource> Report plan(List<Bulk.Job<T>> jobs) {
        var items = jobs.stream().map(job -> new Report.Item(job.target().map(Ref::id),
                cut(job.name(), longest(jobs.size())), Result.PLANNED,
                job.target().flatMap(target -> words(target.value())), Optional.empty(), Optional.empty(),
                Optional.empty())).toList();
        return new Report(facts.word(), 0, 0, Optional.of(items.size()), Optional.empty(), Optional.empty(),
                aims(), Optional.empty(), Optional.empty(), items, Optional.empty());
    }

    <T extends Resource> Report of(List<Bulk.Done<T>> done, Settle.States<T> states, Optional<List<String>> notes) {
        int longest = longest(done.size());
        var items = done.stream().map(one -> item(one, one.target().map(target -> states.byId().get(target.id())),
                longest)).toList();
        boolean underWay = items.stream().anyMatch(item -> item.mark().filter(Mark.UNDER_WAY::equals).isPresent());
        var said = new ArrayList<>(notes.orElse(List.of()));
        states.failure().ifPresent(e -> said.add("the state after it could not be had: "
                + (e instanceof CloudException ? e.getMessage() : Failures.words(e, watch::fault))));
        boolean tell = underWay || states.failure().isPresent();
        return new Report(facts.word(), (int) count(items, Result.DONE), (int) count(items, Result.FAILED),
                Optional.empty(), some(items, Result.NOT_SENT), some(items, Result.UNKNOWN), aims(),
                Optional.of(facts.seconds()).filter(seconds -> tell && seconds > 0),
                Optional.of(shownBy).filter(_ -> tell), items,
                Optional.of(List.copyOf(said)).filter(list -> !list.isEmpty()));
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

    private <T extends Resource> Report.Item item(Bulk.Done<T> one, Optional<Settle.State<T>> state, int longest) {
        var value = state.flatMap(Settle.State::value);
        var mark = state.map(Settle.State::mark).filter(_ -> one.result() == Result.DONE);
        boolean broken = mark.filter(Mark.FAILED::equals).isPresent();
        var words = state.isPresent() && value.isEmpty() ? Optional.of("gone") : value.flatMap(Reporter::words);
        var error = one.failure().map(failure -> error(failure, value))
                .or(() -> Optional.of("the cloud took the order, and did not carry it out").filter(_ -> broken))
                .or(() -> Optional.of("cancelled").filter(_ -> one.result() == Result.NOT_SENT));
        var request = one.failure().map(failure -> failure instanceof CloudException e ? e.requestId() : "")
                .filter(id -> !id.isEmpty() && longest > SHORTEST);
        return new Report.Item(one.target().map(Ref::id), cut(one.job().name(), longest),
                broken ? Result.FAILED : one.result(), words, mark, error.map(text -> cut(text, longest)), request);
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
        if (!(failure instanceof CloudException e)) return Failures.words(failure, watch::fault);
        boolean state = e.why() == CloudException.Why.CONFLICT || e.why() == CloudException.Why.INVALID;
        var way = !state ? "" : e.getMessage().contains("immutable") ? "it is being changed; call again for it"
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
        if (always) return is;
        if (status.equalsIgnoreCase(facts.aims())) return is + " already";
        return all.stream().map(Action::facts)
                .filter(other -> facts.from().contains(other.aims())
                        && (other.from().isEmpty() || other.from().contains(status)))
                .map(Action.Draft::word).findFirst().map(word -> is + "; " + word + " it first").orElse(is);
    }
}
