package osmcp.openstack;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import osmcp.Lab;
import osmcp.cloud.*;
import osmcp.openstack.image.Images;
import osmcp.tool.Failures;
import osmcp.tools.Tools;

/**
 * Every fault at every service that the tools use: what the caller is told, how often the cloud was asked, and that
 * all is well afterwards. The table is {@code fault-table.txt}; what came of it is written as markdown into the file
 * that the system property {@code faults} names.
 */
class FaultTableTest {
    private static final String ONE = "{\"limit\":1,\"fields\":\"name\"}";
    private static final List<Place> PLACES = List.of(
            new Place("service", "Nova", "compute /v2.1/servers", "get_instance", ONE),
            new Place("service", "Neutron", "network /v2.0/networks", "get_network_details", ONE),
            new Place("service", "Cinder", "block-storage /v3/.*/backups", "get_volume_backups", ONE),
            new Place("service", "Glance", "image /v2/images", "", ""),
            new Place("service", "Heat", "orchestration /v1/.*/stacks", "get_heat_stacks", ONE),
            new Place("service", "Octavia", "load-balancer /v2.*/pools", "get_load_balancer_members",
                    "{\"pool\":\"pool-web\",\"limit\":1,\"fields\":\"name\"}"),
            new Place("root", "Nova", "compute /v2.1/$", "get_instance", ONE),
            new Place("root", "Neutron", "network /$", "get_network_details", ONE),
            new Place("root", "Glance", "image /$", "", ""),
            new Place("root", "Cinder", "block-storage /v3/$", "get_volume_backups", ONE),
            new Place("root", "Octavia", "load-balancer /$", "get_load_balancer_members",
                    "{\"pool\":\"pool-web\",\"limit\":1,\"fields\":\"name\"}"),
            new Place("greeting", "Heat", "orchestration /$", "get_service_status", "{}"),
            new Place("sign-in", "Keystone", "identity /v3/auth/tokens", "get_instance", ONE));
    private static final World WORLD = World.small();

    /** Where a fault strikes: which requests, and the tool that sends them; none where tools ask in passing only. */
    private record Place(String sort, String who, String where, String tool, String args) {
        boolean fits(Journal.Entry entry) {
            return Pattern.compile("^" + where).matcher(entry.service() + " " + entry.path()).find();
        }
    }

    /**
     * A fault, how it is done, and what is expected at each sort of place, or at one of a service ({@code sort/who}):
     * the number of requests, and the words.
     */
    private record Row(String name, String how, Map<String, String> expected) {
        boolean slow() { return how.matches("(late|trickle).*"); }

        Fault fault(String stranger, int well) {
            var words = how.split(" ", 2);
            var rest = words.length > 1 ? words[1].replace("{stranger}", stranger) : "";
            return switch (words[0]) {
                case "body" -> Fault.bytes(well, rest.replace('␀', '\0').getBytes(StandardCharsets.ISO_8859_1));
                case "page" -> Fault.page(well, "text/html", rest);
                case "status" -> Fault.status(Integer.parseInt(rest.substring(0, 3)), headers(rest.substring(3)));
                case "headers" -> Fault.headers(headers(rest));
                case "nested" -> Fault.bytes(well, "{\"a\":".repeat(Integer.parseInt(rest)).getBytes());
                case "types" -> Fault.wrongTypes(Stream.of(rest.split(" ")).filter(field -> !field.isEmpty())
                        .toArray(String[]::new));
                case "endless" -> Fault.endless(Long.parseLong(rest));
                case "late" -> Fault.late(Duration.ofMillis(Long.parseLong(rest)));
                case "trickle" -> Fault.trickle(Duration.ofMillis(Long.parseLong(rest)));
                case "reset" -> Fault.reset();
                case "truncated" -> Fault.truncated();
                case "gzip" -> Fault.gzip();
                default -> throw new IllegalArgumentException(how);
            };
        }

        /** {@code A: b; C: d}, or a name alone. */
        private static String[] headers(String text) {
            return Stream.of(text.strip().split("; ")).filter(part -> !part.isEmpty())
                    .flatMap(part -> Stream.of(part.split(":", 2)).map(String::strip)).toArray(String[]::new);
        }
    }

    private record Seen(Row row, Place place, long requests, String words, long millis) {
        String told() { return requests + " " + words; }

        /** A star stands for anything. */
        boolean isExpected() {
            var general = row.expected().get(place.sort());
            var words = row.expected().getOrDefault(place.sort() + "/" + place.who(), general);
            return told().matches(Stream.of(words.split("\\*", -1)).map(Pattern::quote)
                    .collect(Collectors.joining(".*")));
        }
    }

    @Test
    void eachFaultIsToldInWordsAndLeavesNothingBehind() throws Exception {
        var rows = rows();
        var seen = new ArrayList<Seen>();
        try (var pool = Executors.newFixedThreadPool(48, Thread.ofVirtual().factory())) {
            // each sort has a cloud of its own: what fails at a root goes on to the service
            var parts = rows.stream().flatMap(row -> row.expected().keySet().stream()
                    .filter(sort -> !sort.contains("/")).<Callable<List<Seen>>>map(sort -> () -> strike(row,
                            PLACES.stream().filter(place -> place.sort().equals(sort)).toList()))).toList();
            for (var part : pool.invokeAll(parts)) seen.addAll(part.get());
        }
        if (System.getProperty("faults") != null) Files.writeString(Path.of(System.getProperty("faults")), table(seen));
        var wrong = seen.stream().filter(one -> !one.isExpected())
                .map(one -> one.row().name() + "\n  " + one.place().sort() + " " + one.told() + " [" + one.place().who()
                        + "]").toList();
        assertEquals("", String.join("\n", wrong));
    }

    /** One fault at those places, side by side in one cloud. */
    private static List<Seen> strike(Row row, List<Place> places) throws Exception {
        try (var lab = new Lab(FakeCloud.start(Options.of(WORLD)));
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var clouds = new LinkedHashMap<Place, Connection>();
            for (var place : places) clouds.put(place, lab.connection("demo"));
            for (var place : places) prepare(place, clouds.get(place));
            for (var place : places) {
                lab.cloud.faults().add("*", "^" + place.where(), Integer.MAX_VALUE,
                        row.fault(lab.cloud.stranger(), place.sort().equals("sign-in") ? 201 : 200));
            }
            var tasks = places.stream().<Callable<Seen>>map(place -> () -> see(row, place, clouds.get(place), lab));
            var seen = pool.invokeAll(tasks.toList()).stream().map(Future::resultNow).toList();
            lab.cloud.faults().clear();
            for (var place : places) assertWell(row, place, clouds.get(place));
            assertTrue(lab.cloud.journal().all().stream().noneMatch(e -> e.service().equals("stranger")), row.name());
            return seen;
        }
    }

    /** Signed in, and more where the roots are not in question. */
    private static void prepare(Place place, Connection cloud) {
        if (place.sort().equals("sign-in")) return;
        try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
            if (place.sort().equals("root")) session.token();
            else call(place, session);
        }
    }

    private static Seen see(Row row, Place place, Connection cloud, Lab lab) {
        long start = System.nanoTime();
        int mark = lab.cloud.journal().mark();
        var longest = row.slow() ? Duration.ofMillis(1_200) : Duration.ofSeconds(20);
        try (var session = cloud.session(View.PROJECT, longest)) {
            String words;
            try {
                words = call(place, session);
            } catch (RuntimeException e) {
                words = Failures.words(e, line -> fail(row.name() + ": " + line));
            }
            long requests = lab.cloud.journal().since(mark).stream().filter(place::fits).filter(entry ->
                    entry.signsIn() || entry.globalId().equals(session.requestId())).count();
            var general = words.replace(place.who(), "WHO").replaceAll("http://127.0.0.1:\\d+", "AT")
                    .replaceAll("req-[0-9a-f-]{36}", "ID").replaceAll("\\s*\n\\s*", " / ")
                    .replaceAll("a list of (servers|images|networks|backups|stacks|pools)$", "its list");
            return new Seen(row, place, requests, general, (System.nanoTime() - start) / 1_000_000);
        }
    }

    /** What an answer says of what it lacks; "well" if it lacks nothing. */
    private static String call(Place place, Session session) {
        if (place.tool().isEmpty()) return new Images(session).names().isEmpty() ? "nothing" : "well";
        var tool = Tools.find(place.tool()).orElseThrow();
        var answer = Lab.call(tool, Lab.json(place.args()), session, (_, _, _) -> { })
                .structured();
        if (place.sort().equals("greeting")) {
            var heat = answer.path("services").valueStream().filter(service -> service.toString()
                    .contains("\"orchestration\"")).findFirst().orElseThrow();
            return heat.path("error").asText(heat.path("state").asText());
        }
        var notes = answer.path("notes").valueStream().map(JsonNode::asText).collect(Collectors.joining("\n"));
        return notes.isEmpty() ? "well" : notes;
    }

    /** The next call works, no memory is held, and no request is counted as under way. */
    private static void assertWell(Row row, Place place, Connection cloud) throws ReflectiveOperationException {
        var what = row.name() + ", " + place.sort() + " " + place.who();
        try (var session = cloud.session(View.PROJECT, Duration.ofSeconds(20))) {
            var words = call(place, session);
            assertTrue(Set.of("well", "up").contains(words), what + ": " + words);
        } catch (CloudException e) {
            fail(what + ": " + e.getMessage());
        }
        assertEquals(0, cloud.kibInWork(), what);
        var field = Http.class.getDeclaredField("gates");
        field.setAccessible(true);
        ((Map<?, ?>) field.get(cloud.http)).forEach((service, gate) ->
                assertEquals(16, ((Semaphore) gate).availablePermits(), what + ": " + service));
        cloud.close();
    }

    /** Blocks: the fault's name, a bar, how it is done; then a line for each sort of place, indented. */
    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        try (var in = FakeCloud.class.getResourceAsStream("fault-table.txt")) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("#") || line.isBlank()) continue;
                var parts = line.strip().split(line.startsWith(" ") ? " +" : " +\\| ", 2);
                if (line.startsWith(" ")) rows.getLast().expected().put(parts[0], parts[1]);
                else rows.add(new Row(parts[0], parts[1], new HashMap<>()));
            }
        }
        return rows;
    }

    private static String table(List<Seen> seen) {
        var lines = new LinkedHashMap<String, List<Seen>>();
        seen.forEach(one -> lines.computeIfAbsent(one.row().name() + " | " + one.place().sort() + " | "
                + one.requests() + " | " + one.words().replace("|", "\\|"), _ -> new ArrayList<>()).add(one));
        return "| fault | at | requests | what the caller saw | ms |\n|---|---|---|---|---|\n"
                + lines.entrySet().stream().map(line -> "| " + line.getKey() + " | " + line.getValue().stream()
                        .mapToLong(Seen::millis).max().orElseThrow() + " |\n").collect(Collectors.joining());
    }
}
