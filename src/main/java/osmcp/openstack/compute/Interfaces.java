package osmcp.openstack.compute;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import osmcp.openstack.*;

/**
 * The interfaces of servers and the security groups on them, as Nova changes them. Those of one server are changed one
 * after another: Nova replaces lists that it has read before, and what came in between would be lost.
 */
public final class Interfaces {
    private final Session session;

    /** For the project that is signed in to. */
    public Interfaces(Session session) { this.session = session; }

    /** What a server was given. */
    public record Attached(String port, List<String> addresses) {
        private static Attached of(ObjectNode answer) {
            var made = answer.path("interfaceAttachment");
            return new Attached(made.path("port_id").asText(""), made.path("fixed_ips").valueStream()
                    .map(fixed -> fixed.path("ip_address").asText("")).toList());
        }
    }

    /**
     * POST /servers/{id}/os-interface: a new port on that network, which Nova makes and takes away again with it. The
     * answer comes when it is done. The tag needs 2.49.
     */
    public Attached attach(Target<Server> server, Ref<? extends Kinds.Network> network, Optional<String> fixedIp,
            Optional<String> tag) {
        var body = Body.of("interfaceAttachment").ref("net_id", network).put("tag", tag);
        fixedIp.ifPresent(address -> body.parts("fixed_ips", List.of(Body.plain().put("ip_address", address))));
        return attach(server, body, tag);
    }

    /** POST /servers/{id}/os-interface: a port that is there already, and stays when it is detached. */
    public Attached attach(Target<Server> server, Target<? extends Kinds.Port> port, Optional<String> tag) {
        return attach(server, Body.of("interfaceAttachment").ref("port_id", port).put("tag", tag), tag);
    }

    private Attached attach(Target<Server> server, Body body, Optional<String> tag) {
        var change = tag.isPresent() ? turn(server).since(2, 49) : turn(server);
        return Attached.of(change.post(body, "/os-interface"));
    }

    /**
     * DELETE /servers/{id}/os-interface/{port}. Nova takes the order and carries it out later. It also takes one for a
     * port of another server, and does nothing (compute/manager.py), so whose it is has to be known before.
     */
    public void detach(Target<Server> server, Target<? extends Kinds.Port> port) {
        turn(server).delete("/os-interface/{}", port);
    }

    /** POST /servers/{id}/action: onto every port that the server has now. */
    public void add(Target<Server> server, Ref<? extends Kinds.SecurityGroup> group) {
        group(server, "addSecurityGroup", group);
    }

    /** POST /servers/{id}/action: off every port that has it. */
    public void remove(Target<Server> server, Ref<? extends Kinds.SecurityGroup> group) {
        group(server, "removeSecurityGroup", group);
    }

    /** The id stands where a name may, since two groups can have one name; Nova takes either. */
    private void group(Target<Server> server, String word, Ref<? extends Kinds.SecurityGroup> group) {
        turn(server).post(Body.of(word).ref("name", group), "/action");
    }

    private Change turn(Target<Server> server) {
        return session.at(server).inTurn(new Change.Locked<>(Server.SERVERS, server.id()));
    }
}
