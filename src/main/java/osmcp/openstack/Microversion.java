package osmcp.openstack;

import module java.base;
import osmcp.openstack.CloudException.Why;

/** A version of an API within its major one, such as Nova's 2.96. */
public record Microversion(int major, int minor) implements Comparable<Microversion> {
    /** The earliest and the latest that a cloud offers. */
    public record Range(Microversion from, Microversion to) {
        @Override public String toString() { return from + " to " + to; }
    }

    static Optional<Microversion> parse(String text) {
        if (!text.matches("\\d{1,3}\\.\\d{1,4}")) return Optional.empty();
        int dot = text.indexOf('.');
        return Optional.of(new Microversion(Integer.parseInt(text.substring(0, dot)),
                Integer.parseInt(text.substring(dot + 1))));
    }

    /**
     * The one place that decides which version is asked for: the latest that both we know and the cloud offers, so that
     * answers have the shape that we have seen. What a call needs at least is a hard floor.
     *
     * @param offered empty where the service has no such versions; then none is asked for
     */
    static Optional<Microversion> choose(String service, Optional<Range> offered, Optional<Microversion> floor,
            Optional<Microversion> known) {
        if (known.isEmpty() || offered.isEmpty()) return Optional.empty();
        var range = offered.get();
        var chosen = known.get().compareTo(range.to()) < 0 ? known.get() : range.to();
        if (floor.isPresent() && chosen.compareTo(floor.get()) < 0) {
            var came = Releases.first(service, floor.get()).map(release -> ", which came with " + release).orElse("");
            var has = Releases.with(service, range.to());
            throw new CloudException(Why.TOO_OLD, service + " would have to offer " + floor.get() + came
                    + ", and this cloud's offers " + range + (has.isEmpty() ? "" : " (" + has + ")"),
                    "that needs a newer release of OpenStack");
        }
        return Optional.of(chosen.compareTo(range.from()) < 0 ? range.from() : chosen);
    }

    @Override public int compareTo(Microversion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override public String toString() { return major + "." + minor; }
}
