package osmcp.cloud;

import module java.base;

/** A microversion. */
record Micro(int major, int minor) {
    private static final java.util.regex.Pattern FORM = java.util.regex.Pattern.compile("([1-9]\\d*)\\.(0|[1-9]\\d*)");

    static Optional<Micro> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(new Micro(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    @Override public String toString() { return major + "." + minor; }
}
