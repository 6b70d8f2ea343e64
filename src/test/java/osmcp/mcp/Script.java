package osmcp.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/**
 * A conversation from a file. What a line does depends on how it starts:
 * <pre>
 *   &gt; text        the client sends it, JSON or not
 *   &lt; json        the server's next line; "*" stands for any value, and as a name for any further members
 *   ~ json        the same, but lines of this sort that follow each other may come in any order
 *   .             the client closes its end (it does so at the end of the file in any case)
 *   let X = text  in what follows, $X stands for the text
 *   only X        it says something of this transport, and is played over no other
 *   # text        a remark; a blank line is one too
 * </pre>
 * A server that says more than is written there fails.
 */
public record Script(Path file) {
    private static final String ANY = "*";
    private static final String ONLY = "only ";

    /** All that there are for this transport. */
    public static List<Script> all(String transport) throws IOException, URISyntaxException {
        var folder = Path.of(Script.class.getResource("/osmcp/conversations").toURI());
        try (var files = Files.list(folder)) {
            return files.sorted().map(Script::new).filter(script -> script.suits(transport)).toList();
        }
    }

    private boolean suits(String transport) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(ONLY)).allMatch((ONLY + transport)::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() { return file.getFileName().toString(); }

    public void play(Client client) throws IOException {
        var words = new TreeMap<String, String>(Comparator.reverseOrder()); // longer names before their beginnings
        var unordered = new ArrayList<String>();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            for (var word : words.entrySet()) line = line.replace("$" + word.getKey(), word.getValue());
            var where = name() + ":" + number;
            if (!line.startsWith("~")) expect(client, unordered, where);
            if (line.isBlank() || line.startsWith("#") || line.startsWith(ONLY)) continue;
            if (line.startsWith("> ")) client.send(line.substring(2));
            else if (line.startsWith("< ")) expect(client, new ArrayList<>(List.of(line.substring(2))), where);
            else if (line.startsWith("~ ")) unordered.add(line.substring(2));
            else if (line.equals(".")) client.close();
            else if (line.startsWith("let ")) words.put(line.substring(4, line.indexOf(" = ")), after(line, " = "));
            else fail(where + ": cannot read this: " + line);
        }
        expect(client, unordered, name() + ":" + number);
        client.close();
        client.next().ifPresent(more -> fail(name() + ": nobody expected " + more));
    }

    private static String after(String line, String mark) { return line.substring(line.indexOf(mark) + mark.length()); }

    /** Takes as many lines from the server as are expected, and leaves the list empty. */
    private static void expect(Client client, List<String> expected, String where) {
        while (!expected.isEmpty()) {
            var wanted = String.join("\n   or ", expected);
            var line = client.next().orElseGet(() -> fail(where + ": the server ended instead of saying " + wanted));
            var found = expected.stream().filter(text -> fits(json(text), json(line))).findFirst();
            expected.remove(found.orElseGet(() -> fail(where + ": expected\n      " + wanted + "\n  but " + line)));
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text.getBytes(UTF_8));
        } catch (Json.Malformed e) {
            return fail("not JSON: " + text, e);
        }
    }

    private static boolean fits(JsonNode wanted, JsonNode found) {
        if (wanted.isTextual() && wanted.textValue().equals(ANY)) return !found.isMissingNode();
        return switch (wanted) {
            case ObjectNode object -> found.isObject() && (object.has(ANY) || object.size() == found.size())
                    && object.properties().stream().allMatch(
                            one -> one.getKey().equals(ANY) || fits(one.getValue(), found.path(one.getKey())));
            case ArrayNode array -> found.isArray() && array.size() == found.size()
                    && IntStream.range(0, array.size()).allMatch(i -> fits(array.get(i), found.get(i)));
            default -> wanted.equals(found);
        };
    }
}
