package osmcp.openstack.compute;

import module java.base;
import osmcp.json.Json;
import osmcp.openstack.*;

/** What Nova does to have servers on other hosts. Where no host is named, it chooses. */
public final class Migrations {
    private final Session session;

    /** For the project that is signed in to. */
    public Migrations(Session session) { this.session = session; }

    /** POST /servers/{id}/action: cold, as a resize to the same flavor; a host can be named since 2.56. */
    public void migrate(Target<Server> server, Optional<String> host) {
        var change = host.isPresent() ? session.at(server).since(2, 56) : session.at(server);
        change.post(Body.of("migrate").put("host", host), "/action");
    }

    /**
     * POST /servers/{id}/action, since 2.25: while it runs.
     *
     * @param block whether its disks are copied; {@code auto} leaves that to Nova
     */
    public void migrateLive(Target<Server> server, Optional<String> host, String block) {
        var body = Body.of("os-migrateLive").put("block_migration", block);
        session.at(server).since(2, 25).post(host.isPresent() ? body.put("host", host) : body.clear("host"), "/action");
    }

    /**
     * POST /servers/{id}/action: builds it anew elsewhere, since its host is down. Nova finds out by itself whether its
     * disks are shared since 2.14, and refuses null for what can be said.
     */
    public void evacuate(Target<Server> server, Optional<String> host, Optional<String> adminPass) {
        var how = Json.object();
        host.ifPresent(name -> how.put("host", name));
        adminPass.ifPresent(word -> how.put("adminPass", word));
        session.at(server).since(2, 14).post(Body.plain().put("evacuate", how), "/action");
    }

    /** The live migrations of it that are under way. GET /servers/{id}/migrations */
    public Many<ServerMigration> running(Ref<Server> server) {
        return session.below(server, ServerMigration.SERVER_MIGRATIONS);
    }

    /** One of these. GET /servers/{id}/migrations/{number} */
    public One<ServerMigration> running(Ref<Server> server, String number) {
        return session.below(server, ServerMigration.SERVER_MIGRATIONS, new Key(number));
    }

    /** DELETE /servers/{id}/migrations/{number}, since 2.24: it stays where it is. */
    public void abort(Target<ServerMigration> move) { session.at(move).since(2, 24).delete(""); }

    /** POST /servers/{id}/migrations/{number}/action, since 2.22: it is paused for the rest of its way. */
    public void complete(Target<ServerMigration> move) {
        session.at(move).since(2, 22).post(Body.of("force_complete"), "/action");
    }
}
