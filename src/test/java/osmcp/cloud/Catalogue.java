package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.json.Json;

/** The list of services that comes with a token, as recorded, and what a test wants otherwise. */
public final class Catalogue {
    private static final JsonNode RECORDED = Fixture.read("catalogue.json");

    private final Map<String, String> roots;
    private final Map<String, String> moved = new ConcurrentHashMap<>();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final Queue<Socket> held = new ConcurrentLinkedQueue<>();
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private volatile List<String> named;
    private volatile String region = "RegionOne";
    private volatile UnaryOperator<ArrayNode> change = UnaryOperator.identity();

    Catalogue(Map<String, String> roots) { this.roots = roots; }

    /** The catalogue names this service no more; {@code volumev3} and {@code block-storage} are two. */
    public void drop(String type) {
        dropped.add(type);
        named = null;
    }

    /** The catalogue says that the service is there: a dead port, another host. */
    public void move(String type, String root) {
        moved.put(type, root);
        named = null;
    }

    /** Moves the service to a port of loopback on which nobody listens, and which no other cloud can take meanwhile. */
    public void kill(String type) throws IOException {
        var socket = new Socket();
        held.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        move(type, "http://127.0.0.1:" + socket.getLocalPort());
    }

    void close() {
        for (var socket : held) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** All endpoints are in that region. */
    public void region(String name) { region = name; }

    /** Changes the list before each answer: for entries such as no recorded cloud has. */
    public void change(UnaryOperator<ArrayNode> how) {
        change = how;
        named = null;
    }

    /** A setting of the client names this service at its true place, so that a token may go there. */
    public void allow(String type) { allowed.add(type); }

    ArrayNode json(String project) {
        var list = Json.array();
        for (var service : RECORDED) {
            var type = service.path("type").asText();
            if (dropped.contains(type)) continue;
            var values = new HashMap<String, String>(roots);
            values.put("project", project);
            if (moved.containsKey(type)) values.replaceAll((k, v) -> k.equals("project") ? v : moved.get(type));
            var copy = (ObjectNode) Fixture.fill(service, values);
            copy.path("endpoints").forEach(endpoint ->
                    ((ObjectNode) endpoint).put("region_id", region).put("region", region));
            list.add(copy);
        }
        return change.apply(list);
    }

    /** Whether a token may be sent to this service at this root. */
    boolean names(String type, String root) {
        if (allowed.contains(type)) return true;
        var urls = named;
        if (urls == null) named = urls = List.copyOf(json("").findValuesAsText("url"));
        return urls.stream().anyMatch(url -> url.equals(root) || url.startsWith(root + "/"));
    }
}
