package osmcp.openstack;

import module java.base;

/**
 * Text for Nova's {@code name} filter, which is a regular expression of whichever data base the cloud uses. It only
 * has to find no less than what is meant: each row is looked at again here.
 */
public final class Literally {
    private Literally() {}

    /** Finds names that contain the text. Without case, a letter is a choice of two, since PostgreSQL minds case. */
    public static String containing(String text, boolean caseSensitive) {
        return text.codePoints().mapToObj(c -> one(c, caseSensitive)).collect(Collectors.joining());
    }

    private static String one(int c, boolean caseSensitive) {
        // what a backslash does to the first differs by data base; Nova itself escapes the second where it is MySQL
        if (c > 127 || c == '|') return ".";
        var letter = Character.toString(c);
        if (Character.isLetter(c) && !caseSensitive) {
            return "[" + letter.toLowerCase(Locale.ROOT) + letter.toUpperCase(Locale.ROOT) + "]";
        }
        return Character.isLetterOrDigit(c) || " _-".contains(letter) ? letter : "\\" + letter;
    }

    /** Finds the names that begin so. */
    public static String beginning(String text) { return "^" + containing(text, true); }

    /** Finds the names that are this one, whole. */
    static String whole(String name) { return "^" + containing(name, true) + "$"; }
}
