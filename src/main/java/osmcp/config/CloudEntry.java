package osmcp.config;

import module java.base;

/**
 * What {@code clouds.yaml} says of one cloud. A key's setting is its name in capitals behind {@code OS_}; which key is
 * stronger, where several mean the same, is as openstacksdk has it.
 */
final class CloudEntry {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    /** What older names of keys have become. */
    private static final Map<String, String> RENAMED = Map.of("user_name", "username",
            "auth_token", "token", "auth_plugin", "auth_type", "endpoint_type", "interface",
            "alarming_(.*)", "alarm_$1", "(?:volume|volumev2|volumev3|block_store)_(.*)", "block_storage_$1");

    private static final Set<String> AUTH = Set.of("auth_url", "username", "user_id", "password", "token",
            "user_domain_id", "user_domain_name", "project_id", "project_name", "project_domain_id",
            "project_domain_name", "application_credential_id", "application_credential_name",
            "application_credential_secret");
    /** What stands for some of these that are not there. */
    private static final Set<String> FALLBACK = Set.of("tenant_id", "tenant_name", "domain_id", "domain_name",
            "default_domain_id", "default_domain_name");
    private static final Set<String> REFUSED = Set.of("passcode", "trust_id", "system_scope");
    /** Keys of auth may also stand beside it. These are then stronger there. */
    private static final Pattern STRONGER_BESIDE = Pattern.compile(
            "((user_|project_)?domain|project|tenant)_(id|name)|token|passcode");

    private static final Set<String> ENTRY = Set.of("auth_type", "region_name", "interface", "identity_api_version",
            "insecure", "verify", "cacert", "cert", "key");
    /** The services, each with the major version that is spoken. */
    private static final Map<String, String> SERVICES = Map.of("compute", "2", "network", "2", "block_storage", "3",
            "image", "2", "identity", "3", "orchestration", "1", "load_balancer", "2", "placement", "1", "metric", "1",
            "alarm", "2");
    private static final Pattern UNUSED = Pattern.compile("auth|profile|cloud|regions|networks|metrics|message|status"
            + "|.*_(endpoint_override|endpoint|api_version|default_microversion|network|retries|source)|.*timeout"
            + "|image_.*|disable_vendor_agent|force_ipv4|prefer_ipv6|vendor_hook|timing|requires_floating_ip");

    private final String where;
    private final Map<String, Object> entry;
    private final CloudsFile into;

    /** @param into takes the settings, the warnings and the problems */
    CloudEntry(String where, Map<String, Object> entry, CloudsFile into) {
        this.where = where;
        this.entry = renamed(entry);
        this.into = into;
    }

    void take(Optional<String> region, Path userHome) throws Yaml.Unreadable {
        chooseRegion(region);
        var auth = auth();
        check(auth, "auth.");
        check(entry, "");
        for (var key : AUTH) set(auth, key, key);
        for (var key : ENTRY) set(entry, key, key);
        for (var service : SERVICES.keySet()) service(service);
        profile();
        trust(userHome);
        into.values().computeIfPresent("OS_INTERFACE", (_, word) -> word.replaceFirst("URL$", ""));
        into.values().computeIfPresent("OS_IDENTITY_API_VERSION",
                (_, version) -> version.replaceFirst("^v?3(\\.\\d+)?$", "3"));
    }

    /** With the newest name of each key; what has it already is stronger. */
    private static Map<String, Object> renamed(Map<String, Object> given) {
        var map = new LinkedHashMap<String, Object>();
        var older = new LinkedHashMap<String, Object>();
        given.forEach((key, value) -> {
            var plain = key.replace('-', '_');
            var newest = RENAMED.entrySet().stream().filter(rule -> plain.matches(rule.getKey()))
                    .map(rule -> plain.replaceFirst(rule.getKey(), rule.getValue())).findFirst();
            (newest.isPresent() ? older : map).put(newest.orElse(plain), value);
        });
        older.forEach(map::putIfAbsent);
        return map;
    }

    /** Lays the values of one of the listed regions over the entry: of the wanted one, or else of the first. */
    private void chooseRegion(Optional<String> wanted) throws Yaml.Unreadable {
        var listed = entry.get("regions");
        if (listed == null || listed instanceof String none && NOTHING.contains(none)) return;
        if (!(listed instanceof List<?> list)) throw bad("regions must be a list");
        var regions = new LinkedHashMap<String, Map<String, Object>>();
        for (var region : list) {
            var map = region instanceof String name ? Map.<String, Object>of("name", name)
                    : CloudsFile.map(region, where + "each of the regions");
            var name = text(map, "name").orElseThrow(() -> bad("each of the regions must have a name"));
            regions.put(name, renamed(CloudsFile.map(map.get("values"), where + "the values of a region")));
        }
        if (regions.isEmpty()) return;
        var chosen = wanted.or(() -> text(entry, "region_name").filter(regions::containsKey))
                .orElse(regions.firstEntry().getKey());
        if (!regions.containsKey(chosen)) {
            throw bad("the region that is set is none of " + Yaml.shown(regions.keySet()));
        }
        CloudsFile.merge(entry, regions.get(chosen));
        entry.put("region_name", chosen);
    }

    /** What stands in auth, and beside it of the same kind. */
    private Map<String, Object> auth() throws Yaml.Unreadable {
        var auth = renamed(CloudsFile.map(entry.get("auth"), where + "auth"));
        for (var key : List.copyOf(entry.keySet())) {
            if (!AUTH.contains(key) && !FALLBACK.contains(key) && !REFUSED.contains(key)) continue;
            var value = entry.remove(key);
            if (STRONGER_BESIDE.matcher(key).matches() || text(auth, key).isEmpty()) auth.put(key, value);
        }
        for (var end : List.of("id", "name")) fallBack(auth, "project_" + end, "tenant_" + end);
        boolean project = text(auth, "project_id").or(() -> text(auth, "project_name")).isPresent();
        for (var domain : List.of("domain_id", "domain_name")) {
            if (text(auth, domain).isPresent() && !project) problem(domain + " asks for a domain; name a project");
            for (var whose : List.of("user_", "project_")) {
                fallBack(auth, whose + domain, domain);
                fallBack(auth, whose + domain, "default_" + domain);
            }
        }
        return auth;
    }

    private static void fallBack(Map<String, Object> auth, String key, String other) {
        if (text(auth, key).isEmpty()) text(auth, other).ifPresent(text -> auth.put(key, text));
    }

    /** Tells of keys that mean nothing here, or not what they hold. */
    private void check(Map<String, Object> keys, String in) {
        keys.forEach((key, value) -> {
            boolean ours = AUTH.contains(key) || FALLBACK.contains(key) || ENTRY.contains(key);
            if (REFUSED.contains(key)) problem(in + key + " is not supported");
            else if (ours && !(value instanceof String)) problem(in + key + " must be a text");
            else if (!ours && !UNUSED.matcher(key).matches()) warning(in + Yaml.shown(List.of(key)) + " is not known");
        });
    }

    private void service(String service) {
        var end = entry.containsKey(service + "_endpoint_override") ? "_endpoint_override" : "_endpoint";
        set(entry, service + end, service + "_endpoint_override");
        var spoken = SERVICES.get(service);
        var version = text(entry, service + "_api_version").orElse(spoken);
        if (!service.equals("identity") && !version.matches("v?" + spoken + "(\\..*)?")) {
            warning(service + "_api_version: this server speaks " + spoken);
        }
    }

    private void profile() {
        if (text(entry, "profile").or(() -> text(entry, "cloud")).isEmpty()) return;
        if (into.values().containsKey("OS_AUTH_URL")) warning("profiles are not read; only the entry is");
        else problem("profiles are not read; auth_url must be in the entry's auth");
    }

    /** Whom to trust: {@code verify} is a truth, or a file of authorities when {@code cacert} names none. */
    private void trust(Path userHome) {
        var values = into.values();
        var insecure = Objects.requireNonNullElse(values.remove("OS_INSECURE"), "false").toLowerCase(Locale.ROOT);
        var verify = Objects.requireNonNullElse(values.remove("OS_VERIFY"), "true");
        if (!TRUE.contains(insecure) && !FALSE.contains(insecure)) problem("insecure must be true or false");
        boolean off = FALSE.contains(verify.toLowerCase(Locale.ROOT));
        if (off || TRUE.contains(insecure)) values.put("OS_INSECURE", "true");
        else if (!TRUE.contains(verify.toLowerCase(Locale.ROOT))) values.putIfAbsent("OS_CACERT", verify);
        for (var key : List.of("cacert", "cert", "key")) {
            values.computeIfPresent("OS_" + key.toUpperCase(Locale.ROOT), (_, path) -> {
                var home = path.equals("~") || path.startsWith("~/") ? userHome + path.substring(1) : path;
                if (CloudsFile.absolute(home).isEmpty()) problem(key + " must be an absolute path, or begin with ~/");
                return home;
            });
        }
    }

    private void set(Map<String, Object> keys, String key, String name) {
        text(keys, key).ifPresent(text -> into.values().put("OS_" + name.toUpperCase(Locale.ROOT), text));
    }

    private static Optional<String> text(Map<String, Object> keys, String key) {
        return keys.get(key) instanceof String text && !NOTHING.contains(text.strip()) ? Optional.of(text)
                : Optional.empty();
    }

    private Yaml.Unreadable bad(String what) { return new Yaml.Unreadable(where + what); }
    private void problem(String what) { into.problems().add(where + what); }
    private void warning(String what) { into.warnings().add(where + what); }
}
