package osmcp.http;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.*;
import osmcp.secret.Signed;

/**
 * The rows of {@code ladder.txt}: a request, and the status, the error's code and the header that answer it.
 * <pre>
 *   let X = text     in what follows, $X stands for the text; $SESSION, $OLD, $FORGED and $FOREIGN are ids of sessions
 *   == name          begins a row
 *   METHOD PATH      its first line
 *   Name: value      replaces a header or adds one; without a value, it takes away the usual one
 *   {...}            the body, and any other line
 *   =&gt; 400 -32602 text    the status, the error's code, and what stands in headers or body
 * </pre>
 */
class LadderTest {
    private static final Pattern HEADER = Pattern.compile("([A-Za-z-]+):\\s*(.*)");
    private static final Served SERVER = new Served(Served.Setting.bearer("not needed")
            .without(Served.Setting.NONE.bearer()));

    @AfterAll static void end() { SERVER.close(); }

    @TestFactory List<DynamicTest> all() throws Exception {
        var words = new TreeMap<String, String>(Comparator.reverseOrder());
        words.put("SESSION", SERVER.session());
        words.put("OLD", SERVER.post(Served.HELLO.replace("2025-06-18", "2025-03-26")).headers()
                .firstValue("Mcp-Session-Id").orElseThrow());
        words.put("FORGED", "A" + SERVER.session().substring(1));
        words.put("FOREIGN", Signed.ownKey().seal("session of anyone", "x {}", Instant.now().plusSeconds(60)));
        var rows = new ArrayList<DynamicTest>();
        var row = new ArrayList<String>();
        for (var line : Files.readAllLines(Path.of(LadderTest.class.getResource("/osmcp/ladder.txt").toURI()))) {
            for (var word : words.entrySet()) line = line.replace("$" + word.getKey(), word.getValue());
            if (line.startsWith("let ")) {
                words.put(line.substring(4, line.indexOf(" = ")), line.substring(line.indexOf(" = ") + 3));
            } else if (line.startsWith("=> ")) {
                var request = List.copyOf(row);
                var expected = line.substring(3);
                rows.add(DynamicTest.dynamicTest(row.getFirst().substring(3), () -> play(request, expected)));
                row.clear();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                row.add(line);
            }
        }
        assertTrue(rows.size() > 60, "rows: " + rows.size());
        return rows;
    }

    private static void play(List<String> row, String expected) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Map.of("Host", "localhost:1", "Content-Type", "application/json",
                "Accept", "application/json, text/event-stream"));
        var body = "";
        for (var line : row.subList(2, row.size())) {
            var header = HEADER.matcher(line);
            if (header.matches()) headers.put(header.group(1), header.group(2));
            else body = line;
        }
        headers.values().removeIf(String::isEmpty);
        var text = new StringBuilder(row.get(1) + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        try (var client = new Raw(SERVER.transport.port())) {
            var answer = client.say(text.toString()).hear();
            var wanted = expected.split(" ", 3);
            assertEquals(wanted[0], Integer.toString(answer.status()), answer::toString);
            if (wanted.length > 1) assertEquals(wanted[1], Integer.toString(answer.code()), answer::toString);
            if (wanted.length > 2) assertTrue(answer.toString().contains(wanted[2]), answer::toString);
        }
    }
}
