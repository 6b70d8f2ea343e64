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
            case "network_id", "floating_network_id" -> uuid(text);
            case "port_id", "subnet_id" -> value.isNull() ? "" : uuid(text);
            case "gateway_ip", "fixed_ip_address", "floating_ip_address" -> value.isNull() ? "" : address(text);
            case "security_groups" -> value.isNull() ? "" : !value.isArray() ? "'" + text + "' is not a list."
                    : different(value, "Duplicate items in the list: '%s'.", JsonNode::asText)
                    .orElseGet(() -> first(value, group -> uuid(group.asText())));
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
                    : different(value, "Duplicate IP address '%s'.", fixed -> fixed.path("ip_address").asText())
                    .orElseGet(() -> first(value, fixed -> fixed.has("ip_address")
                            && !address(fixed.path("ip_address").asText()).isEmpty()
                            ? address(fixed.path("ip_address").asText())
                            : fixed.has("subnet_id") ? uuid(fixed.path("subnet_id").asText()) : ""));
            default -> "";
        };
        if (!wrong.isEmpty()) throw NeutronLists.bad("Invalid input for " + name + ". Reason: " + wrong);
    }

    private static String first(JsonNode list, Function<JsonNode, String> check) {
        return list.valueStream().map(check).filter(reason -> !reason.isEmpty()).findFirst().orElse("");
    }

    private static Optional<String> different(JsonNode list, String words, Function<JsonNode, String> by) {
        var seen = new HashSet<String>();
        return list.valueStream().map(by).filter(text -> !text.isEmpty() && !seen.add(text)).findFirst()
                .map(words::formatted);
    }

    private static String uuid(String text) {
        return text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}") ? ""
                : "'" + text + "' is not a valid UUID.";
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
        row.setAll(body);
        if (!body.has("mac_address")) {
            int low = ThreadLocalRandom.current().nextInt(0x1000000);
            row.put("mac_address", "fa:16:3e:%02x:%02x:%02x".formatted(low >> 16, low >> 8 & 0xff, low & 0xff));
        } else if (ports.stream().anyMatch(port -> port.get("network_id").equals(body.get("network_id"))
                && port.get("mac_address").equals(body.get("mac_address")))) {
            throw new Refused(409, "MacAddressInUse", "Unable to complete operation for network "
                    + body.path("network_id").asText() + ". The mac address " + body.path("mac_address").asText()
                    + " is in use.");
        }
        var addresses = new NeutronAddresses(row, subnets, ports, exists);
        if (body.has("fixed_ips")) addresses.these(body.get("fixed_ips"));
        else addresses.any();
        if (body.has("fixed_ips") && body.get("fixed_ips").isEmpty()) row.put("ip_allocation", "none");
        SeedNetworks.assign(row);
    }
}
