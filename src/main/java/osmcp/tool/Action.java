package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;
import osmcp.openstack.*;

/**
 * One thing that a write tool can do: its words, its own arguments, what it aims at, and the code that does it to one
 * target. Choosing targets, planning, doing many, waiting and reporting are the same for all and are done around that
 * code.
 */
public final class Action {
    record Word(@Doc String action) {}

    /** A new thing that is to be made, and how. */
    public record Making<T extends Resource>(String name, Supplier<Target<T>> make) {}

    /**
     * What is to be known of an action, for those who read about it.
     *
     * @param aims the state in which it leaves its target; blank where there is none to tell
     * @param hidden of which targets the service does not show that it is at work
     * @param hidden of which targets nothing shows that it is being done
     * @param from the states from which it always can; none where any will do
     * @param seconds how long it usually takes
     */
    public record Facts(List<String> words, boolean destroys, String aims, List<String> from, int seconds) {}

    /** What the call chose, with the arguments looked up: the jobs, none of them begun. */
    interface Planner<T extends Resource> {
        List<Bulk.Job<T>> jobs(ObjectNode args, Selection selection, WritableCloud cloud);
    }

    private final Draft<?, ?> facts;
    private final Class<? extends Record> in;
    private final boolean makes;
    private final Planner<?> planner;

    private <T extends Resource> Action(Draft<T, ?> facts, Class<? extends Record> in, boolean makes,
            Planner<T> planner) {
        this.facts = facts;
        this.in = in;
        this.makes = makes;
        this.planner = planner;
    }

    /** An action on things so chosen, by its own word and by others that mean the same. */
    public static <T extends Resource, S> Draft<T, S> of(Choice<T, S> choice, String... words) {
        return new Draft<>(choice, List.of(words), false, false, "", Optional.empty(), Optional.empty(), List.of(), 0,
                Optional.empty());
    }

    /**
     * An action that still lacks its code, but knows of which kind its targets are.
     *
     * @param destroying whether it takes away what cannot be had back
     * @param ends whether nothing is left of the target
     * @param aims the state in which it leaves its target, in words; blank where there is none to tell
     * @param reached whether it is reached, by the row before and now; else {@code aims} is the status
     * @param hidden of which targets nothing shows that it is being done
     * @param from the states from which it always can; none where any will do
     * @param seconds how long it usually takes
     * @param floor what the service must offer
     */
    public record Draft<T extends Resource, S>(Choice<T, S> choice, List<String> words, boolean destroying,
            boolean ends, String aims, Optional<BiPredicate<T, T>> reached, Optional<Predicate<T>> hidden,
            List<String> from, int seconds, Optional<Microversion> floor) {
        /** It takes away what cannot be had back. */
        public Draft<T, S> destroys() {
            return new Draft<>(choice, words, true, ends, aims, reached, hidden, from, seconds, floor);
        }

        /** It takes away the target itself. */
        public Draft<T, S> deletes() {
            return new Draft<>(choice, words, true, true, aims, reached, hidden, from, seconds, floor);
        }

        public Draft<T, S> aims(String state) {
            return new Draft<>(choice, words, destroying, ends, state, reached, hidden, from, seconds, floor);
        }

        /** The state does not always tell it; the rows before and after do. */
        public Draft<T, S> aims(String state, BiPredicate<T, T> judged) {
            return new Draft<>(choice, words, destroying, ends, state, Optional.of(judged), hidden, from, seconds,
                    floor);
        }

        /** While it is done to such a target, nothing is to be seen of it. */
        public Draft<T, S> hidden(Predicate<T> which) {
            return new Draft<>(choice, words, destroying, ends, aims, reached, Optional.of(which), from, seconds,
                    floor);
        }

        public Draft<T, S> from(String... states) {
            return new Draft<>(choice, words, destroying, ends, aims, reached, hidden, List.of(states), seconds, floor);
        }

        public Draft<T, S> takes(int usually) {
            return new Draft<>(choice, words, destroying, ends, aims, reached, hidden, from, usually, floor);
        }

        /** It needs this microversion at least. */
        public Draft<T, S> since(int major, int minor) {
            return new Draft<>(choice, words, destroying, ends, aims, reached, hidden, from, seconds,
                    Optional.of(new Microversion(major, minor)));
        }

        String word() { return words.getFirst(); }
        /** Whether it has an end that can be seen. */
        boolean isWaitedFor() { return ends || !aims.isEmpty(); }
        Facts told() { return new Facts(words, destroying, aims, from, seconds); }

        /** Done to each target, with no arguments of its own. */
        public Action run(BiConsumer<Target<T>, S> change) {
            return run(Choice.Nothing.class, (_, scope) -> target -> change.accept(target, scope));
        }

        /**
         * Done to each target.
         *
         * @param ready looks up what the arguments name: once for each call, before the first target is touched, and
         *     in a dry run too
         */
        public <I extends Record> Action run(Class<I> in, BiFunction<I, S, Consumer<Target<T>>> ready) {
            return new Action(this, in, false, (args, selection, cloud) -> {
                var given = Shape.of(choice.filters).given(args);
                selection.check(Shape.of(choice.filters).names(), given);
                var scope = choice.open.apply(args, cloud);
                var own = Shape.of(in).read(args);
                var change = ready.apply(own, scope);
                var targets = given.isEmpty() ? cloud.claim(choice.among.apply(scope), selection.names())
                        : cloud.claim(choice.filtered.apply(args, scope));
                selection.check(choice.kind.noun(), targets.size());
                checkOne(Shape.of(in), args, targets.size());
                return targets.stream().map(target -> new Bulk.Job<>(target.value().name(), Optional.of(target), () -> {
                    change.accept(target);
                    return target;
                })).toList();
            });
        }

        private void checkOne(Shape<?> own, ObjectNode args, int things) {
            var ones = own.ones(args);
            if (things > 1 && !ones.isEmpty()) {
                throw new BadInput(String.join(", ", ones) + " is for one " + choice.kind.noun() + ", and " + things
                        + " are meant");
            }
        }

        /** Makes one thing of each name; {@code ready} is as in {@link #run}. */
        public <I extends Record> Action make(Class<I> in, BiFunction<I, S, Function<String, Target<T>>> ready) {
            return makeEach(in, (own, names, scope) -> {
                if (names.isEmpty()) throw new BadInput("say names: one for each new " + choice.kind.noun());
                var make = ready.apply(own, scope);
                return names.stream().distinct().map(name -> new Making<>(name, () -> make.apply(name))).toList();
            });
        }

        /** Makes things of which the arguments say more than names. */
        public <I extends Record> Action makeEach(Class<I> in, Makings<I, S, T> ready) {
            return new Action(this, in, true, (args, selection, cloud) -> {
                var makings = ready.of(Shape.of(in).read(args), selection.names(), choice.open.apply(args, cloud));
                checkOne(Shape.of(in), args, makings.size());
                selection.checkNew(choice.kind.noun(), makings.size());
                return makings.stream().map(making -> new Bulk.Job<>(making.name(), Optional.empty(), making.make()))
                        .toList();
            });
        }
    }

    /** What is to be made, by an action's own arguments and the names that were given. */
    public interface Makings<I extends Record, S, T extends Resource> {
        List<Making<T>> of(I in, List<String> names, S scope);
    }

    Draft<?, ?> facts() { return facts; }
    Planner<?> planner() { return planner; }

    /** The arguments that are its own: not those by which its things are chosen. */
    List<Shape<?>> own() { return shapes(List.of(facts.choice().scope, in)); }

    /**
     * Its word and its own arguments, for the tool's description: {@code attach(server, device?)}. Many that may be
     * left out are not repeated there; their names stand in the schema.
     */
    String signature() {
        var own = own();
        var needed = own.stream().flatMap(shape -> shape.required().stream());
        var others = own.stream().flatMap(shape -> shape.names().stream()
                .filter(name -> !shape.required().contains(name)).map(name -> name + "?")).toList();
        var all = Stream.concat(needed, others.size() > 3 ? Stream.of("…") : others.stream()).toList();
        return facts.word() + (all.isEmpty() ? "" : "(" + String.join(", ", all) + ")");
    }

    List<Class<? extends Record>> parts() {
        return makes ? List.of(Word.class, facts.choice().scope, in, Selection.class)
                : List.of(Word.class, facts.choice().scope, in, facts.choice().filters, Selection.class);
    }

    static List<Shape<?>> shapes(List<Class<? extends Record>> parts) {
        return parts.stream().<Shape<?>>map(Shape::of).toList();
    }
}
