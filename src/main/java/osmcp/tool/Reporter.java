package osmcp.tool;

import module java.base;
import osmcp.openstack.*;
import osmcp.tool.Bulk.Result;
import osmcp.tool.Settle.Mark;

/** Puts together what an action did and how things are since, in words that say what to do next. */
final class Reporter {
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
        var items = jobs.stream().map(job -> new Report.Item(job.target().map(Ref::id), job.name(), Result.PLANNED,
                job.target().flatMap(target -> words(target.value())), Optional.empty(), Optional.empty(),
                Optional.empty())).toList();
        return new Report(facts.word(), 0, 0, Optional.of(items.size()), Optional.empty(), Optional.empty(),
                aims(), Optional.empty(), Optional.empty(), items, Optional.empty());
    }

    <T extends Resource> Report of(List<Bulk.Done<T>> done, Settle.States<T> states, Optional<List<String>> notes) {
        int longest = done.size() <= 50 ? 400 : done.size() <= 100 ? 120 : 40; // so that no answer is too long to send
        var items = done.stream().map(one -> item(one, one.target().map(target -> states.byId().get(target.id())),
                longest)).toList();
        boolean underWay = items.stream().anyMatch(item -> item.mark().filter(Mark.UNDER_WAY::equals).isPresent());
        var said = new ArrayList<>(notes.orElse(List.of()));
        states.failure().ifPresent(e -> said.add("the state after it could not be had: " + e.getMessage()));
        boolean tell = underWay || states.failure().isPresent();
        return new Report(facts.word(), (int) count(items, Result.DONE), (int) count(items, Result.FAILED),
                Optional.empty(), some(items, Result.NOT_SENT), some(items, Result.UNKNOWN), aims(),
                Optional.of(facts.seconds()).filter(seconds -> tell && seconds > 0),
                Optional.of(shownBy).filter(_ -> tell), items,
                Optional.of(List.copyOf(said)).filter(list -> !list.isEmpty()));
    }

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
                .filter(id -> !id.isEmpty());
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
        var way = e.why() == CloudException.Why.CONFLICT ? now.map(this::wayOut).orElse("") : "";
        var next = way.isEmpty() ? e.hint() : way;
        return next.isBlank() ? e.getMessage() : e.getMessage().replaceFirst("\\.$", "") + "; " + next;
    }

    /** The action that leads to where this one can begin. */
    private String wayOut(Resource now) {
        if (now.task().isPresent()) return "wait until " + now.task().get() + " has ended";
        var status = now.status();
        if (status.isEmpty()) return "";
        if (status.equalsIgnoreCase(facts.aims())) return "it is " + status + " already";
        if (facts.from().contains(status)) return "it is " + status;
        return all.stream().map(Action::facts)
                .filter(other -> facts.from().contains(other.aims())
                        && (other.from().isEmpty() || other.from().contains(status)))
                .map(Action.Draft::word).findFirst().map(word -> "it is " + status + "; " + word + " it first")
                .orElse("it is " + status);
    }
}
