package osmcp.conformance;

import static osmcp.conformance.Samples.json;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.mcp.*;
import osmcp.rpc.RpcException;

/** What the product has no use for and the suite asks for: levels of logging, subscriptions, lists that change. */
final class Listening {
    private static final Set<String> LEVELS = Set.of("debug", "info", "notice", "warning", "error", "critical",
            "alert", "emergency");
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    /** What has changed, by listener, until it was told. */
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    private record Listener(Set<String> lists, BlockingQueue<String> changed) {}

    /** Nothing is remembered: there is no session to remember it in, and nothing here ever changes. */
    static Extension handshake() {
        return new Extension(json("{'logging':{},'resources':{'subscribe':true}}"), Map.of(
                "logging/setLevel", (params, _) -> {
                    if (LEVELS.contains(params.path("level").asText())) return Json.object();
                    throw new RpcException(RpcException.INVALID_PARAMS, "no such level");
                },
                "resources/subscribe", (_, _) -> Json.object(),
                "resources/unsubscribe", (_, _) -> Json.object()));
    }

    Extension stateless() {
        return new Extension(json("{'logging':{},'tools':{'listChanged':true},'prompts':{'listChanged':true}}"),
                Map.of("subscriptions/listen", this::listen));
    }

    /** Says to those who want to know that a list has changed, and returns how many they are. */
    long tell(String list) {
        var told = listeners.stream().filter(one -> one.lists().contains(list)).toList();
        told.forEach(one -> one.changed().add(list));
        return told.size();
    }

    private ObjectNode listen(ObjectNode params, Context context) {
        var lists = Stream.of("tools", "prompts")
                .filter(list -> params.path("notifications").path(list + "ListChanged").asBoolean())
                .collect(Collectors.toSet());
        var listener = new Listener(lists, new LinkedBlockingQueue<>());
        var accepted = tagged(context);
        accepted.set("notifications", Json.node(lists.stream()
                .collect(Collectors.toMap(list -> list + "ListChanged", _ -> true))));
        listeners.add(listener);
        try {
            context.tell("notifications/subscriptions/acknowledged", accepted);
            while (true) context.tell("notifications/" + listener.changed().take() + "/list_changed", tagged(context));
        } catch (InterruptedException e) { // cancelled, or the server ends
            return tagged(context);
        } finally {
            listeners.remove(listener);
        }
    }

    private static ObjectNode tagged(Context context) {
        var params = Json.object();
        params.putObject("_meta").set(SUBSCRIPTION, context.id());
        return params;
    }
}
