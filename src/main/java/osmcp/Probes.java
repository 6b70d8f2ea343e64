package osmcp;

import module java.base;
import osmcp.http.HttpTransport;
import osmcp.openstack.*;

/** What an operator's probes are told. */
record Probes(Connection cloud, Metrics counted) implements HttpTransport.Probes {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /** Whether there is a token, or one can be had. */
    @Override public boolean ready() {
        try (var session = cloud.session(View.PROJECT, LONGEST)) {
            return !session.signedIn().projectId().isEmpty();
        } catch (CloudException e) {
            return false;
        }
    }

    @Override public String metrics() { return counted.text(cloud.requests()); }
}
