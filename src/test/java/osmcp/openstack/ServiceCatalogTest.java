package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osmcp.Lab;
import osmcp.cloud.Fault;
import osmcp.json.Json;

/** Catalogues as no good cloud has them: what can be used of them is used, and what is lacking is told. */
class ServiceCatalogTest {
    private static final String NONE = "the catalogue has no public endpoint of ";
    private static Lab lab;

    @BeforeAll static void start() throws IOException { lab = new Lab(); }

    @AfterAll static void stop() { lab.close(); }

    /** Where that service is by this catalogue, or the words that there is none. */
    private static String found(String catalog, String type, String... settings) {
        lab.cloud.faults().add("POST", "identity /v3/auth/tokens", 1, Fault.changed(answer -> {
            var token = (ObjectNode) answer.path("token");
            token.remove("catalog");
            if (!catalog.isEmpty()) token.set("catalog", Lab.json("{\"it\":" + catalog + "}").path("it"));
            return answer;
        }));
        try (var cloud = lab.connection("demo", settings);
                var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
            return session.token().catalog().find(type).uri().toString();
        } catch (CloudException e) {
            return e.getMessage() + "; " + e.hint();
        }
    }

    /** An entry as {@code type url}, which may go on with an interface and a region. */
    private static ObjectNode entry(String text) {
        var parts = text.strip().split(" +");
        var service = Json.object().put("type", parts[0]).put("name", "a name");
        service.putArray("endpoints").addObject().put("url", parts[1])
                .put("interface", parts.length > 2 ? parts[2] : "public")
                .put("region_id", parts.length > 3 ? parts[3] : "RegionOne");
        return service;
    }

    private static String catalog(Stream<String> entries) {
        var all = Json.array();
        entries.map(ServiceCatalogTest::entry).forEach(all::add);
        return Json.text(all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``
            null
            []
            {}
            7
            "text"
            [null,7,"text",[],{}]
            [{"type":"compute"}]
            [{"type":"compute","endpoints":null}]
            [{"type":"compute","endpoints":"http://h/v2.1"}]
            [{"type":"compute","endpoints":[null,7,{}]}]
            [{"type":"compute","endpoints":[{"url":null,"interface":"public","region_id":"RegionOne"}]}]
            [{"type":7,"endpoints":[{"url":"http://h/v2.1","interface":"public","region_id":"RegionOne"}]}]
            [{"type":"compute","endpoints":[{"url":"http://h/v2.1","interface":7,"region_id":"RegionOne"}]}]
            """)
    void aCatalogueOfAnyShapeIsOneWithoutTheService(String catalog) {
        assertEquals(NONE + "compute in region RegionOne; this cloud lacks the service, or hides it",
                found(catalog, "compute", "OS_REGION_NAME", "RegionOne").replaceFirst("there are .*",
                        "this cloud lacks the service, or hides it"));
    }

    @ParameterizedTest
    @CsvSource({"ftp://h/v2.1", "/v2.1", "h:8774/v2.1", "http:///v2.1", "http://", "http:v2.1", "http://h:port/v2.1",
        "http://two_words:8774/v2.1", "http://%/", "http://h/$(tenant_id)s{}"})
    void anAddressThatCannotBeUsedIsLeftOut(String url) {
        var catalog = catalog(Stream.of("compute " + url, "compute http://h2/v2.1"));
        assertEquals("http://h2/v2.1", found(catalog, "compute"));
    }

    @ParameterizedTest
    @CsvSource({"http://h:8774/v2.1/, http://h:8774/v2.1", "http://h/v2.1//, http://h/v2.1", "http://h/, http://h",
        "http://[::1]:8774/v2.1, http://[::1]:8774/v2.1", "https://h/compute/v2.1, https://h/compute/v2.1",
        "http://h/v2.1/0123456789abcdef, http://h/v2.1/0123456789abcdef"})
    void anAddressIsTakenWithoutTheSlashesAtItsEnd(String url, String taken) {
        assertEquals(taken, found(catalog(Stream.of("compute " + url)), "compute"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            block-storage | volume http://a/v3, volumev3 http://b/v3, block-storage http://c/v3    | http://c/v3
            block-storage | volume http://a/v3, volumev3 http://b/v3                               | http://b/v3
            block-storage | volumev2 http://a/v2, volume http://b/v3                               | http://b/v3
            block-storage | block-store http://a/v3                                                | http://a/v3
            alarm         | alarming http://a                                                      | http://a
            alarm         | alarming http://a, alarm http://b                                      | http://b
            compute       | compute http://a/v2.1, compute http://b/v2.1                           | http://a/v2.1
            compute       | compute http://a internal, compute http://b admin, compute http://c    | http://c
            compute       | compute http://a public Two, compute http://b                          | http://b
            block-storage | block-storage http://a public Two, volumev3 http://b                   | http://b
            """)
    void aServiceIsFoundByItsFirstNameInOurRegionAndInterface(String type, String entries, String url) {
        assertEquals(url, found(catalog(Stream.of(entries.split(","))), type));
    }

    @Test
    void whatThereIsElsewhereIsTold() {
        var catalog = catalog(Stream.of("compute http://a internal", "compute http://b public Two",
                "image http://c public Two"));
        assertEquals(NONE + "compute in region RegionOne; there are internal in RegionOne, public in Two: look at "
                + "OS_REGION_NAME and OS_INTERFACE", found(catalog, "compute"));
    }

    /** As catalogues have it that were made before regions had ids. */
    @Test
    void aRegionsNameWillDoForItsId() {
        for (var id : List.of("", "\"region_id\":null,")) {
            var catalog = "[{\"type\":\"compute\",\"endpoints\":[{" + id
                    + "\"url\":\"http://h\",\"interface\":\"public\",\"region\":\"RegionOne\"}]}]";
            assertEquals("http://h", found(catalog, "compute"));
        }
    }

    @Test
    void theOnlyRegionThereIsNeedsNoSetting() {
        var catalog = catalog(Stream.of("compute http://h public Elsewhere"));
        assertEquals("http://h", found(catalog, "compute", "OS_REGION_NAME", ""));
    }

    @Test
    void aThousandEntriesAreReadAtOnce() {
        var catalog = catalog(Stream.concat(IntStream.range(0, 1_000).mapToObj(i -> "service-" + i + " http://h" + i),
                Stream.of("compute http://last")));
        assertTimeout(Duration.ofSeconds(5), () -> assertEquals("http://last", found(catalog, "compute")));
    }

    @Test
    void anAddressWithAPasswordOrAQueryIsLeftOut() throws IOException {
        for (var url : List.of("http://user:pw@h/v2.1", "http://user@h/v2.1", "http://h/v2.1?a=b", "http://h/v2.1#a")) {
            try (var lab = new Lab(); var cloud = lab.connection("demo")) {
                lab.cloud.catalogue().change(_ -> {
                    var all = Json.array();
                    for (var one : List.of(url, "http://h2/v2.1")) {
                        all.addObject().put("type", "compute").putArray("endpoints").addObject().put("url", one)
                                .put("interface", "public").put("region_id", "RegionOne");
                    }
                    return all;
                });
                try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                    assertEquals("http://h2/v2.1", session.token().catalog().find("compute").uri().toString());
                }
            }
        }
    }
}
