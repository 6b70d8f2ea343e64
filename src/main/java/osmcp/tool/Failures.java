package osmcp.tool;

import module java.base;
import osmcp.json.BadInput;
import osmcp.openstack.CloudException;

/** The one place that finds the words for whatever went wrong. */
public final class Failures {
    private static final int LONGEST = 2_000;

    private Failures() {}

    /** One to four lines: what, the id by which the cloud's operator finds it, what to do now. */
    public static String words(Throwable failure, Consumer<String> log) {
        var text = switch (failure) {
            case BadInput e -> e.getMessage();
            case ToolFailure e -> e.getMessage();
            case CloudException e -> {
                var id = e.requestId().isEmpty() ? "" : "request id for the cloud's operator: " + e.requestId();
                yield Stream.of(e.getMessage(), id, e.hint()).filter(line -> !line.isBlank())
                        .collect(Collectors.joining("\n"));
            }
            default -> internal(failure, log);
        };
        var clean = Clean.text(text);
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    /** A bug of ours: the caller gets a number by which the log tells more. */
    private static String internal(Throwable failure, Consumer<String> log) {
        var number = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        log.accept("internal error " + number + ": " + trace);
        return "internal error " + number + "\nthis is a fault of the server; its log on stderr tells more";
    }
}
