package osmcp.config;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import osmcp.json.Json;

/**
 * One cloud of a {@code clouds.yaml}, as settings. The file is looked for where openstacksdk does, but never in the
 * working directory, which strangers may have filled; its {@code secure.yaml} is beside it.
 *
 * @param values by setting
 * @param files those that were used
 * @param warnings what is odd and does no harm, a line each
 * @param problems what is wrong, a line each; no more than warnings do they hold a value
 */
record CloudsFile(Map<String, String> values, List<Path> files, List<String> warnings, List<String> problems) {
    private static final int MOST_BYTES = 1 << 20;

    /** Without the values, some of which are secret. */
    @Override public String toString() { return files + " " + values.keySet() + " " + warnings + " " + problems; }

    static CloudsFile read(String cloud, Optional<String> region, Map<String, String> environment, Path userHome,
            String osName) {
        return read(cloud, region, environment, userHome, osName, Path.of("/etc/openstack"));
    }

    /** @param site the folder of the whole machine */
    static CloudsFile read(String cloud, Optional<String> region, Map<String, String> environment, Path userHome,
            String osName, Path site) {
        var found = new CloudsFile(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            var file = find(environment, userHome, osName, site);
            if (!environment.getOrDefault("OS_CLIENT_SECURE_FILE", "").isBlank()) {
                throw bad("OS_CLIENT_SECURE_FILE is not read; unset it and keep secure.yaml beside " + file);
            }
            var tree = found.load(file);
            var secure = first(file.resolveSibling("secure"));
            if (secure.isPresent()) merge(tree, found.load(secure.get()));
            var clouds = map(tree.get("clouds"), file + ": clouds");
            if (!clouds.containsKey(cloud)) {
                throw bad(file + ": has no cloud " + cloud + "; it has " + Yaml.shown(clouds.keySet()));
            }
            var where = file + ", cloud " + cloud + ": ";
            new CloudEntry(where, map(clouds.get(cloud), where + "the entry"), found).take(region, userHome);
        } catch (Yaml.Unreadable e) {
            found.problems.add(e.getMessage());
        }
        return found;
    }

    private static Path find(Map<String, String> environment, Path userHome, String osName, Path site)
            throws Yaml.Unreadable {
        var named = environment.getOrDefault("OS_CLIENT_CONFIG_FILE", "");
        if (!named.isBlank()) return absolute(named).orElseThrow(() -> bad(
                "OS_CLIENT_CONFIG_FILE must be an absolute path; nothing is read from the working directory"));
        var local = absolute(environment.getOrDefault("LOCALAPPDATA", "")).orElse(userHome.resolve("AppData/Local"));
        var config = absolute(environment.getOrDefault("XDG_CONFIG_HOME", "")).orElse(userHome.resolve(".config"));
        var folders = new ArrayList<Path>();
        if (osName.startsWith("Mac")) folders.add(userHome.resolve("Library/Application Support/openstack"));
        if (osName.startsWith("Windows")) folders.add(local.resolve("OpenStack/openstack"));
        folders.add(config.resolve("openstack"));
        if (!osName.startsWith("Windows")) folders.add(site);
        for (var folder : folders) {
            var file = first(folder.resolve("clouds"));
            if (file.isPresent()) return file.get();
        }
        throw bad("there is no clouds.yaml, clouds.yml or clouds.json in any of " + folders);
    }

    static Optional<Path> absolute(String path) {
        try {
            return Optional.of(Path.of(path)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> first(Path name) {
        return Stream.of(".yaml", ".yml", ".json").map(end -> Path.of(name + end)).filter(Files::exists).findFirst();
    }

    private Map<String, Object> load(Path file) throws Yaml.Unreadable {
        try (var in = Files.newInputStream(file)) {
            files.add(file);
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) throw bad("larger than " + MOST_BYTES + " bytes");
            if (file.toString().endsWith(".json")) return map(tree(Json.parse(bytes)), "what it holds");
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return map(Yaml.read(text), "what it holds");
        } catch (Yaml.Unreadable e) {
            throw bad(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw bad(file + ": there is no file of UTF-8 text that can be read");
        } catch (Json.Malformed e) { // its message may quote a value
            throw bad(file + ": not JSON");
        }
    }

    private static Object tree(JsonNode node) {
        if (node.isArray()) return node.valueStream().map(CloudsFile::tree).toList();
        if (!node.isObject()) return node.asText();
        var map = new LinkedHashMap<String, Object>();
        node.properties().forEach(field -> map.put(field.getKey(), tree(field.getValue())));
        return map;
    }

    /** The same tree as a mapping, which nothing at all is too. */
    @SuppressWarnings("unchecked") // the keys of a tree are text
    static Map<String, Object> map(Object tree, String what) throws Yaml.Unreadable {
        if (tree instanceof Map<?, ?>) return (Map<String, Object>) tree;
        if (tree == null || tree.equals("")) return new LinkedHashMap<>();
        throw bad(what + " must be a mapping");
    }

    /** Lays one tree over another. */
    static void merge(Map<String, Object> into, Map<String, Object> over) throws Yaml.Unreadable {
        for (var key : over.keySet()) {
            boolean both = into.get(key) instanceof Map && over.get(key) instanceof Map;
            if (both) merge(map(into.get(key), ""), map(over.get(key), ""));
            else into.put(key, over.get(key));
        }
    }

    private static Yaml.Unreadable bad(String why) { return new Yaml.Unreadable(why); }
}
