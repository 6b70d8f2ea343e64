package osmcp.openstack;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.openstack.CloudException.Why;

/** Where the services are, as the token says, narrowed to our region and interface and moved to ports that are set. */
final class ServiceCatalog {
    /** A service's official type, and under which others catalogues list it. */
    private static final Map<String, List<String>> ALIASES = Map.of(
            "block-storage", List.of("block-storage", "volumev3", "volume", "block-store"),
            "alarm", List.of("alarm", "alarming"));

    private final Account account;
    private final List<Endpoint> endpoints;
    private final String region;
    private final String projectId;

    private ServiceCatalog(Account account, List<Endpoint> endpoints, String projectId) {
        this.account = account;
        this.endpoints = endpoints;
        this.projectId = projectId;
        var regions = endpoints.stream().map(Endpoint::region).filter(r -> !r.isEmpty()).distinct().toList();
        this.region = account.region().orElse(regions.size() == 1 ? regions.getFirst() : "RegionOne");
    }

    /** Entries without an address that can be used are left out: catalogues do hold such. */
    static ServiceCatalog of(JsonNode catalog, Account account, String projectId) {
        var endpoints = new ArrayList<Endpoint>();
        for (var service : catalog) {
            for (var endpoint : service.path("endpoints")) {
                uri(endpoint.path("url").asText("")).ifPresent(uri -> endpoints.add(new Endpoint(
                        service.path("type").asText(""), service.path("name").asText(""),
                        endpoint.path("region_id").asText(endpoint.path("region").asText("")),
                        endpoint.path("interface").asText(""), uri)));
            }
        }
        return new ServiceCatalog(account, List.copyOf(endpoints), projectId);
    }

    private static Optional<URI> uri(String text) {
        try {
            var uri = new URI(text.replaceFirst("/+$", ""));
            boolean good = List.of("http", "https").contains(uri.getScheme() + "") && uri.getHost() != null
                    && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** All there are, of all regions and interfaces, as the catalogue has them. */
    List<Endpoint> all() { return endpoints; }

    /** Whether it is one of those that calls go to. */
    boolean used(Endpoint endpoint) {
        return endpoint.region().equals(region) && endpoint.catalogueInterface().equals(account.catalogueInterface());
    }

    /** Whether it is there at all, in whichever region and interface. */
    boolean knows(String type) {
        return account.overrides().containsKey(type) || endpoints.stream().anyMatch(endpoint -> is(endpoint, type));
    }

    /** Where the catalogue has it for us, if a setting leads elsewhere. */
    Optional<URI> listed(String type) {
        return endpoints.stream().filter(endpoint -> is(endpoint, type) && used(endpoint))
                .filter(endpoint -> !moved(type, endpoint).uri().equals(endpoint.uri())).map(Endpoint::uri).findFirst();
    }

    private static boolean is(Endpoint endpoint, String type) {
        return ALIASES.getOrDefault(type, List.of(type)).contains(endpoint.type());
    }

    /** Where that service is for us. {@link Why#ABSENT} if neither a setting nor the catalogue knows it at all. */
    Endpoint find(String type) {
        for (var alias : ALIASES.getOrDefault(type, List.of(type))) {
            for (var endpoint : endpoints) {
                if (endpoint.type().equals(alias) && used(endpoint)) return moved(type, endpoint);
            }
        }
        if (account.overrides().containsKey(type)) {
            return moved(type, new Endpoint(type, "", region, account.catalogueInterface(), account.authUrl()));
        }
        var elsewhere = endpoints.stream().filter(endpoint -> is(endpoint, type))
                .map(e -> e.catalogueInterface() + " in " + e.region()).distinct().toList();
        throw new CloudException(elsewhere.isEmpty() ? Why.ABSENT : Why.UNAVAILABLE,
                "the catalogue has no " + account.catalogueInterface() + " endpoint of " + type + " in region "
                        + region,
                elsewhere.isEmpty() ? "this cloud lacks the service, or hides it" : "there are "
                        + String.join(", ", elsewhere) + ": look at OS_REGION_NAME and OS_INTERFACE");
    }

    /**
     * The address that is set; or, as bastions want it, Keystone's host, the port that is set, and the catalogue's path
     * from its version on.
     */
    Endpoint moved(String type, Endpoint endpoint) {
        var override = account.overrides().get(type);
        if (override != null) {
            // keystoneauth's way to say where the project's id belongs
            var text = override.replaceAll("[%$]\\((project|tenant)_id\\)s", projectId).replaceFirst("/+$", "");
            return new Endpoint(endpoint.type(), endpoint.name(), endpoint.region(), endpoint.catalogueInterface(),
                    URI.create(text));
        }
        var port = account.ports().get(type);
        if (port == null) return endpoint;
        var keystone = account.authUrl();
        var host = keystone.getHost();
        return new Endpoint(endpoint.type(), endpoint.name(), endpoint.region(), endpoint.catalogueInterface(),
                URI.create(keystone.getScheme() + "://" + host + ":" + port + endpoint.fromVersion()));
    }

    /** The official type of a service that the catalogue may list under another. */
    static String official(String type) {
        return ALIASES.entrySet().stream().filter(e -> e.getValue().contains(type)).map(Map.Entry::getKey)
                .findFirst().orElse(type);
    }
}
