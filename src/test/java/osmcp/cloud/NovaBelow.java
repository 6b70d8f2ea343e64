package osmcp.cloud;

import module java.base;
import osmcp.cloud.Nova.Call;

/** Making servers, and what stands below one: its details, interfaces, records, consoles, and migrations. */
final class NovaBelow {
    private static final Map<String, Set<String>> ROUTES = Map.of(
            "GET", Set.of("servers 3 metadata", "servers 4 metadata", "servers 3 tags", "servers 4 tags",
                    "servers 3 os-interface", "servers 4 os-interface", "servers 3 os-instance-actions",
                    "servers 4 os-instance-actions"),
            "POST", Set.of("servers 1", "servers 3 metadata", "servers 3 os-interface", "servers 3 remote-consoles",
                    "servers 5 migrations"),
            "PUT", Set.of("servers 2", "servers 3 metadata", "servers 4 metadata", "servers 3 tags", "servers 4 tags"),
            "DELETE", Set.of("servers 4 metadata", "servers 3 tags", "servers 4 tags", "servers 4 os-interface",
                    "servers 4 migrations"));

    private final NovaServers servers;
    private final NovaCreate create;
    private final NovaDetails details;
    private final NovaInterfaces interfaces;
    private final NovaRecords records;
    private final NovaMigrations migrations;
    private final NovaActions actions;

    NovaBelow(Nova nova, NovaServers servers) {
        this.servers = servers;
        var ports = new NovaPorts(nova);
        records = new NovaRecords(nova, servers);
        create = new NovaCreate(nova, records, ports);
        details = new NovaDetails(servers);
        interfaces = new NovaInterfaces(nova, servers, records, ports);
        migrations = new NovaMigrations(nova, servers, records);
        actions = new NovaActions(nova, servers, records, new NovaLife(nova, servers, migrations, ports));
    }

    static boolean routed(String method, List<String> path) {
        var place = path.getFirst() + " " + path.size() + (path.size() > 2 ? " " + path.get(2) : "");
        return ROUTES.getOrDefault(method, Set.of()).contains(place)
                && (path.size() < 5 || path.get(4).equals("action"));
    }

    /** What {@code routed} lets in. */
    Answer answer(Call call) {
        if (call.path().size() == 1) return create.answer(call);
        if (call.path().size() == 2) return details.update(call);
        return switch (call.path().get(2)) {
            case "metadata" -> details.metadata(call);
            case "tags" -> details.tags(call);
            case "os-interface" -> interfaces.answer(call);
            case "os-instance-actions" -> Answer.of(200, records.answer(call));
            case "remote-consoles" -> NovaConsoles.remote(call, servers);
            default -> migrations.answer(call);
        };
    }

    /** Actions, and deleting. */
    Answer act(Call call) { return actions.answer(call); }
}
