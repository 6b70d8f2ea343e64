package osmcp.config;

import static org.junit.jupiter.api.Assertions.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
    private static final String CANARY = "Hunter2Canary";

    private static String refusal(String text) {
        return assertThrows(Yaml.Unreadable.class, () -> Yaml.read(text), text).getMessage();
    }

    /** A line end is written as {@code ⏎} and a tab as {@code ⇥}. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            password: abc#def                           ¦ {password=abc#def}
            password: abc #def                          ¦ {password=abc}
            a: 'it''s'                                  ¦ {a=it's}
            a: "x: y"                                   ¦ {a=x: y}
            a: "\\t\\x41\\u00e9\\"\\\\\\/"              ¦ {a=⇥Aé"\\/}
            a: '\\n'                                    ¦ {a=\\n}
            - - a⏎  - b⏎- c                             ¦ [[a, b], c]
            two words: x                                ¦ {two words=x}
            "q": 1⏎'r s' : 2                            ¦ {q=1, r s=2}
            key:value                                   ¦ key:value
            a: http://h:5000/v3                         ¦ {a=http://h:5000/v3}
            a:   b  ⏎c: d                               ¦ {a=b, c=d}
            a:⏎   # x⏎ # y⏎  b: c⏎        # z⏎  d: e    ¦ {a={b=c, d=e}}
            a:⏎- b⏎- c: d⏎  e: f⏎g: h                   ¦ {a=[b, {c=d, e=f}], g=h}
            a:⏎  - b⏎  -⏎    c: d⏎  -                   ¦ {a=[b, {c=d}, ]}
            a: one⏎  two⏎⏎⏎  three⏎b: c                 ¦ {a=one two⏎⏎three, b=c}
            a:⏎  one⏎  - two                            ¦ {a=one - two}
            a:⏎b: ~⏎c: true                             ¦ {a=, b=~, c=true}
            a: |⏎  x⏎⏎   y # z⏎⏎b: c                    ¦ {a=x⏎⏎ y # z⏎, b=c}
            a: |-⏎  x⏎⏎b: c                             ¦ {a=x, b=c}
            a: |+⏎  x⏎⏎b: c                             ¦ {a=x⏎⏎, b=c}
            a: |⏎  x                                    ¦ {a=x}
            a: >⏎  x⏎  y⏎⏎  z⏎   more⏎  w⏎              ¦ {a=x y⏎z⏎ more⏎w⏎}
            a: >-⏎  x⏎  y⏎                              ¦ {a=x y}
            a: [b, 'c, d', {e: f, g: }, [], {}] # x     ¦ {a=[b, c, d, {e=f, g=}, [], {}]}
            ---⏎a: b⏎...⏎# end                          ¦ {a=b}
            # only a comment                            ¦ ``
            a: 'x⇥y'                                    ¦ {a=x⇥y}
            a: -1⏎b: ?x⏎c: :x                           ¦ {a=-1, b=?x, c=:x}
            a: *?                                       ¦ -
            """)
    void whatPeopleWriteMeansWhatItMeansToOthers(String text, String tree) throws Exception {
        var plain = text.replace('⏎', '\n').replace('⇥', '\t');
        if (tree.equals("-")) refusal(plain);
        else assertEquals(tree.replace('⏎', '\n').replace('⇥', '\t'), Yaml.read(plain).toString());
    }

    @Test
    void windowsFilesAreReadLikeOthers() throws Exception {
        assertEquals(Map.of("a", Map.of("b", "c")), Yaml.read("\uFEFFa:\r\n  b: c\r\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            a: &x Hunter2Canary                         ¦ line 1: anchors (&) are not read
            a: b⏎c: *Hunter2Canary                      ¦ line 2: aliases (*) are not read
            a: !!python/object Hunter2Canary            ¦ line 1: tags (!) are not read
            <<: Hunter2Canary                           ¦ line 1: merge keys (<<) are not read
            ? Hunter2Canary⏎: b                         ¦ line 1: complex keys (?) are not read
            %YAML 1.2⏎---⏎a: b                          ¦ line 1: directives (%) are not read
            a:⏎⇥b: Hunter2Canary                        ¦ line 2: a tab outside of quotes
            a: Hunter⇥2Canary                           ¦ line 1: a tab outside of quotes
            a: Hunter2Canary⏎---⏎b: c                   ¦ line 2: the indentation fits nothing above, or a second
            a: Hunter2Canary⏎...⏎b: c                   ¦ line 3: the indentation fits nothing above, or a second
            a: [Hunter2Canary,⏎  b]                     ¦ line 1: flow collections of several lines
            a: {b: Hunter2Canary                        ¦ line 1: expected a comma or }
            a: [b: Hunter2Canary]                       ¦ line 1: expected a comma or ]
            a: "Hunter2Canary                           ¦ line 1: a quoted scalar must end on its line
            a: 'Hunter2Canary⏎  b'                      ¦ line 1: a quoted scalar must end on its line
            a: "Hunter2Canary\\q"                       ¦ line 1: an escape that is not known
            a: "\\ud800"                                ¦ line 1: an escape that is not known
            a: "\\x4"                                   ¦ line 1: an escape that is not known
            a: "Hunter2"Canary                          ¦ line 1: expected the end of the line
            a: b: Hunter2Canary                         ¦ line 1: expected the end of the line; what has a colon
            a: b⏎  c: Hunter2Canary                     ¦ line 2: expected the end of the line; what has a colon
            a: - Hunter2Canary                          ¦ line 1: scalars without quotes that begin with -
            a: @Hunter2Canary                           ¦ line 1: scalars without quotes that begin with @
            a: `Hunter2Canary                           ¦ line 1: scalars without quotes that begin with `
            a: b⏎Hunter2Canary                          ¦ line 2: expected a key
            a:⏎    b: c⏎  d: Hunter2Canary              ¦ line 3: the indentation fits nothing above
            a: |2⏎   Hunter2Canary                      ¦ line 1: block scalars are read with | or >
            password: x⏎password: Hunter2Canary         ¦ line 2: the key password is there twice
            {a: b, a: Hunter2Canary}                    ¦ line 1: the key a is there twice
            Hunter2 Canary: x⏎Hunter2 Canary: y         ¦ line 2: the key (not shown) is there twice
            """)
    void whatIsRefusedIsToldByLineAndReasonAndNeverByValue(String text, String reason) {
        var message = refusal(text.replace('⏎', '\n').replace('⇥', '\t'));
        assertTrue(message.startsWith(reason), message);
        assertFalse(message.contains("Hunter2"), message);
    }

    @Test
    void whatWouldTakeTimeOrSpaceWithoutBoundIsRefused() {
        var laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        assertEquals("line 1: anchors (&) are not read", refusal(laughs));
        assertEquals("line 1: nested deeper than 32", refusal("a: " + "[".repeat(100_000)));
        assertEquals("line 1: nested deeper than 32", refusal("- ".repeat(100_000) + "x"));
        assertEquals("line 33: nested deeper than 32", refusal(IntStream.range(0, 40)
                .mapToObj(i -> " ".repeat(i) + "k:\n").collect(Collectors.joining())));
        assertEquals("longer than 1048576 characters", refusal("a".repeat(1 << 21)));
        assertEquals("more than 20000 lines", refusal("\n".repeat(20_001)));
        assertTrue(refusal("k".repeat(2_000) + ": x").contains("a key longer than"));
        for (var odd : List.of("\0", "\u001b", "\u0085", "\u2028", "\u200b", "\ufffe", "\ud800")) {
            assertEquals("line 2: a character that cannot be seen", refusal("a: b\nc: " + CANARY + odd));
        }
    }

    @Test
    void longLinesAndManyLinesAreReadOrRefusedByLine() throws Exception {
        for (var part : List.of(" ", " #", "x ", ": ", "\\n", "''", "[", "\t")) {
            for (var head : List.of("a: ", "a: '", "a: \"", "a: [", "a: |\n  ")) {
                try {
                    assertEquals(Set.of("a"), ((Map<?, ?>) Yaml.read(head + part.repeat(50_000 / part.length())))
                            .keySet());
                } catch (Yaml.Unreadable e) {
                    assertTrue(e.getMessage().startsWith("line "), e.getMessage());
                }
            }
        }
        assertEquals(Map.of("a", "x\n" + "\n".repeat(19_000) + "y\n"),
                Yaml.read("a: |\n  x\n" + "\n".repeat(19_000) + "  y\n"));
        assertEquals(Map.of("a", "x" + "\n".repeat(19_000) + "y"),
                Yaml.read("a: x\n" + "\n".repeat(19_000) + "  y\n"));
    }
}
