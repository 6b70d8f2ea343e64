package osmcp.build;

import module java.base;

/** The list of what is inside, in CycloneDX's JSON. */
record Bom(String product, String version, Instant time, Path jar, List<Library> libraries,
        List<String> runtimeModules) {

    /** The same list for an archive without a runtime. */
    Bom withoutRuntime() { return new Bom(product, version, time, jar, libraries, List.of()); }

    String text() throws IOException {
        var parts = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (var library : libraries) {
            parts.add(part(library));
            names.add("\"" + library.purl() + "\"");
        }
        if (!runtimeModules.isEmpty()) {
            parts.add(runtime());
            names.add("\"jdk\"");
        }
        var rest = """
                  "version": 1,
                  "metadata": {
                    "timestamp": "%2$s",
                    "component": {
                      "type": "application",
                      "bom-ref": "%1$s",
                      "name": "%1$s",
                      "version": "%3$s",
                      "hashes": [{"alg": "SHA-256", "content": "%4$s"}],
                      "licenses": [{"license": {"id": "MIT"}}]
                    }
                  },
                  "components": [
                %5$s
                  ],
                  "dependencies": [{"ref": "%1$s", "dependsOn": [%6$s]}]
                }
                """.formatted(product, time, version, Sums.of(jar), String.join(",\n", parts),
                String.join(", ", names));
        // Two lists with the same content have the same number.
        return """
                {
                  "bomFormat": "CycloneDX",
                  "specVersion": "1.6",
                  "serialNumber": "urn:uuid:%s",
                """.formatted(UUID.nameUUIDFromBytes(rest.getBytes(StandardCharsets.UTF_8))) + rest;
    }

    private static String part(Library library) throws IOException {
        return """
                    {
                      "type": "library",
                      "bom-ref": "%1$s",
                      "group": "%2$s",
                      "name": "%3$s",
                      "version": "%4$s",
                      "hashes": [{"alg": "SHA-256", "content": "%5$s"}],
                      "licenses": [{"license": {"id": "Apache-2.0"}}],
                      "purl": "%1$s"
                    }""".formatted(library.purl(), library.group(), library.name(), library.version(),
                Sums.of(library.jar())).indent(4).stripTrailing();
    }

    /** The one of this JDK, which the image's is made from. */
    private String runtime() {
        var number = Runtime.version().version().stream().map(String::valueOf).collect(Collectors.joining("."));
        return """
                    {
                      "type": "platform",
                      "bom-ref": "jdk",
                      "publisher": "%s",
                      "name": "openjdk",
                      "version": "%s",
                      "description": "The Java runtime, with these of its modules: %s",
                      "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
                      "cpe": "cpe:2.3:a:oracle:openjdk:%s:*:*:*:*:*:*:*"
                    }""".formatted(System.getProperty("java.vendor"), System.getProperty("java.runtime.version"),
                String.join(" ", runtimeModules), number).indent(4).stripTrailing();
    }
}
