package osmcp.tool;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.*;
import osmcp.openstack.*;

/**
 * Writes down what is changed: what is meant, before anything is sent, and what came of each thing, as soon as it is
 * known. A line of JSON for each, in one write, so that several servers can share the file; it is opened for every
 * line, so that it can be moved away.
 */
public final class Audit {
    /** Java writes more than 64 KiB in pieces, between which another server's line could come. */
    private static final Duration WRITTEN = Duration.ofMillis(20);
    private static final int LONGEST = 60_000;
    private static final int SHORTEST_SECRET = 6;
    private static final String HIDDEN = "***";
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");
    /** Of a text that others wrote, by what fits: two hundred targets may have the longest of names. */
    private static final List<Integer> LONGEST_TEXTS = List.of(500, 100, 20, 0);

    private final Optional<Path> file;
    private final Consumer<String> log;

    /** @param log told what cannot be written any more once it is done */
    public Audit(Optional<Path> file, Consumer<String> log) {
        this.file = file;
        this.log = log;
    }

    /**
     * One call of a tool, as all its lines tell it.
     *
     * @param plain the names of the arguments whose values may be kept
     */
    record Entry(Session session, Caller caller, String tool, String action, ObjectNode args, Set<String> plain) {
        /** Services repeat in their refusals what they did not like. */
        private String hide(String text) {
            var hidden = hidden(args);
            for (var value : hidden) {
                // user data travels in base64
                var coded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
                text = text.replace(value, HIDDEN).replace(coded, HIDDEN);
            }
            // a part of one may be quoted, in whichever form
            return hidden.isEmpty() ? text : text.replaceAll("(?s)Value: .*", "Value: " + HIDDEN);
        }

        private List<String> hidden(ObjectNode values) {
            return values.properties().stream().filter(arg -> !keeps(arg.getKey())).map(Map.Entry::getValue)
                    .flatMap(Audit::leaves).filter(text -> !text.isBlank())
                    .sorted(Comparator.comparing(String::length).reversed()).toList();
        }

        private boolean keeps(String name) { return plain.contains(name) || name.equals("action"); }
    }

    /** The arguments that are known and not secret: what is misspelt may be meant for a secret. */
    static Set<String> plain(List<Shape<?>> parts) {
        return parts.stream().flatMap(shape -> shape.names().stream().filter(name -> !shape.secrets().contains(name)))
                .collect(Collectors.toSet());
    }

    /** A value as text. */
    static String words(JsonNode value) { return value.isTextual() ? value.textValue() : Json.text(value); }

    private static Stream<String> leaves(JsonNode value) {
        if (value.isContainerNode()) return value.valueStream().flatMap(Audit::leaves);
        var text = value.asText(); // which may be a list or a map, as models write them
        return Stream.concat(Stream.of(text), Stream.of(text.split("[\\s,:={}\\[\\]\"]+"))
                .filter(part -> part.length() >= SHORTEST_SECRET));
    }

    /**
     * What is about to be done. It is on the disk when this returns.
     *
     * @param things their names, by id where they have one already
     * @throws ToolFailure it cannot be written, and so must not be done
     */
    void intent(Entry entry, List<? extends Bulk.Job<?>> jobs) {
        if (file.isEmpty()) return;
        try {
            write(longest -> {
                var line = line("intent", entry, longest);
                var targets = line.putArray("targets");
                for (var job : jobs) targets.addObject().setAll(thing(job.target().map(Ref::id), job.name(), longest));
                return line;
            }, true);
        } catch (IOException e) {
            throw new ToolFailure("this server must write down what it changes, and cannot: " + reason(e)
                    + "\nnothing was sent; its operator has to make room or mend MCP_AUDIT_LOG");
        }
    }

    /** What came of one thing. */
    void outcome(Entry entry, Bulk.Done<?> done) {
        if (file.isEmpty()) return;
        tell(longest -> {
            var line = Json.object().put("time", Instant.now().toString()).put("kind", "outcome")
                    .put("call", entry.session().requestId());
            line.setAll(thing(done.target().map(Ref::id), done.job().name(), longest));
            line.put("result", done.result().name().toLowerCase(Locale.ROOT));
            done.failure().ifPresent(failure ->
                    line.put("error", cut(entry.hide(String.valueOf(failure.getMessage())), longest)));
            line.set("request_ids", Json.node(done.requestIds()));
            return line;
        });
    }

    /** What was not done, and why. */
    void refused(Entry entry, String why) {
        if (file.isEmpty()) return;
        tell(longest -> line("refused", entry, longest).put("reason", cut(entry.hide(why), longest)));
    }

    /** It is done: that it cannot be written down changes nothing any more. */
    private void tell(IntFunction<ObjectNode> line) {
        try {
            write(line, false);
        } catch (IOException e) {
            log.accept("cannot write the audit log: " + reason(e) + "; the line is "
                    + Json.text(line.apply(LONGEST_TEXTS.getFirst())));
        }
    }

    private static String reason(IOException e) { return e.getClass().getSimpleName() + ", " + e.getMessage(); }

    private static ObjectNode line(String kind, Entry entry, int longest) {
        // the way and who: what may follow is made of a key, and would let its guesses be tried
        var who = Stream.of(entry.caller().principal().split(" ")).limit(2).collect(Collectors.joining(" "));
        var line = Json.object().put("time", Instant.now().toString()).put("kind", kind)
                .put("call", entry.session().requestId()).put("principal", who)
                .put("client", cut(entry.caller().client(), longest));
        try {
            var we = entry.session().signedIn();
            line.put("user_id", we.userId()).put("project_id", we.projectId());
        } catch (CloudException e) {
            // then nothing is done as anybody
        }
        line.put("tool", entry.tool()).put("action", cut(entry.action(), longest));
        var said = line.putObject("arguments");
        entry.args().properties().forEach(arg -> {
            if (arg.getKey().equals("action") || arg.getKey().equals("confirm")) return;
            var name = cut(arg.getKey(), longest);
            if (!entry.keeps(arg.getKey())) said.put(name, HIDDEN);
            else if (words(arg.getValue()).length() > longest) said.put(name, cut(words(arg.getValue()), longest));
            else said.set(name, arg.getValue());
        });
        return line;
    }

    private static ObjectNode thing(Optional<String> id, String name, int longest) {
        var thing = Json.object();
        id.ifPresent(text -> thing.put("id", text));
        return thing.put("name", cut(name, longest));
    }

    /** Never between the halves of a character, which no JSON could hold. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        boolean half = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, half ? longest - 1 : longest) + "…";
    }

    /** In one write. (A channel would not do: it is closed when a cancelled call writes to it.) */
    private synchronized void write(IntFunction<ObjectNode> line, boolean force) throws IOException {
        var begin = torn() && stillTorn() ? "\n" : "";
        var bytes = new byte[LONGEST + 1];
        for (int i = 0; i < LONGEST_TEXTS.size() && bytes.length > LONGEST; i++) {
            bytes = (begin + Json.text(line.apply(LONGEST_TEXTS.get(i))) + "\n").getBytes(StandardCharsets.UTF_8);
        }
        if (bytes.length > LONGEST) throw new IOException("a line of " + bytes.length + " bytes");
        try (var out = open()) {
            out.write(bytes);
            if (force) out.getFD().sync();
        }
    }

    /** Whether its end is a part of a line, for which a full disk had no more room: no other must be joined to it. */
    private boolean torn() {
        if (!Files.isRegularFile(file.orElseThrow())) return false;
        try (var in = new RandomAccessFile(file.orElseThrow().toFile(), "r")) {
            in.seek(Math.max(0, in.length() - 1));
            return in.length() > 0 && in.read() != '\n';
        } catch (IOException e) {
            return false; // it may be one that can only be appended to
        }
    }

    /** Another server's line may be half to be seen while it is being written. */
    private boolean stillTorn() {
        boolean cancelled = Thread.interrupted(); // the line is written all the same
        try {
            Thread.sleep(WRITTEN);
        } catch (InterruptedException e) {
            cancelled = true;
        }
        if (cancelled) Thread.currentThread().interrupt();
        return torn();
    }

    /** A new one is its owner's alone. */
    private FileOutputStream open() throws IOException {
        var path = file.orElseThrow();
        if (Files.notExists(path) && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNERS));
            } catch (FileAlreadyExistsException e) {
                // another server was faster
            }
        }
        return new FileOutputStream(path.toFile(), true);
    }
}
