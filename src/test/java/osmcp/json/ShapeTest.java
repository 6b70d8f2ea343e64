package osmcp.json;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
    enum Color { RED, DARK_BLUE }

    record Args(@Doc String name, @Doc Optional<Integer> size, @Doc(or = "5", min = 1, max = 9) int count,
            @Doc(or = "false") boolean loud, @Doc List<String> parts, @Doc Optional<Color> color) {
        Args {
            if (name.equals("bad")) throw new IllegalArgumentException("bad is no name");
        }
    }

    record Inner(int n) {}
    record Answer(String wordAndWord, Optional<String> absent, List<Inner> inner, Map<String, String> any) {}

    private static final Shape<Args> ARGS = Shape.of(Args.class);

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a"}                              | {"name":"a","count":5,"loud":false,"parts":[]}
            {"name":" a ","size":"42","count":"9"}    | {"name":"a","size":42,"count":9,"loud":false,"parts":[]}
            {"name":"a","size":2.0}                   | {"name":"a","size":2,"count":5,"loud":false,"parts":[]}
            {"name":42,"loud":"TRUE"}                 | {"name":"42","count":5,"loud":true,"parts":[]}
            {"name":"a","parts":"x, y,,"}             | {"name":"a","count":5,"loud":false,"parts":["x","y"]}
            {"name":"a","parts":["x"," ",null,"y,z"]} | {"name":"a","count":5,"loud":false,"parts":["x","y,z"]}
            {"name":"a","parts":"[\\"x\\",\\"y\\"]"}  | {"name":"a","count":5,"loud":false,"parts":["x","y"]}
            {"name":"a","color":"Dark_Blue"} | {"name":"a","count":5,"loud":false,"parts":[],"color":"dark_blue"}
            {"name":"a","size":" ","count":null}      | {"name":"a","count":5,"loud":false,"parts":[]}
            """)
    void harmlessDifferencesOfSpellingAreAccepted(String given, String read) {
        assertEquals(read, Json.text(Json.node(ARGS.read(object(given)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":["a"]}               | name must be a single value, not a list
            {"name":{"a":1}}             | name must be a single value, not an object
            {"name":"a","size":"ten"}    | size must be a whole number, not "ten"
            {"name":"a","size":1.5}      | size must be a whole number, not "1.5"
            {"name":"a","count":0}       | count must be between 1 and 9, not 0
            {"name":"a","count":"10"}    | count must be between 1 and 9, not 10
            {"name":"a","loud":"yes"}    | loud must be true or false, not "yes"
            {"name":"a","color":"green"} | color must be one of red, dark_blue, not "green"
            {"name":"a","parts":"[x"}    | parts starts like a JSON array and is none
            {"name":"a","parts":{"x":1}} | parts must be a single value, not an object
            {"name":"bad"}               | bad is no name
            """)
    void whatDoesNotFitIsRefusedInOneSentence(String given, String sentence) {
        var refusal = assertThrows(BadInput.class, () -> ARGS.read(object(given)));
        assertTrue(refusal.getMessage().startsWith(sentence), refusal.getMessage());
    }

    @Test
    void strangersAndGapsAreRefusedWithAllThatIsKnown() {
        var known = "; it takes name, size, count, loud, parts, color";
        assertEquals("tool does not take nam, x" + known, assertThrows(BadInput.class,
                () -> Shape.check("tool", object("{\"nam\":1,\"x\":2}"), List.of(ARGS))).getMessage());
        assertEquals("tool needs name" + known, assertThrows(BadInput.class,
                () -> Shape.check("tool", object("{\"name\":\" \"}"), List.of(ARGS))).getMessage());
    }

    @Test
    void theSchemaSaysWhatTheReaderTakes() {
        assertEquals("{\"type\":\"object\",\"properties\":{"
                + "\"name\":{\"type\":\"string\"},\"size\":{\"type\":\"integer\"},"
                + "\"count\":{\"type\":\"integer\",\"default\":5,\"maximum\":9},\"loud\":{\"type\":\"boolean\"},"
                + "\"parts\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                + "\"color\":{\"type\":\"string\",\"enum\":[\"red\",\"dark_blue\"]}},\"required\":[\"name\"],"
                + "\"additionalProperties\":false}", Json.text(Shape.schema(List.of(ARGS))));
    }

    @Test
    void answersAreWrittenByTheNamesOfTheirSchemaWithoutWhatIsAbsent() {
        var answer = new Answer("a", Optional.empty(), List.of(new Inner(1)), Map.of("k", "v"));
        assertEquals("{\"word_and_word\":\"a\",\"inner\":[{\"n\":1}],\"any\":{\"k\":\"v\"}}",
                Json.text(Json.node(answer)));
    }

    @Test
    void itemsOfAnArrayStayAsTheyAreAndPiecesBetweenCommasAreStripped() {
        record Names(List<String> names) {}
        assertEquals(List.of("a ", " b"), Shape.of(Names.class).read(object("{\"names\":[\"a \",\" b\"]}")).names());
        assertEquals(List.of("a", "b"), Shape.of(Names.class).read(object("{\"names\":\"a , b\"}")).names());
    }

    @Test
    void aComponentWithoutShapeIsRefused() {
        record Odd(Object thing) {}
        assertThrows(IllegalArgumentException.class, () -> Shape.of(Odd.class));
    }
}
