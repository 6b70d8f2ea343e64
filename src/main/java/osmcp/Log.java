package osmcp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import osmcp.config.Settings.Level;

/** The log: lines on stderr, from the level that was set. */
record Log(Level least) {
    /** Where lines of a level go. */
    Consumer<String> at(Level level) {
        if (level.compareTo(least) < 0) return _ -> { };
        return line -> System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + level + " " + line);
    }
}
