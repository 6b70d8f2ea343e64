package osmcp.tool;

import module java.base;

/**
 * A task that a person picks and a model is given: which of our tools to call, in which order, and what to look at. It
 * asks nothing of the cloud itself.
 *
 * @param name for programs
 * @param title for people
 * @param takes what the person fills in
 * @param opening what it is about, with arguments in braces; a line whose argument is not given is left out
 * @param closing what to make of it all
 */
public record Prompt(Toolset toolset, String name, String title, String about, List<Argument> takes, String opening,
        List<Step> steps, String closing) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    /** No name in OpenStack is longer, and no sentence about it need be. */
    private static final int LONGEST = 500;

    /** How to go about any task. */
    private static final String ALWAYS = """
            While has_more is true, go on with cursor=next_cursor. Name each thing with its id, and give the cloud's own
            words for what is wrong. Tell what the answers left out (notes, left_out), and guess nothing. Change nothing
            before the person agrees.
            """.replaceAll("\\s+", " ").strip();

    /** Something to fill in. */
    public record Argument(String name, String about, boolean required, Optional<Completion> names) {}

    /** A call of a tool: its arguments, as {@code name=value} with commas between, and what to look for. */
    public record Step(String tool, String arguments, String lookFor) {}

    public static Prompt of(Toolset toolset, String name, String title, String about, String opening) {
        return new Prompt(toolset, name, title, about, List.of(), opening, List.of(), "");
    }

    /** It needs this argument, which may be one of some names. */
    public Prompt takes(String argument, String what, Completion names) {
        return with(new Argument(argument, what, true, Optional.of(names)));
    }

    /** It takes this argument, and does without. */
    public Prompt mayTake(String argument, String what) {
        return with(new Argument(argument, what, false, Optional.empty()));
    }

    private Prompt with(Argument argument) {
        return new Prompt(toolset, name, title, about, plus(takes, argument), opening, steps, closing);
    }

    public Prompt step(String tool, String arguments, String lookAt) {
        return new Prompt(toolset, name, title, about, takes, opening, plus(steps, new Step(tool, arguments, lookAt)),
                closing);
    }

    public Prompt close(String text) {
        return new Prompt(toolset, name, title, about, takes, opening, steps, text);
    }

    private static <T> List<T> plus(List<T> some, T more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /**
     * The text for these arguments.
     *
     * @param there which tools there are; steps with others are left out
     * @throws IllegalArgumentException something is missing, unknown or too long; the message says what it takes
     */
    public String text(Map<String, String> given, Predicate<String> there) {
        var known = takes.stream().map(Argument::name).toList();
        var says = "; it takes " + (known.isEmpty() ? "no arguments" : String.join(", ", known));
        var filled = new HashMap<String, String>();
        given.forEach((key, value) -> {
            if (!known.contains(key)) throw new IllegalArgumentException(name + " does not take " + key + says);
            if (value.length() > LONGEST) throw new IllegalArgumentException(key + " is too long");
            var clean = Clean.text(value).replaceAll("\\s+", " ").strip();
            if (!clean.isEmpty()) filled.put(key, clean);
        });
        for (var argument : takes) {
            if (!argument.required() || filled.containsKey(argument.name())) continue;
            throw new IllegalArgumentException(name + " needs " + argument.name() + says);
        }
        var lines = new ArrayList<>(opening.lines().toList());
        var left = steps.stream().filter(step -> there.test(step.tool())).toList();
        for (int i = 0; i < left.size(); i++) {
            var step = left.get(i);
            var with = step.arguments().isEmpty() ? "" : " with " + step.arguments();
            lines.add(i + 1 + ". " + step.tool() + with + ": " + step.lookFor());
        }
        lines.addAll(List.of(closing, ALWAYS));
        return lines.stream().filter(line -> filled.keySet().containsAll(places(line)))
                .map(line -> PLACE.matcher(line).replaceAll(place ->
                        Matcher.quoteReplacement(filled.get(place.group(1))))).collect(Collectors.joining("\n"));
    }

    private static List<String> places(String line) {
        return PLACE.matcher(line).results().map(place -> place.group(1)).toList();
    }
}
