package osmcp;

import static org.junit.jupiter.api.Assertions.*;
import static osmcp.ConfirmTest.*;

import module java.base;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import osmcp.cloud.World;

/** What somebody agreed to is what he was shown: if that has changed since, nothing is done. */
@Timeout(60)
class ConfirmChangedTest {
    private static void remove(World world, String name) { world.remove("servers", id(world, name)); }

    /** What became of the things, or of the call, between the plan and the token. */
    private enum Meanwhile {
        STOPPED("has changed") {
            @Override void happens(World world) { world.named("servers", "demo", "job-1").put("status", "SHUTOFF"); }
        },
        BUSY("has changed") {
            @Override void happens(World world) {
                world.named("servers", "demo", "job-1").put("OS-EXT-STS:task_state", "powering-off");
            }
        },
        RENAMED("has changed") {
            @Override void happens(World world) { world.named("servers", "demo", "job-1").put("name", "job-1-prod"); }
        },
        ONE_MORE("has changed") {
            @Override void happens(World world) { world.add("servers", "demo", Map.of("name", "job-new")); }
        },
        ONE_LESS("has changed") {
            @Override void happens(World world) { remove(world, "job-1"); }
        },
        ANOTHER_IN_ITS_PLACE("has changed") {
            @Override void happens(World world) {
                ONE_LESS.happens(world);
                ONE_MORE.happens(world);
            }
        },
        NONE_LEFT("no server") {
            @Override void happens(World world) {
                List.of("job-0", "job-1").forEach(name -> remove(world, name));
            }
        };

        private final String words;
        Meanwhile(String words) { this.words = words; }
        abstract void happens(World world);
    }

    @ParameterizedTest
    @EnumSource
    void whatChangedSinceItWasShownIsLeftAlone(Meanwhile meanwhile) throws IOException {
        try (var lab = lab(2)) {
            var calls = lab.as("demo");
            var args = delete(confirm(token(calls)));
            meanwhile.happens(lab.cloud.world());
            refused(lab, meanwhile.words, run(calls, args, ME));
        }
    }

    /** The same for a person, who may take ten minutes to read. */
    @ParameterizedTest
    @EnumSource
    void whatChangedWhileAPersonReadIsLeftAlone(Meanwhile meanwhile) throws IOException {
        try (var lab = lab(2)) {
            var talk = new Talk(Talk.engine(lab.as("demo"), SIGNED), "stdio", answer -> {
                meanwhile.happens(lab.cloud.world());
                answer.putObject("result").put("action", "accept").putObject("content").put("confirm", true);
                return answer;
            }).hello("2025-06-18", "{\"elicitation\":{}}");
            var result = talk.call("set_instance", delete(""));
            assertTrue(result.path("isError").asBoolean() && result.toString().contains(meanwhile.words),
                    result.toString());
            assertEquals(0, sent(lab));
        }
    }
}
