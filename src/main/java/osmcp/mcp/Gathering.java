package osmcp.mcp;

import module java.base;
import osmcp.rpc.Wire;

/** Gathers the answers to the parts of a batch, and sends them as one array when the last part has ended. */
final class Gathering implements Outlet {
    private final Outlet outlet;
    private final List<byte[]> answers = new ArrayList<>();
    private int open;

    Gathering(Outlet outlet, int parts) {
        this.outlet = outlet;
        this.open = parts;
    }

    @Override public void send(byte[] message) { outlet.send(message); }
    @Override public boolean sends() { return outlet.sends(); }

    @Override public synchronized void end(Optional<Answer> answer) {
        answer.ifPresent(one -> answers.add(one.text()));
        open--;
        if (open > 0) return;
        outlet.end(answers.isEmpty() ? Optional.empty() : Optional.of(new Answer(Wire.batch(answers))));
    }
}
