package osmcp.tools;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;
import osmcp.tool.*;

/** Runs tools by name, under today's names or old ones, and reads documents by address. */
public final class Calls {
    private static final Duration LONGEST = Duration.ofSeconds(50);
    /** Later, nobody wants to be told any more what they could have typed. */
    private static final Duration TYPING = Duration.ofSeconds(10);

    private final Connection cloud;
    private final Switches switches;
    private final Rules rules;
    private final Consumer<String> log;

    /** @param rules what holds for every change */
    public Calls(Connection cloud, Switches switches, Rules rules) {
        this.cloud = cloud;
        this.switches = switches;
        this.rules = rules;
        this.log = rules.log();
    }

    /**
     * What came of a call: the answer, or the words for what went wrong; how long it took, and how many requests.
     *
     * @param question what somebody has to be asked first; then nothing was done, and there is no answer
     * @param notice what concerns all calls: that the way in will close
     */
    public record Outcome(Optional<ObjectNode> answer, String words, Optional<Tool.Question> question,
            Optional<String> notice, long millis, int requests) {
        public boolean failed() { return answer.isEmpty() && question.isEmpty(); }
    }

    /** Whether a call of that name may change something. */
    public boolean changes(String name) {
        return Catalogue.entry(Aliases.today(name)).filter(Catalogue.Entry::writes).isPresent();
    }

    /**
     * Empty if there is no such tool. Whatever goes wrong in one is an outcome.
     *
     * @param caller told how far the call has come, and asked where that must be
     */
    public Optional<Outcome> run(String name, ObjectNode args, Caller caller) {
        Aliases.Call call;
        try {
            call = Aliases.today(name, args);
        } catch (RuntimeException e) {
            return Optional.of(new Outcome(Optional.empty(), Failures.words(e, log), Optional.empty(),
                    Optional.empty(), 0, 0));
        }
        return Tools.find(call.tool()).map(tool -> during(tool.view(), session -> {
            var off = switches.missing(tool);
            if (off.isPresent()) return tool.refuse(off.get(), call.args(), session, caller, rules);
            var said = tool.call(call.args(), session, caller, rules);
            // some clients show a model no other part of an answer
            if (said instanceof Tool.Answer answer) {
                session.notice().ifPresent(notice -> answer.structured().put("notice", notice));
            }
            return said;
        }));
    }

    private Outcome during(View view, Function<Session, Tool.Said> call) {
        long start = System.nanoTime();
        try (var session = cloud.session(view, LONGEST)) {
            Optional<Tool.Said> said = Optional.empty();
            var words = "";
            try {
                said = Optional.of(call.apply(session));
            } catch (RuntimeException e) {
                words = Failures.words(e, log);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (said.isPresent() && said.get() instanceof Tool.Question question) {
                return new Outcome(Optional.empty(), question.text(), Optional.of(question), session.notice(), millis,
                        session.requests());
            }
            var answer = said.map(Tool.Answer.class::cast);
            return new Outcome(answer.map(Tool.Answer::structured), answer.map(Tool.Answer::text).orElse(words),
                    Optional.empty(), session.notice(), millis, session.requests());
        }
    }

    /** The same, with nobody waiting to hear how far it has come. */
    public Optional<Outcome> run(String name, ObjectNode args) { return run(name, args, (_, _, _) -> { }); }

    /** Reads the document of that address. Empty if there is none; else as {@link #run}. */
    public Optional<Outcome> read(String address) {
        for (var document : documents()) {
            var text = document.match(address);
            if (text.isEmpty()) continue;
            return Optional.of(during(View.PROJECT, session -> document.read(text.get(), session)))
                    .filter(outcome -> outcome.failed() || !outcome.answer().orElseThrow().isEmpty());
        }
        return Optional.empty();
    }

    /** The names that begin so. None also where they cannot be had: whoever types goes on without. */
    public List<String> complete(Completion completion, String begun) {
        try (var session = cloud.session(View.PROJECT, TYPING)) {
            return completion.names(begun, session);
        } catch (RuntimeException e) {
            Failures.words(e, log); // faults of ours it logs
            return List.of();
        }
    }

    /** The documents that there are. */
    public List<Document> documents() {
        return Shelf.documents().stream().filter(one -> switches.toolsets().contains(one.toolset())).toList();
    }

    /** The prompts that there are. */
    public List<Prompt> prompts() {
        return Shelf.prompts().stream().filter(one -> switches.toolsets().contains(one.toolset())).toList();
    }

    /** Whether there is a tool of that name. */
    public boolean has(String tool) { return switches.letIn(tool); }

    /** The tools that there are, as clients are told of them. */
    public byte[] list() { return Catalogue.committed(switches); }
}
