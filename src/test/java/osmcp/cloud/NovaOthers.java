package osmcp.cloud;

import module java.base;
import osmcp.cloud.Nova.Call;

/** What Nova has beside servers, as far as {@link Nova} does not answer it itself: which paths there are, and where. */
final class NovaOthers {
    private static final Map<String, Set<String>> PLACES = Map.of(
            "GET", Set.of("flavors 3 os-extra_specs", "flavors 4 os-extra_specs", "flavors 3 os-flavor-access",
                    "os-server-groups 1", "os-server-groups 2", "os-hypervisors 1", "os-hypervisors 2",
                    "os-hypervisors 3 uptime", "os-services 1", "os-availability-zone 1", "limits 1",
                    "os-availability-zone 2 detail", "os-quota-sets 2", "os-quota-sets 3 detail",
                    "os-quota-sets 3 defaults", "os-simple-tenant-usage 1", "os-simple-tenant-usage 2"),
            "POST", Set.of("os-keypairs 1", "flavors 1", "flavors 3 os-extra_specs", "flavors 3 action",
                    "os-server-groups 1"),
            "PUT", Set.of("flavors 2", "flavors 4 os-extra_specs", "os-services 2"),
            "DELETE", Set.of("os-keypairs 2", "flavors 2", "flavors 4 os-extra_specs", "os-server-groups 2"));

    private final NovaKeys keys;
    private final NovaFlavorChanges flavors;
    private final NovaGroups groups;
    private final NovaComputes hosts;
    private final NovaQuotas quotas;
    private final NovaUsage usage;

    NovaOthers(Nova nova, NovaFlavors shown) {
        keys = new NovaKeys(nova);
        flavors = new NovaFlavorChanges(nova, shown);
        groups = new NovaGroups(nova);
        hosts = new NovaComputes(nova);
        quotas = new NovaQuotas(nova);
        usage = new NovaUsage(nova);
    }

    /** Whether the path, without version and project, is answered here. */
    static boolean routed(String method, List<String> path) {
        var place = path.getFirst() + " " + path.size() + (path.size() > 2 ? " " + path.get(2)
                : path.getFirst().equals("os-availability-zone") && path.size() == 2 ? " " + path.get(1) : "");
        return PLACES.getOrDefault(method, Set.of()).contains(place);
    }

    Answer answer(Call call) {
        boolean reads = call.request().method().equals("GET");
        return switch (call.path().getFirst()) {
            case "os-keypairs" -> call.path().size() == 1 ? keys.create(call) : keys.delete(call);
            case "flavors" -> flavors.answer(call);
            case "os-server-groups" -> groups.answer(call);
            case "os-services" -> reads ? Answer.of(200, hosts.services(call)) : hosts.update(call);
            case "os-hypervisors" -> Answer.of(200, hosts.hypervisors(call));
            case "os-availability-zone" -> Answer.of(200, hosts.zones(call));
            case "os-quota-sets" -> Answer.of(200, quotas.sets(call));
            case "limits" -> Answer.of(200, quotas.limits(call));
            default -> Answer.of(200, usage.answer(call));
        };
    }
}
