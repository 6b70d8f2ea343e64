package osmcp.build;

import module java.base;

/** The last step of the build: licences, SBOM and checksums into the image, and the two archives out of it. */
public final class Pack {
    private static final String NAME = "mcp-openstack-ops";

    private final String version;
    private final Instant time;
    private final Path target;
    private final Path image;
    private final Path jar;
    private final List<Library> libraries = new ArrayList<>();

    private Pack(String version, Instant time, Path target) {
        this.version = version;
        this.time = time;
        this.target = target;
        this.image = target.resolve(NAME);
        this.jar = target.resolve(NAME + "-" + version + ".jar");
    }

    /** VERSION TIME FOLDER LIBRARIES: when all files claim to be from, where image and jar lie, and a path of jars. */
    public static void main(String[] args) throws IOException {
        var pack = new Pack(args[0], Instant.parse(args[1]), Path.of(args[2]));
        for (var library : args[3].split(File.pathSeparator)) pack.libraries.add(Library.of(Path.of(library)));
        pack.libraries.sort(Comparator.comparing(Library::name));
        pack.run();
    }

    private void run() throws IOException {
        var bom = new Bom(NAME, version, time, jar, libraries, runtimeModules());
        copyLegal();
        Files.writeString(image.resolve("sbom.cdx.json"), bom.text());
        Files.deleteIfExists(image.resolve("SHA256SUMS"));
        Files.writeString(image.resolve("SHA256SUMS"), Sums.of(files(image)));

        var folder = NAME + "-" + version;
        var any = folder + "-any.zip";
        var own = folder + "-" + system() + ".tar.gz";
        new Archive(folder, time, filesForAnySystem(bom)).zip(target.resolve(any));
        new Archive(folder, time, files(image)).tarGz(target.resolve(own));
        Files.writeString(target.resolve("SHA256SUMS"),
                Sums.of(new TreeMap<>(Map.of(any, target.resolve(any), own, target.resolve(own)))));
    }

    private List<String> runtimeModules() throws IOException {
        var about = new Properties();
        try (var in = Files.newInputStream(image.resolve("release"))) {
            about.load(in);
        }
        return Stream.of(about.getProperty("MODULES").replace("\"", "").split(" "))
                .filter(module -> module.startsWith("java.") || module.startsWith("jdk.")).sorted().toList();
    }

    /** The runtime's own folder of licences knows only its own modules. */
    private void copyLegal() throws IOException {
        for (var library : libraries) {
            var folder = Files.createDirectories(image.resolve("legal").resolve(library.name()));
            for (var name : List.of("LICENSE", "NOTICE")) {
                Files.write(folder.resolve(name), library.read("META-INF/" + name));
            }
        }
    }

    private static SortedMap<String, Path> files(Path folder) throws IOException {
        var files = new TreeMap<String, Path>();
        try (var all = Files.walk(folder)) {
            for (var file : (Iterable<Path>) all::iterator) {
                var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) files.put(name, file);
            }
        }
        return files;
    }

    /** The image without its runtime, but with the jars that are inside that. */
    private SortedMap<String, Path> filesForAnySystem(Bom bom) throws IOException {
        var files = new TreeMap<String, Path>();
        for (var name : List.of("bin/" + NAME, "bin/" + NAME + ".cmd", "lib/jvm.options", "LICENSE", "README.md",
                ".env.example")) {
            files.put(name, image.resolve(name));
        }
        files.put("lib/find-java", Path.of("jlink/find-java"));
        files.put("lib/" + jar.getFileName(), jar);
        for (var library : libraries) files.put("lib/" + library.jar().getFileName(), library.jar());
        files.put("sbom.cdx.json", Files.writeString(target.resolve("any.cdx.json"), bom.withoutRuntime().text()));
        files.put("SHA256SUMS", Files.writeString(target.resolve("any.sums"), Sums.of(files)));
        return files;
    }

    private static String system() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch");
        return (os.startsWith("mac") ? "macos" : os.startsWith("win") ? "windows" : os) + "-"
                + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
    }
}
