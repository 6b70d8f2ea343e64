package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/**
 * POST /servers: what is named is looked for in Nova's order, and the server is there at once, in {@code BUILD}. One
 * request makes one server here. A name with {@code fail-spawn} fails on every host, as in the real cloud; so does one
 * that a test has given to {@link FakeCloud#fails}.
 */
final class NovaCreate {
    private final Nova nova;
    private final World world;
    private final NovaPorts ports;
    private final NovaRecords records;
    private final NovaImages images;
    private final NovaDisks disks;

    NovaCreate(Nova nova, NovaRecords records, NovaPorts ports) {
        this.nova = nova;
        this.records = records;
        this.ports = ports;
        world = nova.cloud.world();
        images = new NovaImages(nova);
        disks = new NovaDisks(nova, images);
    }

    Answer answer(Call call) {
        var whole = NovaCreateBodies.check(call);
        var asked = (ObjectNode) whole.get("server");
        Nova.allow(call, "os_compute_api:servers:create");
        var zone = asked.path("availability_zone").asText("");
        if (zone.contains(":")) Nova.allow(call, "os_compute_api:servers:create:forced_host");
        if (asked.has("host") || asked.has("hypervisor_hostname")) {
            if (!call.caller().admin()) throw new Refused(403, "Policy doesn't allow "
                    + "compute:servers:create:requested_destination to be performed.");
        }
        boolean boots = disks.boots(asked);
        if (asked.path("imageRef").asText("").isEmpty() && !boots) throw new Refused(400, "Missing imageRef attribute");
        var networks = asked.path("networks");
        networks.forEach(wish -> {
            if (!wish.path("uuid").isTextual() && !wish.path("port").isTextual()) {
                throw new Refused(400, "Bad network format: missing 'uuid'");
            }
        });
        var flavorId = asked.path("flavorRef").asText();
        var flavor = flavor(nova, call, flavorId)
                .orElseThrow(() -> new Refused(400, "Flavor " + flavorId + " could not be found."));
        int most = Math.max(asked.path("min_count").asInt(1), asked.path("max_count").asInt(1));
        if (asked.has("max_count") && asked.path("min_count").asInt(1) > asked.path("max_count").asInt()) {
            throw new Refused(400, "min_count must be <= max_count");
        }
        var imageId = asked.path("imageRef").asText("");
        if (!imageId.isEmpty() && images.usable(call, imageId).isEmpty()) {
            throw new Refused(400, "Can not find requested image");
        }
        if (!boots && flavor.path("disk").asInt() == 0 && !call.caller().admin()) {
            throw new Refused(403, "Only volume-backed servers are allowed for flavors with zero disk.");
        }
        if (!zone.isEmpty() && !NovaHosts.zones().contains(zone.split(":")[0])) {
            throw new Refused(400, "The requested availability zone is not available");
        }
        NovaDetails.few(asked.path("metadata"));
        var groups = groups(call, asked.path("security_groups"));
        check(call, networks);
        if (asked.path("key_name").isTextual()) NovaImages.key(nova, call, asked.path("key_name").asText());
        disks.check(call, asked);
        quota(nova, call.caller().projectId(), Map.of("instances", most, "cores",
                most * flavor.path("vcpus").asInt(), "ram", most * flavor.path("ram").asInt()));
        var group = whole.path("os:scheduler_hints").path("group").asText("");
        if (!group.isEmpty()) member(call, group);
        return build(call, asked, whole, flavor, groups);
    }

    /** A flavor that the caller may use, by its id. */
    static Optional<ObjectNode> flavor(Nova nova, Call call, String id) {
        var world = nova.cloud.world();
        return world.find("flavors", id).filter(row -> row.path("os-flavor-access:is_public").asBoolean(true)
                || call.caller().admin() || world.rows("flavor_access").stream().map(World.Row::json)
                        .anyMatch(access -> access.path("flavor_id").asText().equals(id)
                                && access.path("tenant_id").asText().equals(call.caller().projectId())));
    }

    /** Stops if so much more is too much. */
    static void quota(Nova nova, String project, Map<String, Integer> more) {
        var world = nova.cloud.world();
        var load = Load.project(world, project);
        var used = Map.of("instances", load.servers(), "cores", load.vcpus(), "ram", load.ram());
        var over = more.keySet().stream().sorted().filter(name -> more.get(name) > 0
                && Quotas.exceeded(world, "compute", project, name, used.get(name), more.get(name))).toList();
        if (over.isEmpty()) return;
        var names = String.join(", ", over);
        throw new Refused(403, "Quota exceeded for " + names + ": Requested " + joined(over, more::get)
                + ", but already used " + joined(over, used::get) + " of "
                + joined(over, name -> Quotas.limit(world, "compute", project, name)) + " " + names);
    }

    private static String joined(List<String> names, Function<String, Integer> number) {
        return names.stream().map(name -> number.apply(name).toString()).collect(Collectors.joining(", "));
    }

    /** The ids of the groups that are named; the default one if none is. */
    private JsonNode groups(Call call, JsonNode asked) {
        var ids = Json.array();
        for (var one : asked) {
            var name = one.path("name").asText("default");
            ids.add(ports.group(call, name).orElseThrow(() -> new Refused(400,
                    "Unable to find security_group with name or id '" + name + "'")).get("id"));
        }
        if (ids.isEmpty()) ports.group(call, "default").ifPresent(group -> ids.add(group.get("id")));
        return ids;
    }

    private void check(Call call, JsonNode networks) {
        boolean open = networks.isMissingNode() || networks.isArray() && networks.isEmpty()
                || networks.asText().equals("auto");
        if (open && ports.usable(call).size() != 1) {
            throw new Refused(409, "Multiple possible networks found, use a Network ID to be more specific.");
        }
        for (var wish : networks) {
            if (wish.path("port").isTextual()) {
                var id = wish.path("port").asText();
                var port = world.find("ports", id).filter(row -> call.caller().admin()
                                || row.path("project_id").asText().equals(call.caller().projectId()))
                        .orElseThrow(() -> new Refused(400, "Port id " + id + " could not be found."));
                if (!port.path("device_id").asText().isEmpty()) {
                    throw new Refused(409, "Port " + id + " is still in use.");
                }
                continue;
            }
            var id = wish.path("uuid").asText();
            if (ports.network(call, id).isEmpty()) throw new Refused(400, "Network " + id + " could not be found.");
            if (ports.subnets(id).isEmpty()) {
                throw new Refused(400, "Network " + id + " requires a subnet in order to boot instances on.");
            }
            ports.at(id, wish.path("fixed_ip").asText("-")).ifPresent(port -> {
                throw new Refused(400, "Fixed IP address " + wish.path("fixed_ip").asText()
                        + " is already in use on instance " + port.path("device_id").asText() + ".");
            });
        }
    }

    private void member(Call call, String group) {
        boolean there = world.find("server_groups", group).filter(row -> row.path("project_id")
                .asText(call.caller().projectId()).equals(call.caller().projectId())).isPresent();
        if (!there) throw new Refused(400, "Instance group " + group + " could not be found.");
    }

    private Answer build(Call call, ObjectNode asked, ObjectNode whole, ObjectNode flavor, JsonNode groups) {
        var server = row(call, asked, whole, flavor);
        var id = server.path("id").asText();
        var password = NovaLife.password(asked);
        world.put("servers", id, call.caller().projectId(), () -> server);
        records.began(call, server, "create");
        var failed = nova.cloud.failing(server.path("name").asText()).isPresent()
                || server.path("name").asText().contains("fail-spawn");
        var plugged = new ArrayList<ObjectNode>();
        var fault = failed ? "Exceeded maximum number of retries. Exceeded max scheduling attempts 3 for instance "
                + id + ". Last exception: fakecloud: this server was asked to fail its build"
                : plug(call, server, asked.path("networks"), groups, plugged);
        world.later("servers", id, nova.cloud.pace().dividedBy(2), row -> {
            if (row.path(NovaMoves.TASK).asText().equals("scheduling")) {
                row.put(NovaMoves.TASK, fault.isEmpty() ? "spawning" : "networking");
            }
        });
        world.later("servers", id, nova.cloud.pace(), row -> {
            if (Set.of("deleted", "error").contains(row.path(NovaMoves.STATE).asText())
                    || row.path(NovaMoves.TASK).asText().equals("deleting")) return;
            row.put("updated", NovaActions.now());
            records.ended(call, true); // the failed ones too: the step itself came to its end
            if (fault.isEmpty()) start(row, asked.path("availability_zone").asText(""), plugged);
            else fail(row, fault, flavor);
        });
        if (fault.isEmpty()) disks.attach(call, server, asked);
        var answer = Json.object().put("id", id);
        Nova.links(call, answer, "servers");
        answer.put("OS-DCF:diskConfig", server.path("OS-DCF:diskConfig").asText());
        if (asked.has("security_groups")) answer.set("security_groups", asked.get("security_groups"));
        else answer.putArray("security_groups").addObject().put("name", "default");
        return Answer.of(202, Service.object("server", answer.put("adminPass", password)))
                .with("Location", call.base() + "/servers/" + id);
    }

    /** Puts the server on its networks, and says what will make it fail; blank if nothing does. */
    private String plug(Call call, ObjectNode server, JsonNode networks, JsonNode groups, List<ObjectNode> plugged) {
        var id = server.path("id").asText();
        for (var wish : networks) {
            if (wish.path("port").isTextual()) {
                var port = world.find("ports", wish.path("port").asText()).orElseThrow();
                ports.note(port).put("given", true);
                plugged.add(ports.bind(port, server));
            } else {
                var network = wish.path("uuid").asText();
                var address = wish.path("fixed_ip").asText("");
                if (!address.isEmpty() && !ports.fits(network, address)) {
                    return "Build of instance " + id + " aborted: Invalid input received: Fixed IP " + address
                            + " is not a valid ip address for network " + network + ".";
                }
                if (NovaPorts.external(world.find("networks", network).orElseThrow()) && !call.caller().admin()) {
                    return "Build of instance " + id + " aborted: Failed to allocate the network(s), not rescheduling.";
                }
                plugged.add(ports.make(server, network, address, groups.deepCopy()));
            }
            if (wish.path("tag").isTextual()) ports.note(plugged.getLast()).set("tag", wish.get("tag"));
        }
        if (networks.asText().equals("auto") || networks.isMissingNode() || networks.isArray() && networks.isEmpty()) {
            plugged.add(ports.make(server, ports.usable(call).getFirst().path("id").asText(), "", groups));
        }
        return "";
    }

    private void start(ObjectNode row, String zone, List<ObjectNode> plugged) {
        var parts = zone.split(":");
        NovaHosts.move(row, parts.length > 1 && NovaHosts.known(parts[1]) ? parts[1] : NovaHosts.in(parts[0]));
        NovaMoves.state(row.put("OS-SRV-USG:launched_at", CinderRows.now()), "active");
        plugged.forEach(port -> {
            port.set("binding:host_id", row.get("OS-EXT-SRV-ATTR:host"));
            port.put("device_owner", "compute:" + row.path("OS-EXT-AZ:availability_zone").asText());
            ports.show(row, port);
        });
        row.put("OS-EXT-SRV-ATTR:root_device_name", "/dev/sda");
    }

    private void fail(ObjectNode row, String fault, ObjectNode flavor) {
        NovaMoves.state(row, "error");
        NovaHosts.leave(row);
        row.putObject("fault").put("code", 500).put("created", row.path("updated").asText()).put("message", fault)
                .put("details", "Traceback (most recent call last):\n");
        ports.of(row.path("id").asText()).toList().forEach(ports::drop);
    }

    private ObjectNode row(Call call, ObjectNode asked, ObjectNode whole, ObjectNode flavor) {
        var name = asked.path("name").asText();
        int number = 100 + world.rows("servers").size();
        var row = Seed.recorded("servers", call.caller().project(), name, number).orElseThrow();
        var now = NovaActions.now();
        var zone = asked.path("availability_zone").asText("").split(":")[0];
        row.put("id", UUID.randomUUID().toString()).put("user_id", call.caller().userId())
                .put("tenant_id", call.caller().projectId()).put("created", now).put("updated", now)
                .putNull("OS-SRV-USG:launched_at").put(NovaMoves.STATE, "building").put(NovaMoves.POWER, 0)
                .put("OS-EXT-SRV-ATTR:instance_name", "instance-%08x".formatted(number))
                .put("OS-EXT-SRV-ATTR:reservation_id", "r-" + Integer.toString(number + 60_466_176, 36))
                .put("pinned_availability_zone", zone.isEmpty() ? null : zone)
                .put("config_drive", NovaServers.YES.contains(asked.path("config_drive").asText()
                        .toLowerCase(Locale.ROOT)) ? "True" : "")
                .set("flavor", Seed.embedded(flavor));
        NovaMoves.task(row, "scheduling");
        NovaHosts.leave(row);
        row.put("OS-EXT-AZ:availability_zone", zone).putObject("addresses");
        row.putNull("OS-EXT-SRV-ATTR:root_device_name").remove("security_groups");
        var host = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        row.put("OS-EXT-SRV-ATTR:hostname", asked.path("hostname").asText(host.isEmpty()
                ? "Server-" + row.path("id").asText() : host));
        if (asked.has("user_data")) row.set("OS-EXT-SRV-ATTR:user_data", asked.get("user_data"));
        for (var field : List.of("metadata", "key_name", "description", "OS-DCF:diskConfig")) {
            if (asked.has(field)) row.set(field, asked.get(field));
        }
        var tags = new TreeSet<String>();
        asked.path("tags").forEach(tag -> tags.add(tag.asText()));
        row.set("tags", Json.node(List.copyOf(tags)));
        if (disks.boots(asked)) row.put("image", "");
        else ((ObjectNode) row.path("image")).set("id", asked.get("imageRef"));
        whole.path("os:scheduler_hints").propertyStream().forEach(hint -> row.withObject("/scheduler_hints")
                .putArray(hint.getKey()).add(hint.getValue()));
        var group = whole.path("os:scheduler_hints").path("group");
        if (group.isTextual()) {
            row.putArray("server_groups").add(group);
            world.find("server_groups", group.asText())
                    .ifPresent(one -> one.withArray("/members").add(row.path("id").asText()));
        }
        return row;
    }
}
