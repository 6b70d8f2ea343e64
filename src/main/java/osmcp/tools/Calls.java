package osmcp.tools;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;
import osmcp.tool.*;

/** Runs tools by name, under today's names or old ones. */
public final class Calls {
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final Connection cloud;
    private final Switches switches;
    private final Consumer<String> log;

    public Calls(Connection cloud, Switches switches, Consumer<String> log) {
        this.cloud = cloud;
        this.switches = switches;
        this.log = log;
    }

    /**
     * What came of a call: the answer, or the words for what went wrong; how long it took, and how many requests.
     *
     * @param notice what concerns all calls: that the way in will close
     */
    public record Outcome(Optional<ObjectNode> answer, String words, Optional<String> notice, long millis,
            int requests) {
        public boolean failed() { return answer.isEmpty(); }
    }

    /** Whether a call of that name may change something. */
    public boolean changes(String name) {
        return Catalogue.entry(Aliases.today(name)).filter(Catalogue.Entry::writes).isPresent();
    }

    /**
     * Empty if there is no such tool. Whatever goes wrong in one is an outcome.
     *
     * @param watch told how far the call has come
     */
    public Optional<Outcome> run(String name, ObjectNode args, Watch watch) {
        long start = System.nanoTime();
        Aliases.Call call;
        try {
            call = Aliases.today(name, args);
        } catch (RuntimeException e) {
            return Optional.of(new Outcome(Optional.empty(), Failures.words(e, log), Optional.empty(), 0, 0));
        }
        return Tools.find(call.tool()).map(tool -> {
            try (var session = cloud.session(tool.view(), LONGEST)) {
                Optional<ObjectNode> answer = Optional.empty();
                String words;
                try {
                    var off = switches.missing(tool);
                    if (off.isPresent()) throw new ToolFailure(off.get());
                    var said = tool.call(call.args(), session, new Watch() {
                        @Override public void progress(int done, int total, String what) {
                            watch.progress(done, total, what);
                        }

                        @Override public void fault(String line) { log.accept(line); }
                    });
                    answer = Optional.of(said.structured());
                    session.notice().ifPresent(notice -> said.structured().put("notice", notice));
                    words = said.text();
                } catch (RuntimeException e) {
                    words = Failures.words(e, log);
                }
                return new Outcome(answer, words, session.notice(), (System.nanoTime() - start) / 1_000_000,
                        session.requests());
            }
        });
    }

    /** The same, with nobody waiting to hear how far it has come. */
    public Optional<Outcome> run(String name, ObjectNode args) { return run(name, args, (_, _, _) -> { }); }

    /** The tools that there are, as clients are told of them. */
    public byte[] list() { return Catalogue.committed(switches); }
}
