package osmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.*;
import org.junit.jupiter.api.Test;

/** Reads the compiled classes and holds them to the map in {@code module-info}. */
class ArchitectureTest {
    private static final Set<String> ENGINE = Set.of("rpc", "mcp", "stdio", "http");
    private static final Set<String> SERVICES = Set.of("openstack.compute", "openstack.image", "openstack.network",
            "openstack.volume", "openstack.stack", "openstack.balancer", "openstack.placement");
    private static final Set<String> FAMILIES = Set.of("tools.compute", "tools.overview", "tools.network",
            "tools.volume", "tools.stack", "tools.balancer");

    /** Who may use whom; each row names only rows above it, so there can be no circle. */
    private static final Map<String, Set<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("json", Set.of());
        MAY_USE.put("secret", Set.of());
        MAY_USE.put("config", Set.of("secret", "json"));
        MAY_USE.put("rpc", Set.of("json"));
        MAY_USE.put("mcp", Set.of("rpc", "json", "secret"));
        MAY_USE.put("stdio", Set.of("mcp", "rpc", "json", "secret"));
        MAY_USE.put("http", Set.of("mcp", "rpc", "json", "secret"));
        MAY_USE.put("openstack", Set.of("json", "secret"));
        for (var service : SERVICES) MAY_USE.put(service, Set.of("openstack", "json"));
        MAY_USE.put("tool", with(SERVICES, "openstack", "json", "secret"));
        for (var family : FAMILIES) MAY_USE.put(family, with(SERVICES, "tool", "openstack", "json"));
        MAY_USE.put("tools", with(FAMILIES, "tool", "openstack", "json"));
        MAY_USE.put("command", with(MAY_USE.keySet()));
        MAY_USE.put("", with(MAY_USE.keySet()));
    }

    /** What only some packages, or single classes, may touch: by the beginning of its name, or as class.method. */
    private static final Map<String, Set<String>> ONLY_IN = Map.ofEntries(
            Map.entry("java.net.http.", Set.of("openstack.Http", "openstack.Lost")),
            Map.entry("com.sun.net.httpserver.", Set.of("http")),
            Map.entry("java.lang.reflect.", Set.of("json.Shape")),
            Map.entry("java.lang.invoke.MethodHandles.", Set.of("json.Shape")),
            Map.entry("java.lang.System.getenv", Set.of("config")),
            Map.entry("java.lang.System.in", Set.of("stdio", "Main")),
            Map.entry("java.lang.System.out", Set.of("stdio", "Main", "command")),
            Map.entry("com.fasterxml.jackson.databind.ObjectMapper", Set.of()),
            Map.entry("java.lang.ProcessBuilder", Set.of("config.SecretCommand")),
            Map.entry("osmcp.openstack.Session", with(SERVICES, "openstack", "tool", "tools.Calls",
                    "command.CheckCommand", "command.IsolationCommand", "Probes")),
            Map.entry("osmcp.openstack.Writes", Set.of("openstack", "tool", "command.IsolationCommand")),
            Map.entry("osmcp.openstack.Change", with(SERVICES, "openstack")),
            Map.entry("osmcp.openstack.Body", with(SERVICES, "openstack")),
            Map.entry("osmcp.openstack.Owner", with(SERVICES, "openstack")),
            Map.entry("osmcp.openstack.Place", with(SERVICES, "openstack")),
            Map.entry("osmcp.openstack.Connection", Set.of("openstack", "tools.Calls", "Main", "Probes",
                    "command.CheckCommand", "command.IsolationCommand")));

    private static Set<String> with(Collection<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    @Test
    void eachClassUsesOnlyWhatTheMapAllows() throws IOException {
        var wrong = new TreeSet<String>();
        var classes = classes();
        for (var model : classes) {
            var self = name(model.thisClass());
            var types = types(model);
            for (var used : types) {
                if (used.startsWith("osmcp.") && !mayUse(part(self), part(used))) wrong.add(self + " uses " + used);
            }
            types.addAll(members(model));
            ONLY_IN.forEach((what, where) -> {
                var touched = types.stream().filter(used -> used.startsWith(what)).findFirst();
                if (touched.isPresent() && where.stream().noneMatch(place -> inPlace(self, place))) {
                    wrong.add(self + " uses " + touched.get() + ", which only " + where + " may");
                }
            });
        }
        assertEquals(Set.of(), wrong, "see the map in module-info");
        assertTrue(classes.size() > 80, "classes looked at: " + classes.size());
    }

    @Test
    void eachPackageStandsInTheMap() throws IOException {
        var found = classes().stream().map(model -> part(name(model.thisClass()))).collect(Collectors.toSet());
        assertEquals(MAY_USE.keySet(), found);
    }

    private static boolean mayUse(String self, String other) {
        return self.equals(other) || MAY_USE.getOrDefault(self, Set.of()).contains(other);
    }

    private static boolean inPlace(String self, String place) {
        var whole = "osmcp." + place;
        return part(self).equals(place) || self.equals(whole) || self.startsWith(whole + "$");
    }

    /** The package below osmcp: {@code openstack.compute}, or nothing for the top. */
    private static String part(String type) {
        int end = type.lastIndexOf('.');
        return end <= 5 ? "" : type.substring("osmcp.".length(), end);
    }

    private static List<ClassModel> classes() throws IOException {
        try (var files = Files.walk(Path.of("target/classes/osmcp"))) {
            var models = new ArrayList<ClassModel>();
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                models.add(ClassFile.of().parse(file));
            }
            return models;
        }
    }

    private static String name(ClassEntry type) { return type.asInternalName().replace('/', '.'); }

    private static final Pattern TYPE = Pattern.compile("L([a-z][\\w/]*/[\\w$]+)[;<]");

    /** Every class named in the constant pool: by reference, in a descriptor or in a signature. */
    private static Set<String> types(ClassModel model) {
        var names = new TreeSet<String>();
        for (var entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> names.add(name(type));
                case Utf8Entry text -> TYPE.matcher(text.stringValue()).results()
                        .map(found -> found.group(1).replace('/', '.')).forEach(names::add);
                default -> { }
            }
        }
        // the class of every lambda names MethodHandles; who calls one shows among the members
        names.removeIf(name -> name.startsWith("[") || name.startsWith("java.lang.invoke."));
        return names;
    }

    /** Every method called and every field touched, as class.member. */
    private static Set<String> members(ClassModel model) {
        var names = new TreeSet<String>();
        for (var entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                names.add(name(member.owner()) + "." + member.name().stringValue());
            }
        }
        return names;
    }
}
