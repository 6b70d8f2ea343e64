package osmcp.config;

import module java.base;

/** A line of YAML and how far it has been read: its words, and the lists and maps that begin and end on it. */
final class YamlLine {
    private static final int DEEPEST = 32;
    private static final int LONGEST_KEY = 1_000;

    /** What of a plain scalar is on its first line, what on a later one, and what between brackets or braces. */
    static final Pattern PLAIN = Pattern.compile(
            "(?:[^-?:,\\[\\]{}#&*!|>%@`\"']|[-?:](?! |$)).*?(?=:(?: |$)| #|$)");
    static final Pattern PLAIN_FURTHER = Pattern.compile(".*?(?=:(?: |$)| #|$)");
    private static final Pattern PLAIN_IN_FLOW = Pattern.compile(
            "(?:[^-?:,\\[\\]{}#&*!|>%@`\"']|-(?! |$)).*?(?=:(?:[ ,\\[\\]{}]|$)| #|[,?\\[\\]{}]|$)");
    private static final Map<Character, String> NOT_READ = Map.of('&', "anchors (&)", '*', "aliases (*)",
            '!', "tags (!)", '%', "directives (%)", '?', "complex keys (?)", '\n', "flow collections of several lines");

    private static final Pattern HEX = Pattern.compile("(?:x|u(?![dD][89a-fA-F])\\p{XDigit}{2})\\p{XDigit}{2}");
    private static final String ESCAPES = "0abt\tnvfre \"/\\N_LP";
    private static final String ESCAPED = "\0\7\b\t\t\n\13\f\r\33 \"/\\\u0085\u00a0\u2028\u2029";

    final String text;
    private final int number;
    private int at;
    private int depth;

    YamlLine(String text, int number) {
        this.text = text;
        this.number = number;
    }

    int column() { return at; }

    /** A character from here; a line end behind the line. */
    char peek(int ahead) { return at + ahead < text.length() ? text.charAt(at + ahead) : '\n'; }

    /** Whether this is here, and then a space or the line's end. */
    boolean at(String mark) {
        char next = peek(mark.length());
        return text.startsWith(mark, at) && (next == ' ' || next == '\n');
    }

    /** Goes on by so many characters, and over the spaces behind them. */
    void skip(int characters) {
        at += characters;
        while (peek(0) == ' ') at++;
    }

    Matcher matcher(Pattern pattern) { return pattern.matcher(text).region(at, text.length()); }

    Yaml.Unreadable bad(String why) { return new Yaml.Unreadable("line " + number + ": " + why); }

    /** A key that the map does not have yet, and its colon. */
    String key(Map<String, Object> map) throws Yaml.Unreadable { return key(map, PLAIN); }

    private String key(Map<String, Object> map, Pattern plain) throws Yaml.Unreadable {
        int start = at;
        var key = word(plain);
        skip(0);
        if (!at(":")) throw bad("expected a key, then a colon and a space");
        if (at - start > LONGEST_KEY) throw bad("a key longer than " + LONGEST_KEY + " characters");
        if (key.equals("<<")) throw bad("merge keys (<<) are not read");
        if (map.containsKey(key)) throw bad("the key " + Yaml.shown(List.of(key)) + " is there twice");
        skip(1);
        return key;
    }

    /** A value that must end on this line: a quoted scalar, or what is between brackets or braces. */
    Object value() throws Yaml.Unreadable {
        if (peek(0) == '[') return flow(']');
        return peek(0) == '{' ? flow('}') : word(PLAIN_IN_FLOW);
    }

    private Object flow(char close) throws Yaml.Unreadable {
        if (++depth > DEEPEST) throw bad("nested deeper than " + DEEPEST);
        var list = new ArrayList<>();
        var map = new LinkedHashMap<String, Object>();
        skip(1);
        while (peek(0) != close) {
            if (close == ']') list.add(value());
            else map.put(key(map, PLAIN_IN_FLOW), ",}".indexOf(peek(0)) >= 0 ? "" : value());
            skip(0);
            if (peek(0) == ',') skip(1);
            else if (peek(0) != close) throw bad("expected a comma or " + close + " on the same line");
        }
        at++;
        depth--;
        return close == ']' ? list : map;
    }

    /** A quoted scalar, or what is here of a plain one. */
    private String word(Pattern plain) throws Yaml.Unreadable {
        return peek(0) == '"' || peek(0) == '\'' ? quoted(peek(0)) : plain(plain);
    }

    String plain(Pattern plain) throws Yaml.Unreadable {
        var found = matcher(plain);
        var other = "scalars without quotes that begin with " + peek(0);
        if (!found.lookingAt()) throw bad(NOT_READ.getOrDefault(peek(0), other) + " are not read");
        if (found.group().indexOf('\t') >= 0) throw bad("a tab outside of quotes");
        at = found.end();
        return found.group().stripTrailing();
    }

    private String quoted(char quote) throws Yaml.Unreadable {
        var scalar = new StringBuilder();
        for (at++; peek(0) != quote || quote == '\'' && peek(1) == quote; at++) {
            if (peek(0) == '\n') throw bad("a quoted scalar must end on its line");
            boolean escape = quote == '"' && peek(0) == '\\';
            if (escape || peek(0) == quote) at++;
            scalar.append(escape ? escaped() : peek(0));
        }
        at++;
        return scalar.toString();
    }

    /** What a backslash makes of the letter here; at the last of its digits. */
    private char escaped() throws Yaml.Unreadable {
        int known = ESCAPES.indexOf(peek(0));
        if (known >= 0) return ESCAPED.charAt(known);
        var hex = matcher(HEX);
        if (!hex.lookingAt()) throw bad("an escape that is not known");
        at = hex.end() - 1;
        return (char) Integer.parseInt(hex.group().substring(1), 16);
    }
}
