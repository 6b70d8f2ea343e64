package osmcp.openstack.network;

import module java.base;
import osmcp.openstack.*;

/** What Neutron does for ports. */
public final class Ports {
    private static final List<String> ROUTERS = List.of("network:router_interface",
            "network:router_interface_distributed", "network:ha_router_replicated_interface");

    private final Session session;

    /** For the project that is signed in to. */
    public Ports(Session session) { this.session = session; }

    /** Those of the project that are in that server. GET /v2.0/ports?device_id={server} */
    public Many<Port> of(Ref<? extends Kinds.Server> server) {
        return session.list(Port.PORTS).narrow("device_id", Optional.of(server.id()))
                .where(Optional.of(server.id()), (port, id) -> port.device().filter(id::equals).isPresent());
    }

    /** The same, on one network. */
    public Many<Port> of(Ref<? extends Kinds.Server> server, Ref<Network> network) {
        return of(server).narrow("network_id", Optional.of(network.id()))
                .where(Optional.of(network.id()), (port, id) -> port.text("network_id").equals(id));
    }

    /**
     * The ids of the subnets that the project's routers are in. The routers of whoever shares a network are not shown.
     * GET /v2.0/ports?device_owner=network:router_interface
     */
    public Set<String> routed() {
        var many = session.list(Port.PORTS);
        for (var owner : ROUTERS) many = many.narrow("device_owner", Optional.of(owner));
        return many.where(Optional.of(ROUTERS), (port, owners) -> owners.contains(port.text("device_owner"))).stream()
                .flatMap(port -> port.fixed().stream()).map(Port.Fixed::subnet).collect(Collectors.toSet());
    }

    /**
     * PUT /v2.0/ports/{id}, with one address more. The list is replaced whole, so nothing is sent if the port was
     * changed since it was read.
     *
     * @param address absent for any that is free in the subnet
     * @return what it has now and had not before
     */
    public List<String> add(Target<Port> port, Optional<String> address, Optional<Ref<Subnet>> subnet) {
        var before = port.value().addresses();
        var one = Body.plain().put("ip_address", address)
                .refIfAny("subnet_id", subnet.filter(_ -> address.isEmpty()));
        return put(port, Stream.concat(before.stream().map(Ports::kept), Stream.of(one)).toList()).stream()
                .filter(text -> !before.contains(text)).toList();
    }

    /** The same with one less. @return whether it is gone: Neutron leaves what a subnet gives by itself (SLAAC) */
    public boolean remove(Target<Port> port, String address) {
        var rest = port.value().addresses().stream().filter(text -> !Port.same(text, address));
        return put(port, rest.map(Ports::kept).toList()).stream().noneMatch(text -> Port.same(text, address));
    }

    /** A network's subnets do not overlap, so the address says in which it is. */
    private static Body kept(String address) { return Body.plain().put("ip_address", address); }

    private List<String> put(Target<Port> port, List<Body> addresses) {
        var answer = session.at(port).ifUnchanged().put(Body.of("port").parts("fixed_ips", addresses), "");
        return answer.path("port").path("fixed_ips").valueStream().map(fixed -> fixed.path("ip_address").asText(""))
                .toList();
    }
}
