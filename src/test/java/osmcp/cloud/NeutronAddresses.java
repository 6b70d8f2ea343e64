package osmcp.cloud;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import osmcp.cloud.Neutron.Refused;

/** Which addresses a port gets: those asked for, free ones, and one of every subnet that gives them by itself. */
final class NeutronAddresses {
    private final ObjectNode row;
    private final List<ObjectNode> subnets;
    private final List<ObjectNode> others;
    private final Predicate<String> shown;
    private final JsonNode before;

    /**
     * @param row     the port; its network and its MAC address count
     * @param subnets those of its network
     * @param ports   all ports there are
     * @param shown   whether the caller is shown a subnet of that id
     */
    NeutronAddresses(ObjectNode row, List<ObjectNode> subnets, List<ObjectNode> ports, Predicate<String> shown) {
        this.row = row;
        this.subnets = subnets;
        this.others = ports.stream().filter(port -> !port.get("id").equals(row.get("id"))).toList();
        this.shown = shown;
        this.before = row.path("fixed_ips").deepCopy();
    }

    /** The first that are free in one subnet of each version. */
    void any() {
        row.putArray("fixed_ips");
        for (int version : List.of(4, 6)) {
            subnets.stream().filter(subnet -> subnet.path("ip_version").asInt() == version && !automatic(subnet))
                    .findFirst().ifPresent(subnet -> fix(subnet, free(subnet)));
        }
        own();
    }

    /** Those asked for. What a subnet gives by itself (SLAAC) stays, whether it is asked for or not. */
    void these(JsonNode asked) {
        row.putArray("fixed_ips");
        // what is named first, or a free one might be what is named after it
        asked.valueStream().filter(one -> one.has("ip_address")).forEach(this::place);
        asked.valueStream().filter(one -> !one.has("ip_address")).forEach(this::place);
        own();
    }

    private void place(JsonNode asked) {
        var subnetId = asked.path("subnet_id").asText();
        var address = asked.path("ip_address").asText();
        var at = Cidr.address(address);
        if (subnetId.isEmpty() && address.isEmpty()) {
            throw NeutronLists.invalid("IP allocation requires subnet_id or ip_address.");
        }
        if (!subnetId.isEmpty() && !shown.test(subnetId)) throw NeutronLists.Kind.SUBNETS.lost(subnetId);
        var subnet = subnets.stream().filter(one -> subnetId.isEmpty() ? at.isPresent()
                && Cidr.bits(address) == range(one).bits() && range(one).contains(at.get())
                && range(one).allows(at.get())
                : one.path("id").asText().equals(subnetId)).findFirst().orElseThrow(() -> subnetId.isEmpty()
                        ? new Refused(400, "InvalidIpForNetwork", "IP address " + address
                                + " is not a valid IP for any of the subnets on the specified network.")
                        : NeutronLists.invalid("Failed to create port on network " + row.path("network_id").asText()
                                + ", because fixed_ips included invalid subnet " + subnetId + "."));
        if (at.isPresent() && (!range(subnet).contains(at.get()) || !range(subnet).allows(at.get()))) {
            throw new Refused(400, "InvalidIpForSubnet", "IP address " + address
                    + " is not a valid IP for the specified subnet.");
        }
        if (automatic(subnet)) {
            if (!address.isEmpty() && !address.equals(own(subnet))) {
                throw new Refused(400, "AllocationOnAutoAddressSubnet", "IPv6 address " + address + " cannot be "
                        + "directly assigned to a port on subnet " + subnet.path("id").asText()
                        + " as the subnet is configured for automatic addresses");
            }
            return;
        }
        if (!address.isEmpty() && taken(subnet).contains(address)) {
            throw new Refused(409, "IpAddressAlreadyAllocated", "IP address " + address
                    + " already allocated in subnet " + subnet.path("id").asText());
        }
        fix(subnet, address.isEmpty() ? free(subnet) : address);
    }

    private void own() {
        subnets.stream().filter(NeutronAddresses::automatic).forEach(subnet -> fix(subnet, own(subnet)));
    }

    /** What it has already, or after Neutron's rule: the MAC address makes the host's part of the address (EUI-64). */
    private String own(ObjectNode subnet) {
        var has = before.valueStream().filter(fixed -> fixed.get("subnet_id").equals(subnet.get("id"))).findFirst();
        if (has.isPresent()) return has.get().path("ip_address").asText();
        var mac = HexFormat.ofDelimiter(":").parseHex(row.path("mac_address").asText());
        var host = HexFormat.of().formatHex(new byte[] {(byte) (mac[0] ^ 2), mac[1], mac[2], (byte) 0xff, (byte) 0xfe,
                mac[3], mac[4], mac[5]});
        return range(subnet).text(range(subnet).first().add(new BigInteger(host, 16)));
    }

    private static boolean automatic(ObjectNode subnet) {
        return subnet.path("ipv6_address_mode").asText().matches("slaac|dhcpv6-stateless");
    }

    private static Cidr range(ObjectNode subnet) { return Cidr.parse(subnet.path("cidr").asText()).orElseThrow(); }

    private void fix(ObjectNode subnet, String address) {
        row.withArray("/fixed_ips").addObject().put("ip_address", address).set("subnet_id", subnet.get("id"));
    }

    private Set<String> taken(ObjectNode subnet) {
        return Stream.concat(others.stream(), Stream.of(row)).flatMap(port -> port.path("fixed_ips").valueStream())
                .filter(fixed -> fixed.get("subnet_id").equals(subnet.get("id")))
                .map(fixed -> fixed.path("ip_address").asText()).collect(Collectors.toSet());
    }

    private String free(ObjectNode subnet) {
        var taken = taken(subnet);
        var range = range(subnet);
        return subnet.path("allocation_pools").valueStream().flatMap(pool -> {
            var end = Cidr.address(pool.path("end").asText()).orElseThrow();
            return Stream.iterate(Cidr.address(pool.path("start").asText()).orElseThrow(), at -> at.compareTo(end) <= 0,
                    at -> at.add(BigInteger.ONE)).map(range::text);
        }).filter(address -> !taken.contains(address)).findFirst().orElseThrow(() -> new Refused(409,
                "IpAddressGenerationFailure", "No more IP addresses available on network "
                        + row.path("network_id").asText() + "."));
    }
}
