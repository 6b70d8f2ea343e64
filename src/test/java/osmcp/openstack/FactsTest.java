package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.json.Json;

/** The small decisions that need no cloud: versions, addresses, patterns, the words in errors. */
class FactsTest {
    private static byte[] bytes(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    private static Optional<Microversion> version(String text) {
        return Optional.ofNullable(text).flatMap(Microversion::parse);
    }

    @ParameterizedTest
    @CsvSource({"2.1, 2.93, , 2.96, 2.93", "2.1, 2.100, , 2.96, 2.96", "2.1, 2.100, , , ", "2.60, 2.100, , 2.50, 2.60",
        "2.1, 2.100, 2.90, 2.96, 2.96"})
    void theVersionAskedForIsTheLatestThatBothKnow(String from, String to, String floor, String known, String chosen) {
        var range = new Microversion.Range(version(from).get(), version(to).get());
        assertEquals(version(chosen), Microversion.choose("Nova", Optional.of(range), version(floor), version(known)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Nova      | 2.95  | 2.1 | 2.93  | 2.95, which came with 2023.1 Antelope, and | 2.1 to 2.93 (Zed)
            Nova      | 2.93  | 2.1 | 2.90  | 2.93, which came with Zed, and             | 2.1 to 2.90 (Xena to Yoga)
            Nova      | 2.91  | 2.1 | 2.60  | 2.91, which came with Zed, and             | 2.1 to 2.60 (Queens)
            Nova      | 2.104 | 2.1 | 2.102 | 2.104, which came with 2026.2 Hibiscus, and | 2.1 to 2.102
            Nova      | 2.105 | 2.1 | 2.104 | 2.105, and                           | 2.1 to 2.104 (2026.2 Hibiscus)
            Cinder    | 3.70  | 3.0 | 3.59  | 3.70, which came with Zed, and       | 3.0 to 3.59 (Stein to Train)
            Cinder    | 3.99  | 3.0 | 3.71  | 3.99, and | 3.0 to 3.71 (2024.1 Caracal to 2026.2 Hibiscus)
            Placement | 1.39  | 1.0 | 1.36  | 1.39, which came with Yoga, and      | 1.0 to 1.36 (Train to Wallaby)
            Other     | 1.39  | 1.0 | 1.36  | 1.39, and                            | 1.0 to 1.36
            """)
    void aCloudThatIsTooOldIsToldWithTheReleaseThatIsWantedAndItsOwn(String service, String wanted, String from,
            String to, String first, String second) {
        var range = new Microversion.Range(version(from).get(), version(to).get());
        var refusal = assertThrows(CloudException.class,
                () -> Microversion.choose(service, Optional.of(range), version(wanted), version(wanted)));
        assertEquals(service + " would have to offer " + first + " this cloud's offers " + second,
                refusal.getMessage());
        assertEquals(CloudException.Why.TOO_OLD, refusal.why());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"versions":[{"id":"v2.0","links":[{"rel":"self","href":"http://h/v2.0/"}]}]} | v2.0 v2.0
            {"version":{"id":"v2.1","version":"2.100","min_version":"2.1","links":[]}} | v2.1 v2.1 2.1 to 2.100
            {"versions":[{"id":"v1.0","max_version":"1.39","min_version":"1.0"}]} | v1.0 v1.0 1.0 to 1.39
            {"versions":{"values":[{"id":"v3.14","links":[{"rel":"self","href":"http://h/v3/"}]}]}} | v3.14 v3
            {"versions":[{"id":"v2.16","links":[{"rel":"self","href":"http://wrong/image/v2/"}]}]} | v2.16 v2
            {"versions":[]} | ``
            {"anything":1} | ``
            """)
    void versionDocumentsAreUnderstoodInEveryShape(String document, String understood) throws Json.Malformed {
        var versions = Api.versions(Json.parse(bytes(document))).stream().map(version -> version.id() + " "
                + version.segment() + version.range().map(range -> " " + range).orElse("")).toList();
        assertEquals(understood, String.join(", ", versions));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://h:8774/v2.1          | http://h:8774/      | http://h:8774/v2.1/     | /v2.1
            http://h:9292               | http://h:9292/      | http://h:9292/          | ''
            http://h:8776/v3/p          | http://h:8776/      | http://h:8776/v3/       | /v3/p
            https://c/compute/v2.1      | https://c/compute/  | https://c/compute/v2.1/ | /v2.1
            https://c/volume/v3/p       | https://c/volume/   | https://c/volume/v3/    | /v3/p
            https://c/vms               | https://c/vms/      | https://c/vms/          | ''
            """)
    void anEndpointIsTakenApartAtItsVersion(String url, String root, String versioned, String rest) {
        var endpoint = new Endpoint("t", "n", "r", "public", URI.create(url));
        assertEquals(root, endpoint.root().toString());
        assertEquals(versioned, endpoint.versioned().toString());
        assertEquals(rest, endpoint.fromVersion());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"badRequest":{"code":400,"message":"no"}}                                  | no
            {"NeutronError":{"type":"X","message":"no","detail":""}}                    | no
            {"debuginfo":null,"faultcode":"Client","faultstring":"no"}                  | no
            {"code":404,"title":"Not Found","explanation":"x","error":{"message":"no"}} | no
            {"errors":[{"status":404,"title":"t","detail":"no"}]}                       | no
            {"message":"no"}                                                            | no
            <html><head><title>x</title></head><body><h1>403</h1> Forbidden</body>      | 403 Forbidden
            {}                                                                          | ``
            []                                                                          | ``
            """)
    void theSentenceIsFoundInEveryShapeOfError(String body, String sentence) {
        assertEquals(sentence, Faults.sentence(bytes(body)));
    }

    @Test
    void aLongSentenceIsCut() { assertEquals(501, Faults.sentence(bytes("x".repeat(5_000))).length()); }

    /** What the pattern finds must be no less than what is meant, in any data base's own dialect. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            web   | false | [wW][eE][bB]
            web-1 | true  | web-1
            a.b*c | true  | a\\.b\\*c
            `a|b` | true  | a.b
            ü1    | false | .1
            """)
    void textForNovasNameFilterIsQuoted(String text, boolean caseSensitive, String pattern) {
        assertEquals(pattern, Literally.containing(text, caseSensitive));
        assertTrue(Pattern.compile(pattern).matcher("x" + text + "y").find());
    }

    @Test
    void aListOfIdsIsCutSoThatAnAddressStaysShort() {
        var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(200).toList();
        var pieces = Query.pieces(ids);
        assertEquals(ids, pieces.stream().flatMap(List::stream).toList());
        assertTrue(pieces.getFirst().size() >= 50, "one page's images in one request");
        for (var piece : pieces) assertTrue(Query.encode("in:" + String.join(",", piece)).length() < 2_400);
    }

    @Test
    void aSpaceInAPathIsNoPlus() { assertEquals("a%20b%2Fc%2B", Query.encode("a b/c+")); }
}
