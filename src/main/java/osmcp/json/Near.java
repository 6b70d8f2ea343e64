package osmcp.json;

import module java.base;

/** Finds what somebody may have meant who wrote a word that there is not. */
public final class Near {
    private static final int MOST = 3;

    private Near() {}

    /** The known word that takes the fewest changes of letters. */
    public static String nearest(String word, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(other -> distance(word, other))).orElseThrow();
    }

    /** Those few of the known that are like the word, the most alike first; none where none is. */
    public static List<String> to(String word, Stream<String> known) {
        var said = word.toLowerCase(Locale.ROOT);
        return known.filter(other -> !other.isBlank()).distinct()
                .filter(other -> isLike(said, other.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt(other -> distance(said, other.toLowerCase(Locale.ROOT))))
                .limit(MOST).toList();
    }

    private static boolean isLike(String said, String other) {
        boolean part = Math.min(said.length(), other.length()) > 2 && (said.contains(other) || other.contains(said));
        return part || distance(said, other) <= Math.max(1, Math.min(3, said.length() / 3));
    }

    /** How many letters must change to make one word of the other (Levenshtein's distance). */
    private static int distance(String a, String b) {
        var row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
