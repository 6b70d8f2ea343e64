package osmcp.config;

import module java.base;
import osmcp.secret.Secret;

/** A command that prints a secret, such as a key ring's. It is run without a shell, once, when first needed. */
final class SecretCommand implements Supplier<Secret> {
    private static final int SECONDS = 10;

    private final String variable;
    private final List<String> words;
    private Secret secret;

    SecretCommand(String variable, List<String> words) {
        this.variable = variable;
        this.words = words;
    }

    /** The first line of its output; {@link Secret.Unavailable} if there is none in time. */
    @Override public synchronized Secret get() {
        if (secret == null) secret = run();
        return secret;
    }

    private Secret run() {
        try {
            var process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            var line = CompletableFuture.supplyAsync(() -> firstLine(process), Thread::startVirtualThread);
            try {
                var text = line.get(SECONDS, TimeUnit.SECONDS);
                boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
                if (ended && process.exitValue() == 0 && !text.isEmpty()) return new Secret(text);
                throw unavailable(ended && process.exitValue() != 0 ? "exited with " + process.exitValue()
                        : "printed nothing");
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw unavailable("cannot be started");
        } catch (TimeoutException e) {
            throw unavailable("took longer than " + SECONDS + " s");
        } catch (ExecutionException e) {
            throw unavailable("printed nothing that can be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was interrupted");
        }
    }

    private static String firstLine(Process process) {
        try (var out = process.inputReader()) {
            var line = Objects.requireNonNullElse(out.readLine(), "");
            out.transferTo(Writer.nullWriter()); // or a command that says more would fail for want of a reader
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Secret.Unavailable unavailable(String why) {
        return new Secret.Unavailable(variable + ": the command " + words.getFirst() + " " + why);
    }

    /** Splits as a shell does at spaces, with quotes and backslashes, and without any of its other meanings. */
    static List<String> split(String command) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (started) words.add(word.toString());
                word.setLength(0);
                started = false;
            } else if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
                word.append(command.charAt(++i));
                started = true;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                started = true;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
                started = true;
            }
        }
        if (quote != 0) throw new IllegalArgumentException("a quote is not closed");
        if (started) words.add(word.toString());
        return words;
    }
}
