package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import osmcp.Lab;
import osmcp.cloud.*;
import osmcp.json.Json;
import osmcp.openstack.compute.Server;
import osmcp.openstack.image.Image;
import osmcp.openstack.network.Network;
import osmcp.openstack.volume.Volume;
import osmcp.tools.Tools;

/** Listings that do not end, that lead elsewhere, or that give more than was asked for. */
class PagingTest {
    /** Of each way to say that there is more. */
    enum Listing {
        SERVERS(Server.SERVERS, "GET compute /v2.1/servers"), VOLUMES(Volume.VOLUMES, "GET block-storage .*/volumes"),
        NETWORKS(Network.NETWORKS, "GET network /v2.0/networks"), IMAGES(Image.IMAGES, "GET image /v2/images");

        final Kind<?> kind;
        final String where;

        Listing(Kind<?> kind, String where) {
            this.kind = kind;
            this.where = where.substring(4);
        }

        String key() { return name().toLowerCase(Locale.ROOT); }

        /** Says that there is more, at that address. */
        ObjectNode more(ObjectNode answer, String address) {
            if (this == IMAGES) return answer.put("next", address);
            answer.putArray(key() + "_links").addObject().put("rel", "next").put("href", address);
            return answer;
        }

        int read(Session session) { return (int) session.list(kind).stream().count(); }
    }

    private static int read(Lab lab, Listing listing, Fault fault) {
        lab.cloud.faults().add("GET", listing.where, fault == null ? 0 : Integer.MAX_VALUE, fault);
        try (var cloud = lab.connection("demo")) {
            int mark = lab.cloud.journal().mark();
            try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                return listing.read(session);
            } finally {
                assertEquals(0, cloud.kibInWork());
                long asked = lab.cloud.journal().since(mark).stream().filter(entry -> (entry.service() + " "
                        + entry.path()).matches(listing.where + ".*")).count();
                assertTrue(asked < 5, "asked: " + asked);
                assertTrue(lab.cloud.journal().all().stream().noneMatch(e -> e.service().equals("stranger")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageThatIsItsOwnNextOneIsToldAsACircle(Listing listing) throws IOException {
        try (var lab = new Lab()) {
            var first = new AtomicReference<ObjectNode>();
            var refusal = assertThrows(CloudException.class, () -> read(lab, listing, Fault.changed(answer -> {
                first.compareAndSet(null, listing.more(answer, "/again"));
                return first.get().deepCopy();
            })));
            assertEquals("the listing of " + listing.key() + " goes in circles", refusal.getMessage());
        }
    }

    /** The link is a sign that there is more, and no more than that: where it leads does not matter. */
    @ParameterizedTest
    @EnumSource
    void whereANextLinkLeadsDoesNotMatter(Listing listing) throws IOException {
        for (var address : List.of("STRANGER/v2/x?marker=y", "//other/v2", "ftp://h/", "/no/marker", "::", "")) {
            try (var lab = new Lab()) {
                int all = read(lab, listing, null);
                var fault = Fault.changed(answer -> answer.path(listing.key()).isEmpty() ? answer
                        : listing.more(answer, address.replace("STRANGER", lab.cloud.stranger())));
                assertEquals(all, read(lab, listing, fault), address);
            }
        }
    }

    @Test
    void tenThousandRowsWhereFiftyOneWereAskedForAreCutToThose() throws IOException {
        try (var lab = new Lab(); var cloud = lab.connection("demo")) {
            lab.cloud.faults().add("GET", Listing.SERVERS.where, 1, Fault.changed(answer -> {
                var rows = answer.withArray("servers").removeAll();
                for (int i = 0; i < 10_000; i++) {
                    rows.add(Json.object().put("id", "id-" + i).put("name", "n").put("tenant_id", World.DEMO));
                }
                return answer;
            }));
            try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                var answer = Lab.call(Tools.find("get_instance").orElseThrow(),
                        Lab.json("{\"limit\":50,\"fields\":\"id\"}"), session, (_, _, _) -> { }).structured();
                assertEquals(50, answer.path("count").asInt());
                assertEquals("id-49", answer.path("items").path(49).path("id").asText());
                assertFalse(answer.path("next_cursor").asText().isEmpty());
            }
            assertEquals(0, cloud.kibInWork());
        }
    }

    @Test
    void twoPagesThatLeadToEachOtherAreToldAsACircle() throws IOException {
        try (var lab = new Lab(); var cloud = lab.connection("demo")) {
            for (var page : List.of("0", "1")) {
                var rows = "{\"id\":\"%s\",\"tenant_id\":\"%s\"}".formatted(page, World.DEMO);
                var body = "{\"servers\":[" + rows + "],\"servers_links\":[{\"rel\":\"next\",\"href\":\"/\"}]}";
                lab.cloud.faults().add("GET", page.equals("0") ? "compute /v2.1/servers.*marker=1" :
                        "compute /v2.1/servers.*marker=0", 9_999, Fault.page(200, "application/json", body));
                if (page.equals("1")) lab.cloud.faults().add("GET", "compute /v2.1/servers", 9_999,
                        Fault.page(200, "application/json", body));
            }
            try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
                var refusal = assertThrows(CloudException.class, () -> session.list(Server.SERVERS).stream().count());
                assertEquals("the listing of servers goes in circles", refusal.getMessage());
            }
            assertTrue(lab.cloud.journal().work(0).get("compute") <= 4, lab.cloud.journal().work(0).toString());
            assertEquals(0, cloud.kibInWork());
        }
    }
}
