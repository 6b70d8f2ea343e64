package osmcp.build;

import module java.base;

/** A jar of somebody else's in the product, as it describes itself. */
record Library(Path jar, String group, String name, String version) {
    static Library of(Path jar) throws IOException {
        try (var zip = new JarFile(jar.toFile())) {
            var licence = zip.getManifest().getMainAttributes().getValue("Bundle-License");
            if (licence == null || !licence.contains("apache.org/licenses/LICENSE-2.0")) {
                throw new IllegalStateException(jar + " is not under the Apache licence; the SBOM says that all are");
            }
            var about = new Properties();
            about.load(zip.getInputStream(zip.stream().filter(entry -> entry.getName().endsWith("/pom.properties"))
                    .findFirst().orElseThrow()));
            return new Library(jar, about.getProperty("groupId"), about.getProperty("artifactId"),
                    about.getProperty("version"));
        }
    }

    String purl() { return "pkg:maven/" + group + "/" + name + "@" + version; }

    /** One of its files. */
    byte[] read(String path) throws IOException {
        try (var zip = new JarFile(jar.toFile())) {
            return zip.getInputStream(zip.getEntry(path)).readAllBytes();
        }
    }
}
