package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Neutron.Refused;
import osmcp.json.Json;

/** Which values Neutron takes, and what it makes of those that are not given. */
final class NeutronFields {
    private NeutronFields() {}

    /** One value by itself, the same when something is made and when it is changed. */
    static void check(String name, JsonNode value) {
        var text = value.isNull() ? "None" : value.asText();
        var wrong = switch (name) {
            case "name", "description" -> !value.isTextual() ? "'" + text + "' is not a valid string."
                    : text.length() > 255 ? "'" + text + "' exceeds maximum length of 255." : "";
            case "network_id" -> text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}") ? ""
                    : "'" + text + "' is not a valid UUID.";
            case "gateway_ip" -> value.isNull() ? "" : address(text);
            case "mac_address" -> text.matches("(\\p{XDigit}{2}:){5}\\p{XDigit}{2}") ? ""
                    : "'" + text + "' is not a valid MAC address.";
            case "ip_version" -> {
                if (!text.matches("-?\\d+")) throw NeutronLists.invalid("'" + text + "' is not an integer.");
                yield Set.of("4", "6").contains(text) ? "" : text + " is not in valid_values.";
            }
            case "enable_dhcp", "admin_state_up", "shared", "router:external" -> {
                var word = text.toLowerCase(Locale.ROOT);
                if (!NovaServers.YES.contains(word) && !NovaServers.NO.contains(word)) {
                    throw NeutronLists.invalid("'" + text + "' cannot be converted to boolean.");
                }
                yield "";
            }
            case "dns_nameservers" -> servers(value.isTextual() ? Json.array().add(value) : value);
            case "host_routes" -> value.isTextual() ? "Invalid data format for hostroute: '" + text + "'."
                    : first(value, route -> dictionary(route, "destination", "nexthop").or(() ->
                            Cidr.parse(route.path("destination").asText()).isPresent() ? Optional.empty()
                                    : Optional.of("'" + route.path("destination").asText() + "' is not a valid CIDR."))
                            .orElseGet(() -> address(route.path("nexthop").asText())));
            case "allocation_pools" -> {
                if (!value.isNull() && (!value.isArray() || value.valueStream().anyMatch(pool -> !pool.isObject()))) {
                    throw NeutronLists.invalid("Invalid data format for allocation pools.");
                }
                yield first(value, pool -> dictionary(pool, "end", "start").orElseGet(() ->
                        Stream.of("start", "end").map(end -> address(pool.path(end).asText()))
                                .filter(reason -> !reason.isEmpty()).findFirst().orElse("")));
            }
            case "fixed_ips" -> !value.isArray() ? "Invalid data format for fixed IP: '" + text + "'."
                    : first(value, fixed -> fixed.has("ip_address") ? address(fixed.path("ip_address").asText()) : "");
            default -> "";
        };
        if (!wrong.isEmpty()) throw NeutronLists.bad("Invalid input for " + name + ". Reason: " + wrong);
    }

    private static String first(JsonNode list, Function<JsonNode, String> check) {
        return list.valueStream().map(check).filter(reason -> !reason.isEmpty()).findFirst().orElse("");
    }

    private static String address(String text) {
        return Cidr.address(text).isPresent() ? "" : "'" + text + "' is not a valid IP address.";
    }

    private static String servers(JsonNode list) {
        var seen = new HashSet<String>();
        return first(list, item -> !address(item.asText()).isEmpty() ? "'" + item.asText() + "' is not a valid "
                + "nameserver. " + address(item.asText()) : seen.add(item.asText()) ? ""
                : "Duplicate nameserver '" + item.asText() + "'.");
    }

    private static Optional<String> dictionary(JsonNode node, String one, String other) {
        if (!node.isObject()) {
            return Optional.of("Invalid input. '" + node.asText() + "' must be a dictionary with keys: ['" + one
                    + "', '" + other + "'].");
        }
        var keys = node.propertyStream().map(Map.Entry::getKey).toList();
        return new HashSet<>(keys).equals(Set.of(one, other)) ? Optional.empty()
                : Optional.of("Validation of dictionary's keys failed. Expected keys: {'" + one + "', '" + other
                        + "'} Provided keys: {'" + String.join("', '", keys) + "'}.");
    }

    /** A new subnet. Without a gateway it gets one; with null it has none. Without pools, or with none, it gets all. */
    static void subnet(ObjectNode row, ObjectNode body, List<ObjectNode> siblings) {
        int version = body.path("ip_version").asInt();
        var text = body.path("cidr").asText("");
        if (text.isEmpty()) {
            throw new Refused(400, "BadRequest",
                    "Bad subnets request: a subnetpool must be specified in the absence of a cidr.");
        }
        var range = Cidr.parse(text)
                .orElseThrow(() -> NeutronLists.invalid(text + " is not in a CIDR format."));
        if (range.version() != version) throw mismatch("cidr", text, version);
        boolean dhcp = yes(body.path("enable_dhcp"), true);
        if (dhcp && range.bits() == 32 && range.prefix() > 30) {
            throw NeutronLists.invalid("Subnet has a prefix length that is incompatible with DHCP service enabled.");
        }
        if (dhcp && range.first().signum() == 0) {
            throw NeutronLists.invalid("First IP '" + range.text(BigInteger.ZERO)
                    + "' of network is not supported if enable_dhcp is True..");
        }
        var overlap = siblings.stream().map(other -> Cidr.parse(other.path("cidr").asText()))
                .flatMap(Optional::stream).filter(range::overlaps).findFirst();
        if (overlap.isPresent()) {
            throw NeutronLists.invalid("Requested subnet with cidr: " + range + " for network: "
                    + body.path("network_id").asText() + " overlaps with another subnet.");
        }
        row.setAll(body);
        for (var list : List.of("dns_nameservers", "host_routes")) if (!row.path(list).isArray()) row.putArray(list);
        row.put("ip_version", version).put("cidr", range.toString()).put("enable_dhcp", dhcp);
        if (!body.has("gateway_ip")) row.put("gateway_ip", range.gateway());
        boolean pools = !body.path("allocation_pools").isEmpty();
        if (!pools) row.putArray("allocation_pools");
        consistent(row);
        if (!pools) row.set("allocation_pools", range.pools(Optional.ofNullable(row.get("gateway_ip").textValue())));
    }

    /** What a subnet is after a change has to fit together. */
    static void consistent(ObjectNode subnet) {
        int version = subnet.path("ip_version").asInt();
        var range = Cidr.parse(subnet.path("cidr").asText()).orElseThrow();
        var gateway = subnet.path("gateway_ip").textValue();
        if (gateway != null && Cidr.bits(gateway) != range.bits()) throw mismatch("gateway_ip", gateway, version);
        subnet.path("dns_nameservers").forEach(dns -> same("dns_nameserver", dns, range));
        subnet.path("host_routes").forEach(route -> same("nexthop", route.path("nexthop"), range));
        var at = Optional.ofNullable(gateway).flatMap(Cidr::address);
        if (at.isPresent() && !range.allows(at.get())) throw NeutronLists.invalid("Gateway is not valid on subnet.");
        for (var pool : subnet.path("allocation_pools")) {
            var start = Cidr.address(pool.path("start").asText()).orElseThrow();
            var end = Cidr.address(pool.path("end").asText()).orElseThrow();
            var words = pool.path("start").asText() + "-" + pool.path("end").asText();
            if (start.compareTo(end) > 0) {
                throw new Refused(400, "InvalidAllocationPool", "The allocation pool {'start': '"
                        + words.replace("-", "', 'end': '") + "'} is not valid.");
            }
            if (!range.contains(start) || !range.contains(end)) {
                throw new Refused(400, "OutOfBoundsAllocationPool", "The allocation pool " + words
                        + " spans beyond the subnet cidr " + range + ".");
            }
            if (at.filter(address -> address.compareTo(start) >= 0 && address.compareTo(end) <= 0).isPresent()) {
                throw new Refused(409, "GatewayConflictWithAllocationPools", "Gateway ip " + gateway
                        + " conflicts with allocation pool " + words + ".");
            }
        }
    }

    private static void same(String what, JsonNode address, Cidr range) {
        if (Cidr.bits(address.asText()) != range.bits()) throw mismatch(what, address.asText(), range.version());
    }

    private static Refused mismatch(String what, String text, int version) {
        return NeutronLists.invalid(what + " '" + text + "' does not match the ip_version '" + version + "'.");
    }

    static boolean yes(JsonNode value, boolean otherwise) {
        return value.isMissingNode() ? otherwise : NovaServers.YES.contains(value.asText().toLowerCase(Locale.ROOT));
    }

    /** A new port, with the addresses that are asked for, or the first that are free in one subnet of each version. */
    static void port(ObjectNode row, ObjectNode body, List<ObjectNode> subnets, List<ObjectNode> ports,
            Predicate<String> exists) {
        var id = body.path("network_id").asText();
        row.setAll(body);
        if (!body.has("mac_address")) {
            int low = ThreadLocalRandom.current().nextInt(0x1000000);
            row.put("mac_address", "fa:16:3e:%02x:%02x:%02x".formatted(low >> 16, low >> 8 & 0xff, low & 0xff));
        } else if (ports.stream().anyMatch(port -> port.get("network_id").equals(body.get("network_id"))
                && port.get("mac_address").equals(body.get("mac_address")))) {
            throw new Refused(409, "MacAddressInUse", "Unable to complete operation for network " + id
                    + ". The mac address " + body.path("mac_address").asText() + " is in use.");
        }
        if (!body.has("security_groups")) row.putArray("security_groups")
                .add(World.id(row.path("project_id").asText(), "security group", "default"));
        row.putArray("fixed_ips");
        if (!body.has("fixed_ips")) {
            for (int version : List.of(4, 6)) {
                var of = subnets.stream().filter(subnet -> subnet.path("ip_version").asInt() == version).toList();
                if (!of.isEmpty()) fix(row, of.getFirst(), free(of.getFirst(), ports, id));
            }
        }
        for (var asked : body.path("fixed_ips")) {
            var subnetId = asked.path("subnet_id").asText();
            var address = asked.path("ip_address").asText();
            var at = Cidr.address(address);
            if (subnetId.isEmpty() && address.isEmpty()) {
                throw NeutronLists.invalid("IP allocation requires subnet_id or ip_address.");
            }
            if (!subnetId.isEmpty() && !exists.test(subnetId)) throw NeutronLists.Kind.SUBNETS.lost(subnetId);
            var subnet = subnets.stream().filter(one -> subnetId.isEmpty() ? at.isPresent()
                    && range(one).contains(at.get()) && Cidr.bits(address) == range(one).bits()
                    : one.path("id").asText().equals(subnetId)).findFirst().orElseThrow(() -> subnetId.isEmpty()
                            ? new Refused(400, "InvalidIpForNetwork", "IP address " + address
                                    + " is not a valid IP for any of the subnets on the specified network.")
                            : NeutronLists.invalid("Failed to create port on network " + id
                                    + ", because fixed_ips included invalid subnet " + subnetId + "."));
            if (at.isPresent() && (!range(subnet).contains(at.get()) || !range(subnet).allows(at.get()))) {
                throw new Refused(400, "InvalidIpForSubnet", "IP address " + address
                        + " is not a valid IP for the specified subnet.");
            }
            if (!address.isEmpty() && taken(ports, subnet).contains(address)) {
                throw new Refused(409, "IpAddressAlreadyAllocated", "IP address " + address
                        + " already allocated in subnet " + subnet.path("id").asText());
            }
            fix(row, subnet, address.isEmpty() ? free(subnet, ports, id) : address);
        }
        SeedNetworks.assign(row);
    }

    private static Cidr range(ObjectNode subnet) { return Cidr.parse(subnet.path("cidr").asText()).orElseThrow(); }

    private static void fix(ObjectNode port, ObjectNode subnet, String address) {
        port.withArray("/fixed_ips").addObject().put("ip_address", address).set("subnet_id", subnet.get("id"));
    }

    private static Set<String> taken(List<ObjectNode> ports, ObjectNode subnet) {
        return ports.stream().flatMap(port -> port.path("fixed_ips").valueStream())
                .filter(fixed -> fixed.get("subnet_id").equals(subnet.get("id")))
                .map(fixed -> fixed.path("ip_address").asText()).collect(Collectors.toSet());
    }

    private static String free(ObjectNode subnet, List<ObjectNode> ports, String network) {
        var taken = taken(ports, subnet);
        var range = range(subnet);
        return subnet.path("allocation_pools").valueStream().flatMap(pool -> {
            var end = Cidr.address(pool.path("end").asText()).orElseThrow();
            return Stream.iterate(Cidr.address(pool.path("start").asText()).orElseThrow(), at -> at.compareTo(end) <= 0,
                    at -> at.add(BigInteger.ONE)).map(range::text);
        }).filter(address -> !taken.contains(address)).findFirst().orElseThrow(() -> new Refused(409,
                "IpAddressGenerationFailure", "No more IP addresses available on network " + network + "."));
    }
}
