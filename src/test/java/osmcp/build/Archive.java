package osmcp.build;

import static java.nio.charset.StandardCharsets.US_ASCII;

import module java.base;

/**
 * Writes files into one. The result depends on names, content and what may be executed, and on nothing else of the
 * machine: every file has the same time, no owner of its own, and mode 755 or 644.
 */
record Archive(String folder, Instant time, SortedMap<String, Path> files) {
    private static final int BLOCK = 512;

    void zip(Path zip) throws IOException {
        Files.deleteIfExists(zip);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC")); // zip knows local times only
        try (var out = FileSystems.newFileSystem(zip, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
            for (var file : files.entrySet()) {
                var to = out.getPath(folder, file.getKey());
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(file.getValue()));
                finish(to, Files.isExecutable(file.getValue()));
            }
            for (var name : files.keySet()) {
                for (var up = out.getPath(folder, name).getParent(); up != null; up = up.getParent()) finish(up, true);
            }
        }
    }

    private void finish(Path inZip, boolean executable) throws IOException {
        var same = FileTime.from(time);
        Files.getFileAttributeView(inZip, BasicFileAttributeView.class).setTimes(same, same, same);
        Files.setPosixFilePermissions(inZip, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** In the form of 1988, which every tar reads. */
    void tarGz(Path tar) throws IOException {
        try (var out = new Gzip(Files.newOutputStream(tar))) {
            for (var file : files.entrySet()) {
                boolean link = Files.isSymbolicLink(file.getValue());
                var bytes = link ? new byte[0] : Files.readAllBytes(file.getValue());
                var to = link ? Files.readSymbolicLink(file.getValue()).toString() : "";
                out.write(header(file.getKey(), to, bytes.length, Files.isExecutable(file.getValue())));
                out.write(bytes);
                out.write(new byte[-bytes.length & (BLOCK - 1)]);
            }
            out.write(new byte[2 * BLOCK]);
        }
    }

    private byte[] header(String name, String link, int length, boolean executable) {
        var path = folder + "/" + name;
        if (path.length() > 100 || link.length() > 100) throw new IllegalStateException("too long for tar: " + path);
        var header = new byte[BLOCK];
        put(header, 0, path);
        put(header, 100, executable ? "0000755" : "0000644");
        put(header, 108, "0000000"); // user
        put(header, 116, "0000000"); // group
        put(header, 124, "%011o".formatted(length));
        put(header, 136, "%011o".formatted(time.getEpochSecond()));
        put(header, 148, "        "); // the checksum counts as spaces in its own sum
        put(header, 156, link.isEmpty() ? "0" : "2");
        put(header, 157, link);
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (var b : header) sum += b & 0xff;
        put(header, 148, "%06o\0".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
