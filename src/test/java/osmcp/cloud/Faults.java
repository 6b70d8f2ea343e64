package osmcp.cloud;

import module java.base;
import java.util.regex.Pattern;

/** The faults that are due, in the order in which they were ordered. */
public final class Faults {
    private final List<Due> due = new ArrayList<>();

    private static final class Due {
        final String method;
        final Pattern where;
        final Fault fault;
        int left;

        Due(String method, Pattern where, int left, Fault fault) {
            this.method = method;
            this.where = where;
            this.left = left;
            this.fault = fault;
        }
    }

    /**
     * The next requests go wrong that fit.
     *
     * @param method {@code "*"} for any
     * @param where  a regular expression, found in the service's type, a space, and the path with its query:
     *               {@code "compute /v2.1/servers/detail"}, {@code "^image"}
     * @param count  how many of them; {@link Integer#MAX_VALUE} for all
     */
    public synchronized Faults add(String method, String where, int count, Fault fault) {
        due.add(new Due(method, Pattern.compile(where), count, fault));
        return this;
    }

    public synchronized void clear() { due.clear(); }

    synchronized Optional<Fault> next(String method, String where) {
        for (var one : due) {
            boolean fits = one.method.equals("*") || one.method.equals(method);
            if (one.left > 0 && fits && one.where.matcher(where).find()) {
                one.left--;
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }
}
