package osmcp.cloud;

import osmcp.json.Json;

/** Somebody else's host: it would show servers, if anybody asked it. */
final class Stranger extends Service {
    Stranger(FakeCloud cloud) { super(cloud, "stranger", ""); }

    @Override Answer answer(Request request) { return Answer.of(200, object("servers", Json.array())); }

    @Override Answer error(Request request, int status, String message) { return notFound(request); }
}
