package osmcp.openstack.network;

import module java.base;
import osmcp.openstack.*;

/**
 * What a new subnet is to be. Where no gateway is given none is sent, since null would mean that there is none.
 *
 * @param settings what can be changed later too
 */
public record NewSubnet(String name, String cidr, int ipVersion, Optional<String> ipv6RaMode,
        Optional<String> ipv6AddressMode, SubnetSettings settings) implements New<Kinds.Network, Subnet> {
    @Override public Kind<Subnet> kind() { return Subnet.SUBNETS; }

    @Override public Body body(Ref<? extends Kinds.Network> network) {
        var body = Body.of("subnet").ref("network_id", network).put("name", name).put("cidr", cidr)
                .put("ip_version", ipVersion).put("ipv6_ra_mode", ipv6RaMode)
                .put("ipv6_address_mode", ipv6AddressMode);
        settings.into(body);
        return body;
    }
}
