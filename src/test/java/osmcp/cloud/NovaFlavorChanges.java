package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.cloud.Nova.Call;
import osmcp.cloud.Nova.Refused;
import osmcp.json.Json;

/** What operators do to flavors: make, describe and delete them, set extra specs, and let projects use private ones. */
final class NovaFlavorChanges {
    private static final String MANAGE = "os_compute_api:os-flavor-manage:";
    private static final String SPECS = "os_compute_api:os-flavor-extra-specs:";
    private static final String ACCESS = "os_compute_api:os-flavor-access";
    private static final String ID = "^(?! )[a-zA-Z0-9. _-]+(?<! )$";
    private static final String KEY = "^[a-zA-Z0-9-_:. ]{1,255}$";
    private static final String DIGITS = "^[0-9]+$";
    /** Those of {@code nova/api/validation/extra_specs} that are simulated; any other with {@code hw:} is refused. */
    private static final Map<String, List<String>> WORDS = Map.of("hw:cpu_policy",
            List.of("dedicated", "shared", "mixed"), "hw:cpu_thread_policy", List.of("prefer", "isolate", "require"),
            "hw:watchdog_action", List.of("none", "pause", "poweroff", "reset", "disabled"));

    private final Nova nova;
    private final NovaFlavors flavors;

    NovaFlavorChanges(Nova nova, NovaFlavors flavors) {
        this.nova = nova;
        this.flavors = flavors;
    }

    /** POST /flavors, PUT and DELETE /flavors/{id} and what lies below it */
    Answer answer(Call call) {
        var path = call.path();
        var below = path.size() > 2 ? path.get(2) : "";
        return switch (call.request().method() + " " + below) {
            case "POST " -> create(call);
            case "PUT " -> describe(call);
            case "DELETE " -> {
                Nova.allow(call, MANAGE + "delete");
                flavor(call);
                nova.cloud.world().remove("flavors", path.get(1));
                yield Answer.of(202, "application/json", "");
            }
            case "POST action" -> access(call);
            case "GET os-flavor-access" -> {
                Nova.allow(call, ACCESS);
                if (NovaFlavors.open(flavor(call))) {
                    throw new Refused(404, "Access list not available for public flavors.");
                }
                yield granted(call);
            }
            default -> specs(call);
        };
    }

    /** For an administrator any; who may not see a private one hears that there is none. */
    private ObjectNode flavor(Call call) { return flavors.visible(call, call.path().get(1)); }

    /** A flavor's name may be the same as no other's, its id too; without an id, or with null, Nova makes one. */
    private Answer create(Call call) {
        var known = new HashSet<>(Set.of("id", "name", "ram", "vcpus", "disk", "OS-FLV-EXT-DATA:ephemeral", "swap",
                "rxtx_factor", "os-flavor-access:is_public"));
        if (call.from(55)) known.add("description");
        var body = NovaSchema.inner(call, "flavor", List.of("name", "ram", "vcpus", "disk"), known);
        var row = Json.object();
        var id = body.hasNonNull("id") ? id(body) : UUID.randomUUID().toString();
        row.put("id", id).put("name", NovaSchema.name(body, "name"))
                .put("ram", NovaSchema.number(body, "ram", 1, DIGITS))
                .put("disk", NovaSchema.number(body, "disk", 0, DIGITS));
        for (var field : List.of("swap", "OS-FLV-EXT-DATA:ephemeral")) {
            row.put(field, body.has(field) ? NovaSchema.number(body, field, 0, DIGITS) : 0);
        }
        row.put("OS-FLV-DISABLED:disabled", false).put("vcpus", NovaSchema.number(body, "vcpus", 1, DIGITS));
        row.put("os-flavor-access:is_public", !body.has("os-flavor-access:is_public")
                || NovaSchema.truth(body, "os-flavor-access:is_public"));
        row.put("rxtx_factor", factor(body)).putArray("links");
        row.set("description", body.has("description") ? description(body) : row.nullNode());
        row.putObject("extra_specs");
        Nova.allow(call, MANAGE + "create");
        for (var other : nova.cloud.world().rows("flavors")) {
            if (other.json().get("name").equals(row.get("name"))) {
                throw new Refused(409, "Flavor with name " + row.path("name").asText() + " already exists.");
            }
            if (other.id().equals(id)) throw new Refused(409, "Flavor with ID " + id + " already exists.");
        }
        nova.cloud.world().put("flavors", id, "", () -> row);
        return Answer.of(200, Service.object("flavor", NovaFlavors.view(call, row)));
    }

    private static String id(ObjectNode body) {
        var id = body.get("id").isIntegralNumber() ? body.get("id").asText() : NovaSchema.text(body, "id", 255);
        if (!id.matches(ID)) throw NovaBodies.invalid("id", body.get("id"), " does not match '" + ID + "'");
        return id;
    }

    private static double factor(ObjectNode body) {
        var value = body.path("rxtx_factor");
        if (value.isMissingNode()) return 1;
        if (value.isTextual() && !value.textValue().matches("[0-9]+(\\.[0-9]+)?")) {
            throw NovaBodies.invalid("rxtx_factor", value, " does not match '^[0-9]+(\\\\.[0-9]+)?$'");
        }
        if (value.asDouble() > 0) return value.asDouble();
        throw NovaBodies.invalid("rxtx_factor", value, " is less than or equal to the minimum of 0");
    }

    private static JsonNode description(ObjectNode body) {
        var value = body.get("description");
        if (value.isTextual() && value.textValue().length() > 65_535) {
            throw NovaBodies.invalid("description", value, " is too long");
        }
        if (value.isTextual() || value.isNull()) return value;
        throw NovaBodies.invalid("description", value, " is not of type 'string', 'null'");
    }

    /** PUT /flavors/{id}, since 2.55: nothing but the description can be changed */
    private Answer describe(Call call) {
        if (!call.from(55)) throw new Refused(404, "The resource could not be found.");
        var body = NovaSchema.inner(call, "flavor", List.of("description"), Set.of("description"));
        var description = description(body);
        Nova.allow(call, MANAGE + "update");
        var row = flavor(call);
        row.set("description", description);
        return Answer.of(200, Service.object("flavor", NovaFlavors.view(call, row)));
    }

    private Answer specs(Call call) {
        var key = call.path().size() > 3 ? call.path().get(3) : "";
        return switch (call.request().method()) {
            case "POST" -> {
                var given = NovaSchema.whole(call, Set.of("extra_specs"), Set.of("extra_specs")).get("extra_specs");
                if (!(given instanceof ObjectNode specs)) {
                    throw NovaBodies.invalid("extra_specs", given, " is not of type 'object'");
                }
                specs.properties().forEach(spec -> spec(specs, "extra_specs", spec));
                Nova.allow(call, SPECS + "create");
                if (call.from(86)) specs.properties().forEach(NovaFlavorChanges::known);
                store(flavor(call), specs);
                yield Answer.of(200, Service.object("extra_specs", specs));
            }
            case "PUT" -> {
                var spec = one(NovaSchema.body(call));
                Nova.allow(call, SPECS + "update");
                if (!spec.has(key)) throw new Refused(400, "Request body and URI mismatch");
                if (call.from(86)) spec.properties().forEach(NovaFlavorChanges::known);
                store(flavor(call), spec);
                yield Answer.of(200, spec);
            }
            case "DELETE" -> {
                Nova.allow(call, SPECS + "delete");
                var specs = (ObjectNode) flavor(call).path("extra_specs");
                if (specs.remove(key) == null) throw none(call, key);
                yield Answer.of(200, "application/json", "");
            }
            default -> {
                var specs = flavor(call).path("extra_specs");
                if (key.isEmpty()) yield Answer.of(200, Service.object("extra_specs", specs));
                if (!specs.has(key)) throw none(call, key);
                yield Answer.of(200, Service.object(key, specs.get(key)));
            }
        };
    }

    private static ObjectNode one(JsonNode body) {
        if (!(body instanceof ObjectNode spec)) {
            throw new Refused(400, NovaBodies.python(body) + " is not of type 'object'");
        }
        if (spec.isEmpty()) throw new Refused(400, "{} should be non-empty");
        if (spec.size() > 1) throw new Refused(400, NovaBodies.python(spec) + " has too many properties");
        spec.properties().forEach(field -> spec(spec, "", field));
        return spec;
    }

    private static void spec(ObjectNode all, String field, Map.Entry<String, JsonNode> spec) {
        if (!spec.getKey().matches(KEY)) {
            var words = "'" + spec.getKey() + "' does not match any of the regexes: '" + KEY + "'";
            throw field.isEmpty() ? new Refused(400, words) : NovaBodies.invalid(field, all, words);
        }
        var value = spec.getValue();
        if (!value.isTextual() && !value.isNumber()) {
            throw NovaBodies.invalid(spec.getKey(), value, " is not of type 'string', 'number'");
        }
        if (value.asText().length() > 255) throw NovaBodies.invalid(spec.getKey(), value, " is too long");
    }

    /** What is known is looked at since 2.86; a word without a colon, or with a strange one before it, may be all. */
    private static void known(Map.Entry<String, JsonNode> spec) {
        var value = spec.getValue().asText();
        var fail = "Validation failed; ";
        var words = WORDS.get(spec.getKey());
        if (words != null && !words.contains(value)) {
            throw new Refused(400, fail + "'" + value + "' is not one of: " + String.join(", ", words) + ".");
        }
        if (spec.getKey().equals("hw:numa_nodes") && !value.matches("-?\\d+")) {
            throw new Refused(400, fail + "'" + value + "' is not a valid integer value.");
        }
        if (spec.getKey().equals("hw:numa_nodes") && Long.parseLong(value) < 1) {
            throw new Refused(400, fail + "'" + value + "' is less than the min value of '1'.");
        }
        boolean simulated = words != null || Set.of("hw:numa_nodes", "hw:mem_page_size").contains(spec.getKey());
        if (spec.getKey().startsWith("hw:") && !simulated) {
            throw new Refused(400, fail + "extra spec '" + spec.getKey()
                    + "' does not appear to be a valid extra spec.");
        }
    }

    /** Numbers become texts. */
    private static void store(ObjectNode flavor, ObjectNode specs) {
        var kept = flavor.withObject("/extra_specs");
        specs.properties().forEach(spec -> kept.put(spec.getKey(), spec.getValue().asText()));
    }

    private static Refused none(Call call, String key) {
        return new Refused(404, "Flavor " + call.path().get(1) + " has no extra specs with key " + key + ".");
    }

    private Answer access(Call call) {
        var body = Nova.body(call);
        if (body.size() != 1) throw new Refused(400, "Malformed request body");
        var action = body.fieldNames().next();
        if (!Set.of("addTenantAccess", "removeTenantAccess").contains(action)) {
            throw new Refused(400, "There is no such action: " + action);
        }
        boolean adds = action.startsWith("add");
        var value = NovaBodies.object(action, body.get(action), Set.of("tenant"), Set.of("tenant"),
                " is not of type 'object'");
        var project = NovaSchema.text(value, "tenant", 255);
        Nova.allow(call, ACCESS + (adds ? ":add_tenant_access" : ":remove_tenant_access"));
        if (adds && People.projects().stream().noneMatch(one -> one.id().equals(project))) {
            throw new Refused(400, "Project ID " + project + " is not a valid project.");
        }
        var flavor = flavor(call);
        var world = nova.cloud.world();
        if (adds && NovaFlavors.open(flavor)) throw new Refused(409, "Can not add access to a public flavor.");
        var grant = world.rows("flavor_access").stream().filter(row -> row.json().get("flavor_id")
                .equals(flavor.get("id")) && row.json().path("tenant_id").asText().equals(project)).findFirst();
        int number = 1 + world.rows("flavors").stream().map(World.Row::id).toList().indexOf(call.path().get(1));
        if (adds && grant.isPresent()) {
            throw new Refused(409, "Flavor access already exists for flavor " + number + " and project " + project
                    + " combination.");
        }
        if (!adds && grant.isEmpty()) {
            throw new Refused(404, "Flavor access not found for " + number + " / " + project + " combination.");
        }
        if (adds) {
            world.add("flavor_access", "", Map.of("flavor_id", flavor.path("id").asText(), "tenant_id", project,
                    "id", flavor.path("id").asText() + " " + project));
        } else {
            world.remove("flavor_access", grant.get().id());
        }
        return granted(call);
    }

    private Answer granted(Call call) {
        var rows = Json.array();
        nova.cloud.world().rows("flavor_access").stream().map(World.Row::json)
                .filter(row -> row.path("flavor_id").asText().equals(call.path().get(1)))
                .forEach(row -> rows.addObject().put("flavor_id", row.path("flavor_id").asText())
                        .put("tenant_id", row.path("tenant_id").asText()));
        return Answer.of(200, Service.object("flavor_access", rows));
    }
}
