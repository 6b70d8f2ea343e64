package osmcp.openstack.compute;

import module java.base;
import osmcp.openstack.*;

/** The metadata and tags of servers, of which each is added and taken away by itself. */
public final class ServerMetadata {
    private final Session session;

    /** For the project that is signed in to. */
    public ServerMetadata(Session session) { this.session = session; }

    /** POST /servers/{id}/metadata: adds these, and replaces those of the same keys. */
    public void setMetadata(Target<Server> server, Map<String, String> metadata) {
        session.at(server).post(Body.plain().put("metadata", metadata), "/metadata");
    }

    /** DELETE /servers/{id}/metadata/{key} */
    public void unsetMetadata(Target<Server> server, String key) {
        session.at(server).delete("/metadata/{}", new Key(key));
    }

    /** PUT /servers/{id}/tags/{tag}, since 2.26; one that it has already is as good. */
    public void addTag(Target<Server> server, String tag) {
        session.at(server).since(2, 26).put(null, "/tags/{}", new Key(tag));
    }

    /** DELETE /servers/{id}/tags/{tag}, since 2.26 */
    public void removeTag(Target<Server> server, String tag) {
        session.at(server).since(2, 26).delete("/tags/{}", new Key(tag));
    }
}
