package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.Lab;
import osmcp.cloud.*;
import osmcp.json.Json;
import osmcp.openstack.compute.Server;

/** The words found in what the services really answered; {@code errors.txt} was recorded from an OpenStack 2025.1. */
class FaultsTest {
    private static String sentence(String body) { return Faults.sentence(body.getBytes(StandardCharsets.UTF_8)); }

    /** Lines of threes: the service and status with its recorded body, and what is told of it. */
    @Test
    void eachRecordedErrorYieldsItsSentence() throws IOException {
        List<String> lines;
        try (var in = FakeCloud.class.getResourceAsStream("errors.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
        }
        var wrong = new ArrayList<String>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            var body = lines.get(i).split(" \\| ", 2)[1];
            // in JSON a line break is escaped already
            var sentence = sentence(body.startsWith("{") ? body : body.replace("\\n", "\n"));
            if (!sentence.equals(lines.get(i + 1).strip())) wrong.add(lines.get(i) + "\n  " + sentence);
            assertFalse(sentence.matches(".*(</?[a-z]|\\{\").*"), sentence);
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(lines.size() > 60, "lines: " + lines.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"error":{"message":"cut he                                     | ``
            {"a":{"a":{"a":{"a":{"a":{"message":"too deep"}}}}}}            | ``
            [1,2,3]                                                         | ``
            "text"                                                          | ``
            null                                                            | ``
            {"message":["no text"],"title":"Bad Request"}                   | Bad Request
            {"error":"invalid_grant"}                                       | invalid_grant
            {"message":"value < 5 and > 3"}                                 | value < 5 and > 3
            <HTML><HEAD><TITLE>x</TITLE></HEAD><BODY>no<script>if(1<2){}</script></BODY></HTML> | no
            502 Bad Gateway                                                 | 502 Bad Gateway
            """)
    void whatIsNoErrorOfAnyServiceYieldsItsTextAndNeverItsMarkup(String body, String sentence) {
        assertEquals(sentence, sentence(body));
    }

    @Test
    void aBodyOfAnySizeIsDoneWithAtOnce() {
        for (var piece : List.of("<title", "<head>", "<", " Failed validating", "\\n ", "[")) {
            assertTimeout(Duration.ofSeconds(2), () -> sentence(piece.repeat(1 << 20)));
            assertTimeout(Duration.ofSeconds(2), () -> sentence("{\"message\":\"" + piece.repeat(1 << 20) + "\"}"));
        }
    }

    @Test
    void whatIsNotJsonIsToldWithoutTheParsersInnerWords() {
        for (var text : List.of("{\"a\":[}", "{\"a\":[{\"b\"", "[".repeat(200), "1".repeat(200), "{\"a\":")) {
            var bad = assertThrows(Json.Malformed.class, () -> Json.parse(text.getBytes()));
            assertFalse(bad.getMessage().matches(".*(Source|StreamRead|`).*"), bad.getMessage());
        }
    }

    @Test
    void aConnectionThatEndsIsToldInWords() throws IOException {
        var faults = Map.of(Fault.reset(), "without an answer", Fault.truncated(), "within its answer");
        for (var fault : faults.entrySet()) {
            try (var lab = new Lab(); var cloud = lab.connection("demo")) {
                lab.cloud.faults().add("GET", "compute /v2.1/servers", 9, fault.getKey());
                try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                    var servers = session.list(Server.SERVERS);
                    var refusal = assertThrows(CloudException.class, () -> servers.stream().count());
                    assertTrue(refusal.getMessage().endsWith("it ended the connection " + fault.getValue()),
                            refusal.getMessage());
                }
            }
        }
    }
}
