package osmcp.tools;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.Connection;
import osmcp.tool.*;

/** Runs tools by name, under today's names or old ones. */
public final class Calls {
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final Connection cloud;
    private final Consumer<String> log;

    public Calls(Connection cloud, Consumer<String> log) {
        this.cloud = cloud;
        this.log = log;
    }

    /** What came of a call: the answer, or the words for what went wrong; how long it took, and how many requests. */
    public record Outcome(Optional<ObjectNode> answer, String failure, long millis, int requests) {}

    /** Empty if there is no such tool. Whatever goes wrong in one is an outcome. */
    public Optional<Outcome> run(String name, ObjectNode args) {
        long start = System.nanoTime();
        try (var session = cloud.session(LONGEST)) {
            Optional<ObjectNode> answer;
            var failure = "";
            try {
                var call = Aliases.today(name, args);
                var tool = Tools.find(call.tool());
                if (tool.isEmpty()) return Optional.empty();
                answer = Optional.of(tool.get().call(call.args(), session));
            } catch (RuntimeException e) {
                answer = Optional.empty();
                failure = Failures.words(e, log);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            return Optional.of(new Outcome(answer, failure, millis, session.requests()));
        }
    }
}
