package osmcp.tools.overview;

import static osmcp.openstack.compute.ComputeService.COMPUTE_SERVICES;
import static osmcp.openstack.network.Agent.AGENTS;
import static osmcp.openstack.volume.VolumeService.VOLUME_SERVICES;
import static osmcp.tool.Toolset.MONITORING;

import module java.base;
import osmcp.json.Doc;
import osmcp.openstack.*;
import osmcp.openstack.network.Agent;
import osmcp.tool.*;

/** Which services there are, and whether they live. */
public final class StatusTools {
    private StatusTools() {}

    public static List<Tool> all() { return List.of(STATUS); }

    record Query(@Doc(value = "each daemon and agent, not just their number", or = "false") boolean detailed) {}

    /** {@code used}: our calls go there, by region, interface and settings. */
    record Service(String name, List<String> types, String region, List<String> interfaces, String url, boolean used,
            String state, Optional<String> version, Optional<String> microversions, Optional<Integer> latencyMs,
            Optional<String> error) {
        Service down(String why) {
            return new Service(name, types, region, interfaces, url, used, "down", version, microversions, latencyMs,
                    Optional.of(why));
        }

        Service up(Greeting greeting) {
            return new Service(name, types, region, interfaces, url, used, "up",
                    Optional.of(greeting.version()).filter(text -> !text.isEmpty()),
                    greeting.range().map(Microversion.Range::toString), Optional.of(greeting.millis()), error);
        }
    }

    /** Daemons or agents of one sort. */
    record Group(String service, String binary, int up, int down, int disabled, List<String> hostsDown) {}

    record Daemon(String service, String binary, String host, Optional<String> zone, boolean up, boolean enabled,
            Optional<String> disabledReason, Optional<String> updated) {}

    record Status(int up, int down, List<Service> services, List<Group> daemonGroups, Optional<List<Daemon>> daemons,
            Optional<List<String>> notes) {}

    static final Tool STATUS = Tool.read(MONITORING, "get_service_status", """
            Check which OpenStack services and endpoints answer, their versions and latency, and, where policy shows
            them, the state of compute and volume services and network agents.
            """, Query.class, Status.class, (in, cloud) -> {
                cloud.cautions().forEach(cloud::note);
                var questions = new ArrayList<Callable<List<? extends Record>>>();
                places(cloud).forEach(lines -> questions.add(() -> List.of(service(lines, cloud))));
                int asked = questions.size();
                questions.add(() -> daemons(cloud, "compute", COMPUTE_SERVICES));
                questions.add(() -> daemons(cloud, "volume", VOLUME_SERVICES));
                questions.add(() -> agents(cloud));
                var answers = Together.all(questions);
                var services = answers.subList(0, asked).stream().map(list -> (Service) list.getFirst()).toList();
                var daemons = answers.subList(asked, answers.size()).stream().flatMap(List::stream)
                        .map(Daemon.class::cast).toList();
                int up = (int) services.stream().filter(service -> service.state().equals("up")).count();
                return new Status(up, services.size() - up, services, groups(daemons),
                        in.detailed() ? Optional.of(daemons) : Optional.empty(), cloud.notes());
            });

    /**
     * Lines of the catalogue that are the same place: most clouds list it once for each interface, and Cinder under two
     * types besides.
     */
    private static Collection<List<Map.Entry<Endpoint, Boolean>>> places(Cloud cloud) {
        return cloud.endpoints().entrySet().stream().collect(Collectors.groupingBy(
                line -> line.getKey().region() + " " + line.getKey().uri(), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static Service service(List<Map.Entry<Endpoint, Boolean>> lines, Cloud cloud) {
        var place = lines.getFirst().getKey();
        var asked = new Service(place.name(), all(lines, Endpoint::type), place.region(),
                all(lines, Endpoint::catalogueInterface), place.uri().toString(),
                lines.stream().anyMatch(Map.Entry::getValue), "", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
        try {
            return asked.up(cloud.greet(place));
        } catch (CloudException e) {
            if (e.why() == CloudException.Why.NOT_SENT) throw e; // cancelled
            return asked.down(e.getMessage());
        }
    }

    private static List<String> all(List<Map.Entry<Endpoint, Boolean>> lines, Function<Endpoint, String> what) {
        return lines.stream().map(Map.Entry::getKey).map(what).distinct().sorted().toList();
    }

    private static List<Daemon> daemons(Cloud cloud, String service, Kind<? extends Resource> kind) {
        return cloud.part(service + " services", () -> cloud.list(kind).stream().map(row -> new Daemon(service,
                row.text("binary"), row.text("host"), row.given("zone"), row.text("state").equals("up"),
                row.text("status").equals("enabled"), row.given("disabled_reason"), row.given("updated_at"))).toList())
                .orElse(List.of());
    }

    private static List<Daemon> agents(Cloud cloud) {
        var agents = cloud.part("network agents", () -> cloud.list(AGENTS).stream().toList());
        if (agents.isPresent() && agents.get().isEmpty()) {
            cloud.note("network agents: none visible to your roles (Neutron empties this list for members)");
        }
        return agents.orElse(List.of()).stream().map(StatusTools::daemon).toList();
    }

    private static Daemon daemon(Agent agent) {
        return new Daemon("network", agent.text("binary"), agent.text("host"), agent.given("availability_zone"),
                agent.alive(), agent.enabled(), Optional.empty(), agent.given("heartbeat_timestamp"));
    }

    private static List<Group> groups(List<Daemon> daemons) {
        var sorts = daemons.stream().collect(Collectors.groupingBy(daemon -> daemon.service() + " " + daemon.binary(),
                LinkedHashMap::new, Collectors.toList()));
        return sorts.values().stream().map(sort -> new Group(sort.getFirst().service(), sort.getFirst().binary(),
                (int) sort.stream().filter(Daemon::up).count(), (int) sort.stream().filter(d -> !d.up()).count(),
                (int) sort.stream().filter(d -> !d.enabled()).count(),
                sort.stream().filter(d -> !d.up()).map(Daemon::host).limit(20).toList())).toList();
    }
}
