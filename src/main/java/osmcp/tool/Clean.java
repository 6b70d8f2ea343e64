package osmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import java.util.List;

/** Takes from texts what no reader sees and a model might obey: control characters and invisible Unicode. */
final class Clean {
    private Clean() {}

    /** Cleans every text in the tree, in place; a lone text is returned clean. */
    static JsonNode tree(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (var field : List.copyOf(object.properties())) {
                    object.remove(field.getKey());
                    object.set(text(field.getKey()), tree(field.getValue()));
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) array.set(i, tree(array.get(i)));
            }
            case TextNode text when !isClean(text.textValue()) -> {
                return TextNode.valueOf(text(text.textValue()));
            }
            default -> { }
        }
        return node;
    }

    static String text(String text) {
        if (isClean(text)) return text;
        var clean = new StringBuilder(text.length());
        text.codePoints().filter(Clean::visible).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** The same on one line: who names a thing must not write lines of ours. */
    static String line(String text) { return text(text.replaceAll("\\s+", " ")); }

    private static boolean isClean(String text) { return text.codePoints().allMatch(Clean::visible); }

    private static boolean visible(int c) {
        if (c == '\n' || c == '\t') return true;
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            // variation selectors and fillers draw nothing, and can carry text that way
            default -> !(c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF
                    || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x34F);
        };
    }
}
