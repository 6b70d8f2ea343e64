package osmcp.json;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a record looks as JSON: the schema that describes it, the way to build it from arguments and the way to print it,
 * from one walk over its components, so that the three agree. This class is the only one that reflects.
 */
public final class Shape<R extends Record> {
    private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override protected List<RecordComponent> computeValue(Class<?> type) {
            var components = List.of(type.getRecordComponents());
            components.forEach(component -> component.getAccessor().setAccessible(true));
            return components;
        }
    };

    private static final ClassValue<Shape<?>> SHAPES = new ClassValue<>() {
        @Override protected Shape<?> computeValue(Class<?> type) { return new Shape<>(type.asSubclass(Record.class)); }
    };

    private final Class<R> type;
    private final List<Field> fields;

    private Shape(Class<R> type) {
        this.type = type;
        this.fields = COMPONENTS.get(type).stream().map(Field::of).toList();
    }

    /** Made when it is first asked for. An {@link IllegalArgumentException} refuses components that have no shape. */
    @SuppressWarnings("unchecked") // computed from this very class
    public static <R extends Record> Shape<R> of(Class<R> type) { return (Shape<R>) SHAPES.get(type); }

    /** The names, in order. */
    public List<String> names() { return fields.stream().map(Field::name).toList(); }

    /** The names of those that must be given. */
    public List<String> required() { return fields.stream().filter(Field::required).map(Field::name).toList(); }

    /** The names of those that are given. */
    public List<String> given(ObjectNode args) {
        return names().stream().filter(name -> !absent(args.get(name))).toList();
    }

    /** The names of what is told only when details are asked for. */
    public Set<String> details() {
        return fields.stream().filter(field -> field.doc != null && field.doc.detail()).map(Field::name)
                .collect(Collectors.toSet());
    }

    /** The names of what is given and fits one thing only. */
    public List<String> ones(ObjectNode args) {
        return fields.stream().filter(field -> field.doc != null && field.doc.one() && !absent(args.get(field.name())))
                .map(Field::name).toList();
    }

    /** The names of what must not be kept anywhere. */
    public Set<String> secrets() {
        return fields.stream().filter(field -> field.doc != null && field.doc.secret()).map(Field::name)
                .collect(Collectors.toSet());
    }

    /** The names of the components that no {@link Doc} says anything about; in arguments there are none. */
    public List<String> undocumented() {
        return fields.stream().filter(field -> field.doc == null).map(Field::name).toList();
    }

    private record Field(String name, Class<?> raw, Value value, Doc doc) {
        static Field of(RecordComponent component) {
            return new Field(snake(component.getName()), component.getType(),
                    Value.of(component.getGenericType()), component.getAnnotation(Doc.class));
        }

        /** A list may be empty and a fallback may stand in. */
        boolean required() {
            boolean mayBeAbsent = value instanceof Value.Maybe || value instanceof Value.Items
                    || value instanceof Value.Keys;
            boolean list = value instanceof Value.Items && doc != null && doc.min() > 0;
            return list || !mayBeAbsent && (doc == null || doc.or().isEmpty());
        }

        ObjectNode schema() {
            var node = value.schema();
            if (doc == null || doc.shared()) return node;
            if (!doc.value().isEmpty()) node.put("description", doc.value());
            // false and 0 and a bound at 0 or 1 go without saying, and every character of a schema is read by models
            boolean plain = List.of("", "0", "false").contains(doc.or());
            if (!plain) node.set("default", Json.node(value.read(name, Json.node(doc.or()))));
            if (doc.min() > 1) node.put("minimum", doc.min());
            if (doc.max() != Integer.MAX_VALUE) node.put("maximum", doc.max());
            return node;
        }

        Object read(JsonNode node) {
            if (!absent(node)) return bounded(value.read(name, node));
            return switch (value) {
                case Value.Maybe _ -> Optional.empty();
                case Value.Items _ -> List.of();
                case Value.Keys _ -> Map.of();
                default -> value.read(name, Json.node(doc.or()));
            };
        }

        private Object bounded(Object given) {
            if (doc != null && doc.min() > 0 && given instanceof List<?> list && list.isEmpty()) {
                throw new BadInput(name + " must hold something");
            }
            var number = given instanceof Optional<?> maybe ? maybe.orElse(null) : given;
            if (doc == null || !(number instanceof Integer n) || n >= doc.min() && n <= doc.max()) return given;
            throw new BadInput(name + " must be " + (doc.max() == Integer.MAX_VALUE ? "at least " + doc.min()
                    : "between " + doc.min() + " and " + doc.max()) + ", not " + n);
        }
    }

    /** What a component holds. */
    private sealed interface Value {
        record Plain(Class<?> type, String word) implements Value {}
        record Word(Class<?> type) implements Value {}
        record Inner(Shape<?> shape) implements Value {}
        record Maybe(Value value) implements Value {}
        record Items(Value value) implements Value {}
        /** Any keys. */
        record Keys(Value value) implements Value {}

        static Value of(java.lang.reflect.Type type) {
            return switch (type) {
                case Class<?> c when c == String.class -> new Plain(c, "string");
                case Class<?> c when c == boolean.class || c == Boolean.class -> new Plain(c, "boolean");
                case Class<?> c when c == int.class || c == Integer.class -> new Plain(c, "integer");
                case Class<?> c when c == long.class || c == Long.class -> new Plain(c, "integer");
                case Class<?> c when c == double.class || c == Double.class -> new Plain(c, "number"); // in answers
                case Class<?> c when c.isEnum() -> new Word(c);
                case Class<?> c when c.isRecord() -> new Inner(of(c));
                case ParameterizedType p when p.getRawType() == Optional.class -> new Maybe(of(last(p)));
                case ParameterizedType p when p.getRawType() == List.class -> new Items(of(last(p)));
                case ParameterizedType p when p.getRawType() == Map.class -> new Keys(of(last(p)));
                default -> throw new IllegalArgumentException("no shape for " + type);
            };
        }

        private static Shape<?> of(Class<?> record) { return Shape.of(record.asSubclass(Record.class)); }

        private static java.lang.reflect.Type last(ParameterizedType type) {
            return type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        }

        default ObjectNode schema() {
            return switch (this) {
                case Plain(_, var word) -> Json.object().put("type", word);
                case Word(var type) -> {
                    var node = Json.object().put("type", "string");
                    node.set("enum", Json.node(List.of(type.getEnumConstants())));
                    yield node;
                }
                case Inner(var shape) -> Shape.schema(List.of(shape));
                case Maybe(var value) -> value.schema();
                case Items(var value) -> {
                    var node = Json.object().put("type", "array");
                    node.set("items", value.schema());
                    yield node;
                }
                case Keys(var value) -> {
                    var node = Json.object().put("type", "object");
                    node.set("additionalProperties", value.schema());
                    yield node;
                }
            };
        }

        default boolean isText() { return this instanceof Plain(var type, _) && type == String.class; }

        default Object read(String name, JsonNode node) {
            return switch (this) {
                case Maybe(var value) -> Optional.of(value.read(name, node));
                // items of an array stay as they are: names may end in a space
                case Items(var value) -> items(name, node).filter(item -> !absent(item))
                        .map(item -> value.isText() ? text(name, item) : value.read(name, item)).toList();
                case Plain(var type, _) -> plain(name, type, text(name, node));
                case Word(var type) -> word(name, type, text(name, node));
                case Keys(var value) -> {
                    var map = new LinkedHashMap<String, Object>();
                    entries(name, node).forEach((key, item) -> map.put(key, value.isText() ? text(name, item)
                            : value.read(name, item)));
                    yield map;
                }
                case Inner _ -> throw new IllegalArgumentException(name + " is for answers");
            };
        }
    }

    private static Object plain(String name, Class<?> type, String text) {
        text = text.strip();
        if (type == String.class) return text;
        if (type == boolean.class || type == Boolean.class) {
            if (text.equalsIgnoreCase("true")) return true;
            if (text.equalsIgnoreCase("false")) return false;
            throw new BadInput(name + " must be true or false, not \"" + text + "\"");
        }
        if (text.matches("-?\\d{1,9}(\\.0+)?")) return Integer.valueOf(text.replaceFirst("\\.0+", ""));
        throw new BadInput(name + " must be a whole number, not \"" + text + "\"");
    }

    private static Object word(String name, Class<?> type, String text) {
        var words = Arrays.asList(type.getEnumConstants());
        var said = text.strip();
        return words.stream().filter(word -> word.toString().equalsIgnoreCase(said)
                || ((Enum<?>) word).name().equalsIgnoreCase(said)).findFirst().orElseThrow(
                () -> new BadInput(name + " must be one of " + words.stream().map(word -> Json.node(word).asText())
                        .collect(Collectors.joining(", ")) + ", not \"" + text + "\""));
    }

    private static String text(String name, JsonNode node) {
        if (node.isValueNode()) return node.asText();
        throw new BadInput(name + " must be a single value, not " + (node.isArray() ? "a list" : "an object"));
    }

    /** A list in any of the forms that models write: an array, an array as text, items between commas. */
    private static Stream<JsonNode> items(String name, JsonNode node) {
        if (node.isArray()) return node.valueStream();
        var text = text(name, node).strip();
        if (text.startsWith("[")) {
            try {
                return Json.parse(text.getBytes(StandardCharsets.UTF_8)).valueStream();
            } catch (Json.Malformed e) {
                throw new BadInput(name + " starts like a JSON array and is none: " + e.getMessage()
                        + "; a name that starts so must stand in an array");
            }
        }
        return Arrays.stream(text.split(",")).map(String::strip).map(Json::node);
    }

    /** Keys with values in any of the forms that models write: an object, an object as text, {@code a=1,b=2}. */
    private static Map<String, JsonNode> entries(String name, JsonNode node) {
        var map = new LinkedHashMap<String, JsonNode>();
        var given = node;
        if (node.isTextual() && node.asText().strip().startsWith("{")) {
            try {
                given = Json.parse(node.asText().getBytes(StandardCharsets.UTF_8));
            } catch (Json.Malformed e) {
                throw new BadInput(name + " starts like a JSON object and is none: " + e.getMessage());
            }
        }
        if (given.isObject()) {
            given.properties().forEach(entry -> {
                if (entry.getValue().isNull()) throw new BadInput(name + " has no value for " + entry.getKey());
                map.put(entry.getKey(), entry.getValue());
            });
            return map;
        }
        items(name, given).filter(item -> !absent(item)).forEach(item -> {
            var parts = text(name, item).split("=", 2);
            if (parts.length < 2) throw new BadInput(name + " must be an object, or KEY=VALUE, not " + parts[0]);
            map.put(parts[0].strip(), Json.node(parts[1].strip()));
        });
        return map;
    }

    /** Blank means absent, for every argument of every tool: {@code search_term: ""} must not match everything. */
    public static boolean absent(JsonNode node) {
        return node == null || node.isNull() || node.isTextual() && node.asText().isBlank()
                || node.isContainerNode() && node.isEmpty();
    }

    /** One flat schema for the parts of which arguments or an answer consist. */
    public static ObjectNode schema(List<Shape<?>> parts) {
        var properties = Json.object();
        var required = new ArrayList<String>();
        for (var field : fields(parts)) {
            if (properties.replace(field.name(), field.schema()) != null) {
                throw new IllegalArgumentException(field.name() + " stands twice");
            }
            if (field.required()) required.add(field.name());
        }
        var whole = Json.object().put("type", "object");
        whole.set("properties", properties);
        if (!required.isEmpty()) whole.set("required", Json.node(required));
        return whole.put("additionalProperties", false);
    }

    /**
     * One flat schema for what several ways to call the same tool take together. Only what all of them require is
     * required; what stands in several is the same in each.
     */
    public static ObjectNode union(List<List<Shape<?>>> ways) {
        var properties = Json.object();
        var required = new ArrayList<>(fields(ways.getFirst()).stream().map(Field::name).toList());
        for (var way : ways) {
            for (var field : fields(way)) {
                var other = properties.replace(field.name(), field.schema());
                if (other != null && !other.equals(field.schema())) {
                    throw new IllegalArgumentException(field.name() + " is not the same everywhere");
                }
            }
            required.retainAll(fields(way).stream().filter(Field::required).map(Field::name).toList());
        }
        var whole = Json.object().put("type", "object");
        whole.set("properties", properties);
        if (!required.isEmpty()) whole.set("required", Json.node(required));
        return whole.put("additionalProperties", false);
    }

    /** Refuses what none of the parts takes, and what is missing; both texts say what is taken. */
    public static void check(String who, ObjectNode args, List<Shape<?>> parts) {
        var known = fields(parts).stream().map(Field::name).toList();
        var takes = known.isEmpty() ? "; it takes no arguments" : "; it takes " + String.join(", ", known);
        var strangers = args.properties().stream().map(Map.Entry::getKey).filter(n -> !known.contains(n)).toList();
        if (!strangers.isEmpty()) throw new BadInput(who + " does not take " + String.join(", ", strangers) + takes);
        var missing = fields(parts).stream().filter(field -> field.required() && absent(args.get(field.name())))
                .map(Field::name).toList();
        if (!missing.isEmpty()) throw new BadInput(who + " needs " + String.join(", ", missing) + takes);
    }

    private static List<Field> fields(List<Shape<?>> parts) {
        return parts.stream().flatMap(part -> part.fields.stream()).toList();
    }

    /** Builds the record from its own arguments, once they have been checked; those of others are not looked at. */
    public R read(ObjectNode args) {
        try {
            var constructor = type.getDeclaredConstructor(fields.stream().map(Field::raw).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(fields.stream().map(field -> field.read(args.get(field.name()))).toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) throw new BadInput(refusal.getMessage());
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record as JSON, by the names that the schema gives; what is null or an empty Optional is left out. */
    static ObjectNode write(Record value) {
        var object = Json.object();
        for (var component : COMPONENTS.get(value.getClass())) {
            try {
                var node = Json.node(component.getAccessor().invoke(value));
                if (!node.isNull()) object.set(snake(component.getName()), node);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return object;
    }

    private static String snake(String name) {
        var text = new StringBuilder(name.length() + 4);
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c)) text.append('_');
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }
}
