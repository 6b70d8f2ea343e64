package osmcp.build;

import module java.base;

/** SHA-256 sums. */
final class Sums {
    private Sums() {}

    /** As sha256sum writes and reads it. Links are left out: what they lead to has its own line. */
    static String of(SortedMap<String, Path> files) throws IOException {
        var lines = new StringBuilder();
        for (var file : files.entrySet()) {
            if (!Files.isSymbolicLink(file.getValue())) {
                lines.append(of(file.getValue())).append("  ").append(file.getKey()).append('\n');
            }
        }
        return lines.toString();
    }

    static String of(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
