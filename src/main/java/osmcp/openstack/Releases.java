package osmcp.openstack;

import module java.base;

/** Which release of OpenStack has which microversions, as the services' own histories of their APIs say. */
final class Releases {
    private static final List<String> NAMES = List.of("Kilo", "Liberty", "Mitaka", "Newton", "Ocata", "Pike", "Queens",
            "Rocky", "Stein", "Train", "Ussuri", "Victoria", "Wallaby", "Xena", "Yoga", "Zed", "2023.1 Antelope",
            "2023.2 Bobcat", "2024.1 Caracal", "2024.2 Dalmatian", "2025.1 Epoxy", "2025.2 Flamingo",
            "2026.1 Gazpacho", "2026.2 Hibiscus");
    /** The latest minor version that each of them has, in the same order; -1 where there was none yet. */
    private static final Map<String, int[]> LATEST = Map.of(
            "Nova", new int[] {3, 12, 25, 38, 42, 53, 60, 65, 72, 79, 87, 87, 88, 90, 90, 93, 95, 95, 96, 96, 100, 100,
                103, 104},
            "Cinder", new int[] {-1, -1, 0, 15, 27, 43, 50, 55, 59, 59, 60, 62, 64, 66, 68, 70, 70, 70, 71, 71, 71, 71,
                71, 71},
            "Placement", new int[] {-1, -1, -1, 0, 4, 10, 17, 30, 31, 36, 36, 36, 36, 38, 39, 39, 39, 39, 39, 39, 39,
                39, 39, 39});

    private Releases() {}

    /** The first release with that version of the service, if it is one of these. */
    static Optional<String> first(String service, Microversion version) {
        return where(service, latest -> latest >= version.minor()).map(NAMES::get).findFirst();
    }

    /** The releases whose latest version that is; blank if none's, as between two releases. */
    static String with(String service, Microversion latest) {
        var names = where(service, minor -> minor == latest.minor()).map(NAMES::get).toList();
        return names.size() < 2 ? String.join("", names) : names.getFirst() + " to " + names.getLast();
    }

    private static Stream<Integer> where(String service, IntPredicate fits) {
        var minors = LATEST.getOrDefault(service, new int[0]);
        return IntStream.range(0, minors.length).filter(i -> fits.test(minors[i])).boxed();
    }
}
