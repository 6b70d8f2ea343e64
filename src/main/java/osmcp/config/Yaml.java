package osmcp.config;

import module java.base;

/**
 * The part of YAML in which people write {@code clouds.yaml}: block mappings and sequences, scalars of every style, and
 * quoted scalars and flow collections of one line. What is accepted means what it means to PyYAML. The rest is refused,
 * by its line and never with a value, which may be a password. Every scalar is text, and nothing at all is the empty
 * one; {@code null} is a word.
 */
final class Yaml {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_LINES = 20_000;
    private static final int DEEPEST = 32;
    private static final int MOST_SHOWN = 20;

    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Z}&&[^ \t]]");
    private static final Pattern KEY = Pattern.compile(
            "(?:\"[^\"\\\\]*+\" *|'[^']*+' *|(?>" + YamlLine.PLAIN + ")):(?= |$)");
    private static final Pattern BLOCK_HEADER = Pattern.compile("[|>]([-+]?) *(?: #.*)?");
    /** Of a folded scalar, a line and the line ends between it and the next. */
    private static final Pattern FOLD = Pattern.compile("(?m)^([^ \t\n].*)\n(\n*)(?=[^ \t\n])");
    private static final Pattern COMMENT = Pattern.compile(" *| +#.*");

    private final List<YamlLine> lines = new ArrayList<>();
    private int row;
    private int depth;

    /** The text is not YAML, or is more of YAML than is read here. */
    @SuppressWarnings("serial") // never serialized
    static final class Unreadable extends Exception {
        Unreadable(String message) { super(message, null, false, false); }
    }

    private Yaml(String text) throws Unreadable {
        if (text.length() > MOST_CHARACTERS) throw new Unreadable("longer than " + MOST_CHARACTERS + " characters");
        for (var line : text.replaceFirst("^\ufeff", "").split("\r\n|\r|\n", -1)) {
            lines.add(new YamlLine(line, lines.size() + 1));
            if (UNSEEN.matcher(line).find()) throw lines.getLast().bad("a character that cannot be seen");
        }
        if (lines.size() > MOST_LINES) throw new Unreadable("more than " + MOST_LINES + " lines");
        lines.add(new YamlLine("", lines.size())); // so that there is a line to look at behind the last
    }

    /** A map in its order, a list or a text, and of such again what is inside. */
    static Object read(String text) throws Unreadable { return new Yaml(text).document(); }

    /** Names as they may be shown, the first of them: in letters that are hardly a secret's. */
    static String shown(Collection<String> names) {
        return names.stream().limit(MOST_SHOWN).map(name -> name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "(not shown)")
                .collect(Collectors.joining(", "));
    }

    private Object document() throws Unreadable {
        toNode();
        if (mark("---")) endLine(3);
        var value = column() < 0 ? "" : node(-1);
        if (mark("...") && !value.equals("")) endLine(3);
        if (!ended()) throw line().bad("the indentation fits nothing above, or a second document begins");
        return value;
    }

    /** What begins here, as part of something at the parent's column; the reader is then at the node behind it. */
    private Object node(int parent) throws Unreadable {
        if (++depth > DEEPEST) throw line().bad("nested deeper than " + DEEPEST);
        var node = line().at("-") ? sequence(column()) : line().matcher(KEY).lookingAt() ? mapping(column())
                : scalar(parent);
        depth--;
        return node;
    }

    private Map<String, Object> mapping(int column) throws Unreadable {
        var map = new LinkedHashMap<String, Object>();
        while (column() == column) map.put(line().key(map), value(column, true));
        return map;
    }

    private List<Object> sequence(int column) throws Unreadable {
        var list = new ArrayList<>();
        while (column() == column && line().at("-")) {
            line().skip(1);
            list.add(value(column, false));
        }
        return list;
    }

    /** What belongs to a key or a dash: on its line, or below and further in, as the dashes below a key need not be. */
    private Object value(int column, boolean ofKey) throws Unreadable {
        int start = row;
        toNode();
        if (row == start) return ofKey ? scalar(column) : node(column);
        boolean beside = ofKey && column() == column && line().at("-");
        return beside || column() > column ? node(column) : "";
    }

    private Object scalar(int parent) throws Unreadable {
        char first = line().peek(0);
        if (first == '|' || first == '>') return blockScalar(parent);
        var value = "[{\"'".indexOf(first) >= 0 ? line().value() : plain(parent);
        endLine(0);
        return value;
    }

    /** A plain scalar goes on over lines that are further in than its parent, until a comment ends it. */
    private String plain(int parent) throws Unreadable {
        var text = new StringBuilder(line().plain(YamlLine.PLAIN));
        while (line().peek(0) == '\n') {
            int next = filled(row + 1);
            if (margin(next) <= Math.max(parent, 0) || lines.get(next).text.startsWith("#", margin(next))) break;
            text.append(next == row + 1 ? " " : "\n".repeat(next - row - 1));
            row = next;
            line().skip(0);
            text.append(line().plain(YamlLine.PLAIN_FURTHER));
        }
        return text.toString();
    }

    /** The lines below a header such as {@code |-}, without the indentation that they share. */
    private String blockScalar(int parent) throws Unreadable {
        var header = line().matcher(BLOCK_HEADER);
        if (!header.matches()) throw line().bad("block scalars are read with | or >, alone or with - or +");
        boolean folded = line().peek(0) == '>';
        int indent = Math.max(Math.max(parent, 0) + 1, margin(filled(row + 1)));
        var text = new StringBuilder();
        for (row++; !ended() && (empty(row) || margin(row) >= indent); row++) {
            if (empty(row) && margin(row) > indent) throw line().bad("only spaces, and more than the text around has");
            text.append(empty(row) ? "" : line().text.substring(indent)).append('\n');
        }
        if (ended() && !text.isEmpty()) text.setLength(text.length() - 1); // the last line has no end
        toNode();
        var body = text.toString().replaceFirst("(?<!\n)\n+\\z", "");
        var end = text.substring(body.length());
        if (folded) body = FOLD.matcher(body).replaceAll(lines -> Matcher.quoteReplacement(lines.group(1))
                + (lines.group(2).isEmpty() ? " " : lines.group(2)));
        return body + switch (header.group(1)) {
            case "-" -> "";
            case "+" -> end;
            default -> body.isEmpty() || end.isEmpty() ? "" : "\n";
        };
    }

    /** To the next node, or behind the last line. */
    private void toNode() throws Unreadable {
        for (; !ended(); row++) {
            line().skip(0);
            char next = line().peek(0);
            if (next == '\t') throw line().bad("a tab outside of quotes");
            if (next != '\n' && next != '#') return;
        }
    }

    /** To the next node, with nothing but a comment on this line behind so many characters. */
    private void endLine(int characters) throws Unreadable {
        if (!COMMENT.matcher(line().text.substring(line().column() + characters)).matches()) {
            throw line().bad("expected the end of the line; what has a colon and a space in it must be in quotes");
        }
        row++;
        toNode();
    }

    private YamlLine line() { return lines.get(row); }
    private boolean ended() { return row == lines.size() - 1; }
    private boolean mark(String mark) { return line().column() == 0 && line().at(mark); }
    /** Where the next node stands; -1 where the document ends. */
    private int column() { return ended() || mark("---") || mark("...") ? -1 : line().column(); }

    /** The spaces before all else on a line. */
    private int margin(int row) { return lines.get(row).text.replaceFirst("[^ ].*", "").length(); }
    private boolean empty(int row) { return margin(row) == lines.get(row).text.length(); }

    /** The first line from this on that is not empty, or the one behind the last. */
    private int filled(int row) {
        while (row < lines.size() - 1 && empty(row)) row++;
        return row;
    }
}
