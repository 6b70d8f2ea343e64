package osmcp.json;

import com.fasterxml.jackson.core.*;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.*;

/**
 * JSON as Jackson's tree. Nothing is bound to classes, and there is no {@code ObjectMapper}: making one takes longer
 * than the rest of the start, so the tree is read with the parser and written with the generator.
 */
public final class Json {
    /** Deeper text is refused. No service nests deeper than twenty; a stranger's line may. */
    private static final int DEEPEST = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST).maxNumberLength(100).build())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** The text is not JSON; the message says where and why, without quoting it. */
    @SuppressWarnings("serial") // never serialized
    public static final class Malformed extends Exception {
        private Malformed(String message) { super(message, null, false, false); }
    }

    public static ObjectNode object() { return NODES.objectNode(); }
    public static ArrayNode array() { return NODES.arrayNode(); }

    /** The one value that the UTF-8 text holds. Anything behind it, or nothing at all, is malformed. */
    public static JsonNode parse(byte[] text) throws Malformed {
        try (var parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) throw new Malformed("empty text");
            var value = value(parser);
            if (parser.nextToken() != null) throw new Malformed("more than one value");
            return value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            e.clearLocation();
            // of a word that is none of JSON's, Jackson would show the letters
            throw new Malformed("column " + (at == null ? 0 : at.getColumnNr()) + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse("not JSON")
                            .replaceFirst("(?s)(Unrecognized token).*", "$1")
                            .replaceAll(" \\((for|start) [^\\[]*\\[.*|,? from `[^`]*`", ""));
        } catch (IOException e) {
            throw new Malformed("not UTF-8");
        }
    }

    private static JsonNode value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                var object = object();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    var name = in.currentName();
                    in.nextToken();
                    object.set(name, value(in));
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = array();
                while (in.nextToken() != JsonToken.END_ARRAY) array.add(value(in));
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(in.getText());
            case VALUE_NUMBER_INT -> switch (in.getNumberType()) {
                case INT -> NODES.numberNode(in.getIntValue());
                case LONG -> NODES.numberNode(in.getLongValue());
                default -> NODES.numberNode(in.getBigIntegerValue());
            };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(in.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    /** Compact UTF-8 text on one line. */
    public static byte[] bytes(JsonNode node) {
        var out = new ByteArrayOutputStream(512);
        write(node, out);
        return out.toByteArray();
    }

    /** Compact text on one line. */
    public static String text(JsonNode node) { return new String(bytes(node), StandardCharsets.UTF_8); }

    private static void write(JsonNode node, OutputStream out) {
        try (var generator = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            write(node, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonNode node, JsonGenerator out) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                out.writeStartObject();
                for (var field : object.properties()) {
                    out.writeFieldName(field.getKey());
                    write(field.getValue(), out);
                }
                out.writeEndObject();
            }
            case ArrayNode array -> {
                out.writeStartArray();
                for (var item : array) write(item, out);
                out.writeEndArray();
            }
            case TextNode text -> out.writeString(text.textValue());
            case BooleanNode truth -> out.writeBoolean(truth.booleanValue());
            case NumericNode number when number.isBigInteger() -> out.writeNumber(number.bigIntegerValue());
            case NumericNode number when number.isIntegralNumber() -> out.writeNumber(number.longValue());
            case NumericNode number -> out.writeNumber(number.doubleValue());
            default -> out.writeNull();
        }
    }

    /** A plain Java value as JSON: what bodies and answers are made of. An empty {@link Optional} is null. */
    public static JsonNode node(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Optional<?> optional -> node(optional.orElse(null));
            case JsonNode node -> node;
            case String text -> NODES.textNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Enum<?> word -> NODES.textNode(word.toString().toLowerCase(Locale.ROOT));
            case Collection<?> items -> {
                var array = array();
                items.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                var object = object();
                map.forEach((key, item) -> object.set((String) key, node(item)));
                yield object;
            }
            case Record record -> Shape.write(record);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }
}
