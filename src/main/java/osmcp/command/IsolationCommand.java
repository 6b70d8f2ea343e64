package osmcp.command;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.json.Json;
import osmcp.openstack.*;
import osmcp.openstack.CloudException.Why;
import osmcp.openstack.balancer.*;
import osmcp.openstack.compute.*;
import osmcp.openstack.image.*;
import osmcp.openstack.network.*;
import osmcp.openstack.placement.*;
import osmcp.openstack.stack.*;
import osmcp.openstack.volume.*;

/**
 * {@code isolation [--foreign FILE] [--json]}: shows on the real cloud that nothing of another project is shown or can
 * be touched. It goes over kinds and not over tools, since every tool reads and changes by them. It sends no change:
 * what is claimed is claimed with a leave that can send nothing, and at the end the requests are counted.
 */
public final class IsolationCommand {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 50;
    /** So many foreign ids of a kind are tried. */
    private static final int MOST_IDS = 50;

    /** Every kind that lives in a place of its own; a test holds that none is missing. */
    static final List<Kind<? extends Resource>> KINDS = List.of(
            Server.SERVERS, Flavor.FLAVORS, Keypair.KEYPAIRS, Migration.MIGRATIONS, ComputeService.COMPUTE_SERVICES,
            ServerGroup.SERVER_GROUPS, Hypervisor.HYPERVISORS, Zone.ZONES, Zone.ZONES_WITH_HOSTS,
            ResourceProvider.RESOURCE_PROVIDERS, Image.IMAGES,
            Network.NETWORKS, Subnet.SUBNETS, Port.PORTS, FloatingIp.FLOATING_IPS, SecurityGroup.SECURITY_GROUPS,
            Agent.AGENTS, NetworkZone.NETWORK_ZONES,
            Volume.VOLUMES, Backup.BACKUPS, VolumeGroup.GROUPS, VolumeService.VOLUME_SERVICES, VolumeZone.VOLUME_ZONES,
            Stack.STACKS, LoadBalancer.LOAD_BALANCERS, Pool.POOLS);
    /** Those that live below one of another kind. */
    static final Map<Kind<? extends Resource>, Kind<? extends Resource>> BELOW = Map.of(
            Attachment.ATTACHMENTS, Server.SERVERS, ServerAction.SERVER_ACTIONS, Server.SERVERS,
            ServerMigration.SERVER_MIGRATIONS, Server.SERVERS, Member.MEMBERS, Pool.POOLS);

    /** Under whichever of these a row says whose it is: the project's own id stands there, or it is not its own. */
    private static final List<String> OWNERS = List.of("project_id", "tenant_id", "owner", "project",
            "os-vol-tenant-attr:tenant_id", "os-backup-project-attr:project_id");

    /** What is shared may be used, and not changed. */
    private static final Set<Why> LENT = Set.of(Why.FORBIDDEN, Why.NOT_FOUND);

    /** What policy hides, and what the cloud lacks. */
    private static final Set<Why> HIDDEN = Set.of(Why.FORBIDDEN, Why.ABSENT);
    /** What speaks of the thing that was asked for, and so tells that there is one. */
    private static final Set<Why> REFUSALS = Set.of(Why.FORBIDDEN, Why.AMBIGUOUS, Why.CONFLICT, Why.INVALID);

    private final Connection connection;
    private final Set<String> given;
    private final ObjectNode report = Json.object();

    private IsolationCommand(Connection connection, Set<String> given) {
        this.connection = connection;
        this.given = given;
    }

    /**
     * @param foreign a file with ids of other projects' things, one or more in a line; what else stands there is passed
     *     over
     * @return 0 if all holds, 1 if something leaked, 2 if it could not be looked at
     */
    public static int run(boolean json, Optional<Path> foreign, Connection connection, PrintStream out,
            PrintStream err) {
        var given = new LinkedHashSet<String>();
        try {
            if (foreign.isPresent()) {
                given.addAll(List.of(Files.readString(foreign.get()).split("[\\s,\"|]+")));
                given.removeIf(word -> !word.matches("[0-9a-fA-F-]{32,36}"));
            }
            var command = new IsolationCommand(connection, given);
            command.look();
            out.print(json ? Json.text(command.report) + "\n" : command.text());
            if (command.report.path("ok").asBoolean()) return 0;
            return command.report.path("all_looked_at").asBoolean() ? 1 : 2;
        } catch (IOException e) {
            err.println("isolation: " + foreign.get() + " cannot be read");
        } catch (CloudException e) {
            if (json) out.println(Json.text(Json.object().put("ok", false).put("failed", e.getMessage())));
            err.println("isolation: " + e.getMessage() + "\n" + e.hint());
        }
        return 2;
    }

    private void look() {
        try (var ours = connection.session(View.PROJECT, LONGEST); var all = connection.session(View.CLOUD, LONGEST)) {
            var we = ours.signedIn();
            report.put("user", we.user()).put("project", we.project()).put("project_id", we.projectId());
            report.set("roles", Json.node(we.roles()));
            var questions = new ArrayList<Callable<ObjectNode>>();
            KINDS.forEach(kind -> questions.add(() -> kind(kind, ours, all, we.projectId())));
            BELOW.forEach((kind, parents) -> questions.add(() -> below(kind, parents, ours, all, we.projectId())));
            var kinds = report.putArray("kinds").addAll(Together.all(questions));
            report.put("changes_sent", connection.changes());
            report.put("leaks", kinds.valueStream().mapToInt(kind -> kind.path("leaks").size()).sum());
            boolean some = kinds.valueStream().anyMatch(kind -> kind.has("ours"));
            report.put("all_looked_at", some && kinds.valueStream().noneMatch(kind -> kind.has("failed")));
            report.put("ok", report.path("leaks").asInt() == 0 && connection.changes() == 0
                    && report.path("all_looked_at").asBoolean());
        }
    }

    private ObjectNode kind(Kind<? extends Resource> kind, Session ours, Session all, String projectId) {
        return step(kind.noun(), (step, leaks) -> {
            if (kind.isOfCloud()) { // some of these have no id, and all of them are seen by everybody
                var ids = ours.list(kind).stream().map(Resource::id).toList();
                step.put("ours", 0).put("shared", ids.size()).put("left_out", 0);
                ids.stream().filter(id -> !id.isBlank()).limit(MOST_IDS)
                        .forEach(id -> leaks.addAll(claim(ours, ours.list(kind), id, LENT)));
                return;
            }
            var shown = listing(ours.list(kind), step);
            var rightly = rightly(kind, shown, ours, projectId);
            shown.stream().filter(ref -> !rightly.contains(ref.id())).forEach(ref -> leaks.add("shown: " + ref.id()));
            shown.stream().filter(ref -> !ref.isOurs()).limit(MOST_IDS)
                    .forEach(ref -> leaks.addAll(claim(ours, ours.list(kind), ref.id(), LENT)));
            shown.stream().filter(ref -> ref.isOurs() && given.contains(ref.id()))
                    .forEach(ref -> leaks.add("shown as ours, and said to be another's: " + ref.id()));
            leaks.addAll(attempts(ours, List.of(ours.list(kind)), foreign(listed(all.list(kind)), rightly), step));
        });
    }

    private ObjectNode below(Kind<? extends Resource> kind, Kind<? extends Resource> parents, Session ours, Session all,
            String projectId) {
        return step(kind.noun() + " (below each " + parents.noun() + ")", (step, leaks) -> {
            var own = listing(ours.list(parents), Json.object()).stream().filter(Ref::isOurs).toList();
            var shown = new ArrayList<Ref<?>>();
            int leftOut = 0;
            for (var parent : own.stream().limit(MOST_IDS).toList()) {
                var part = Json.object();
                shown.addAll(listing(ours.below(parent, kind), part));
                leftOut += part.path("left_out").asInt();
            }
            count(shown, leftOut, step);
            if (own.size() > MOST_IDS) step.put("more_not_looked_at", true);
            var rightly = kind == ServerAction.SERVER_ACTIONS ? doneTo(own, shown)
                    : rightly(kind, shown, ours, projectId);
            shown.stream().filter(ref -> !rightly.contains(ref.id())).forEach(ref -> leaks.add("shown: " + ref.id()));
            var everybodys = refs(all.list(parents)).stream().limit(MOST_IDS)
                    .flatMap(parent -> listed(all.below(parent, kind)).stream()).toList();
            leaks.addAll(attempts(ours, own.stream().limit(1).map(parent -> ours.below(parent, kind)).toList(),
                    foreign(everybodys, rightly), step));
        });
    }

    /** Those that were given first, then those that were found out. */
    private Set<String> foreign(List<String> everybodys, Set<String> rightlyShown) {
        var foreign = new LinkedHashSet<>(given);
        foreign.addAll(everybodys);
        foreign.removeAll(rightlyShown);
        return foreign;
    }

    private static ObjectNode step(String name, BiConsumer<ObjectNode, List<String>> look) {
        var step = Json.object().put("kind", name);
        var leaks = new ArrayList<String>();
        try {
            look.accept(step, leaks);
        } catch (CloudException e) {
            // what policy hides, and what the cloud lacks, cannot be shown
            step.put(HIDDEN.contains(e.why()) ? "hidden" : "failed", e.getMessage());
        }
        step.set("leaks", Json.node(leaks));
        return step;
    }

    /** What of others' could be read or claimed there; one made-up id is always tried with those known. */
    private List<String> attempts(Session ours, List<? extends Many<?>> places, Collection<String> foreign,
            ObjectNode step) {
        var tried = foreign.stream().limit(Math.max(MOST_IDS, given.size())).toList();
        step.put("others_known", foreign.size()).put("others_tried", places.isEmpty() ? 0 : tried.size());
        var ids = Stream.concat(tried.stream(), Stream.of(UUID.randomUUID().toString())).toList();
        return places.stream().flatMap(many -> ids.stream().flatMap(id -> Stream.concat(
                refused("read", id, Set.of(Why.NOT_FOUND), () -> many.only(List.of(id)).slice(1, Optional.empty()))
                        .stream(), claim(ours, many, id, Set.of(Why.NOT_FOUND)).stream()))).toList();
    }

    private static List<String> claim(Session ours, Many<?> among, String id, Set<Why> right) {
        return refused("claimed", id, right, () -> ours.dryLeave().claim(among, List.of(id)));
    }

    private static List<String> refused(String word, String id, Set<Why> right, Runnable attempt) {
        try {
            attempt.run();
            return List.of(word + ": " + id);
        } catch (CloudException e) {
            if (right.contains(e.why())) return List.of();
            if (REFUSALS.contains(e.why())) return List.of(word + ": " + id + ": " + e.getMessage());
            throw e; // it says nothing of the id
        }
    }

    private static <T extends Resource> List<Ref<T>> listing(Many<T> many, ObjectNode step) {
        var refs = new ArrayList<Ref<T>>();
        var next = Optional.<String>empty();
        int leftOut = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            var slice = many.slice(PAGE, next);
            refs.addAll(slice.refs());
            leftOut += slice.leftOut();
            next = slice.next();
            if (next.isEmpty()) break;
        }
        count(refs, leftOut, step);
        if (next.isPresent()) step.put("more_not_looked_at", true);
        return refs;
    }

    private static void count(List<? extends Ref<?>> refs, int leftOut, ObjectNode step) {
        int own = (int) refs.stream().filter(Ref::isOurs).count();
        step.put("ours", own).put("shared", refs.size() - own).put("left_out", leftOut);
    }

    /**
     * Those of which the row itself says, whatever we made of it, that it may be shown: no owner in it is another, or
     * it is open to others. A subnet says nothing of that, and its network does.
     */
    private static Set<String> rightly(Kind<?> kind, List<? extends Ref<?>> shown, Session ours, String projectId) {
        var networks = new HashSet<String>();
        if (kind == Subnet.SUBNETS) {
            listing(ours.list(Network.NETWORKS), Json.object()).stream().filter(ref -> open(ref.value().json()))
                    .forEach(ref -> networks.add(ref.id()));
        }
        return shown.stream().filter(ref -> {
            var row = ref.value().json();
            if (!ref.isOurs()) return open(row) || networks.contains(row.path("network_id").asText());
            return OWNERS.stream().map(key -> row.path(key).asText(""))
                    .allMatch(owner -> owner.isEmpty() || owner.equals(projectId));
        }).map(Ref::id).collect(Collectors.toSet());
    }

    /** What was done to our servers is ours to see: the project in it is that of whoever did it, be it an operator. */
    private static Set<String> doneTo(List<? extends Ref<?>> servers, List<? extends Ref<?>> actions) {
        return actions.stream().filter(action -> servers.stream().map(Ref::id)
                .anyMatch(action.value().text("instance_uuid")::equals)).map(Ref::id).collect(Collectors.toSet());
    }

    private static boolean open(JsonNode row) {
        return row.path("shared").asBoolean() || row.path("router:external").asBoolean()
                || List.of("public", "community", "shared").contains(row.path("visibility").asText());
    }

    /** What this account is shown in the view of the whole cloud: an administrator is shown everybody's. */
    private static List<? extends Ref<?>> refs(Many<?> everybodys) {
        try {
            return listing(everybodys, Json.object());
        } catch (CloudException e) {
            if (HIDDEN.contains(e.why())) return List.of(); // this account may not ask so
            throw e;
        }
    }

    private static List<String> listed(Many<?> everybodys) { return refs(everybodys).stream().map(Ref::id).toList(); }

    private String text() {
        var out = new StringBuilder("as %s in project %s (%s), roles %s\n".formatted(report.path("user").asText(),
                report.path("project").asText(), report.path("project_id").asText(), report.path("roles")
                        .valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))));
        int tried = 0;
        boolean whole = true;
        for (var kind : report.path("kinds")) {
            tried += kind.path("others_tried").asInt();
            whole &= !kind.has("more_not_looked_at")
                    && kind.path("others_tried").asInt() >= kind.path("others_known").asInt();
            out.append(line(kind)).append('\n');
            kind.path("leaks").forEach(leak -> out.append("    LEAK ").append(leak.asText()).append('\n'));
        }
        if (tried == 0) {
            out.append("no id of another project was known, so only made-up ones were tried: run it as an "
                    + "administrator in this project, or name a file of ids with --foreign\n");
        }
        out.append("changes sent: ").append(report.path("changes_sent").asInt()).append('\n');
        boolean leaks = report.path("leaks").asInt() > 0 || report.path("changes_sent").asInt() > 0;
        return out.append(leaks ? "SOMETHING OF ANOTHER PROJECT IS SHOWN, OR CAN BE TOUCHED"
                : report.path("all_looked_at").asBoolean() ? "nothing of another project is shown, or can be touched"
                        + (whole ? "" : ", as far as looked")
                : "not everything could be looked at").append('\n').toString();
    }

    private static String line(JsonNode kind) {
        var name = "%-40s ".formatted(kind.path("kind").asText());
        for (var word : List.of("hidden", "failed")) {
            if (kind.has(word)) return name + word + ": " + kind.path(word).asText();
        }
        int tried = kind.path("others_tried").asInt();
        return name + (kind.path("leaks").isEmpty() ? "ok    " : "LEAK  ") + kind.path("ours").asInt() + " ours, "
                + kind.path("shared").asInt() + " shared, " + kind.path("left_out").asInt() + " left out"
                + (tried > 0 ? "; " + tried + " of " + kind.path("others_known").asInt()
                        + " of others tried" + (kind.path("leaks").isEmpty()
                        ? ": not found, neither to read nor to change" : "") : "")
                + (kind.has("more_not_looked_at") ? "; there are more" : "");
    }
}
