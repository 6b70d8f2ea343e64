package osmcp;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.rpc.RpcException;
import osmcp.tools.*;

/** Where the protocol's calls meet the tools. Neither side knows the other. */
record Desk(Calls calls, Metrics metrics) implements Toolbox {
    /** What a model should know besides where things may be changed. */
    static final String ON_CHANGES = """
            Changes: each set_ tool takes action, and the things by names (ids do too) or, in place of names, by \
            filters, all of which must fit. dry_run=true shows what would be changed. at_most (20, up to 200) \
            refuses more. wait_seconds (up to 45) waits for the state that the action aims at. The answer tells the \
            outcome of each thing apart: 🟢 reached, 🟡 under way, 🔴 failed. result=needs_confirmation means that \
            nothing was sent: show its items to the user, and only once the user agrees call again with the same \
            arguments and confirm=the token.
            """;

    /** What a model should know of all tools together; most clients show it no more than 2,000 characters. */
    static final String INSTRUCTIONS = """
            Tools for one OpenStack project. They show nothing of other projects: what belongs to another one is \
            answered like what does not exist. Images, networks and the like that others share with the project are \
            shown.
            Names or ids: wherever one is asked for, the other does too, and lists may be written ["a","b"] or "a,b". \
            A name must be given whole and in its own case; if two things have it, the answer lists their ids.
            Listings: few fields by default, detailed=true for all, fields="name,status" to choose. limit is the \
            page's size (50, at most 200). When has_more is true, call again with the same filters and \
            cursor=next_cursor. count is what this answer holds. notes and left_out tell what an answer had to leave \
            out, and why.
            An error says what to do next. get_service_status shows which services of the cloud answer.
            """;

    /** For those settings. */
    static String instructions(boolean modify) { return modify ? INSTRUCTIONS + ON_CHANGES : INSTRUCTIONS; }

    @Override public byte[] list() { return calls.list(); }

    @Override public boolean changes(String tool) { return calls.changes(tool); }

    @Override public Reply call(String tool, ObjectNode arguments, Context context) throws RpcException {
        var outcome = calls.run(tool, arguments, new ClientCaller(context)).orElseThrow(() -> new RpcException(
                RpcException.INVALID_PARAMS, "no tool " + tool + "; tools/list tells which there are"));
        metrics.called(tool, outcome.failed(), outcome.millis());
        if (outcome.question().isPresent()) return ClientCaller.question(outcome.question().get());
        var meta = Json.object().put("ms", outcome.millis()).put("requests", outcome.requests());
        var words = outcome.words() + outcome.notice().map(line -> "\n" + line).orElse("");
        return outcome.answer().<Reply>map(answer -> new Reply.Complete(answer, words, meta))
                .orElseGet(() -> new Reply.Failed(words, meta));
    }
}
