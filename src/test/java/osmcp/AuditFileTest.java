package osmcp;

import static org.junit.jupiter.api.Assertions.*;
import static osmcp.AuditTest.*;

import module java.base;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.TempDir;
import osmcp.cloud.Fault;

/** The file in which changes are written down: whose it is, and what happens where it cannot be written. */
@Timeout(60)
class AuditFileTest {
    @TempDir
    private Path folder;

    private Path file() { return folder.resolve("audit.jsonl"); }

    /** Neither a full disk, nor a folder, nor one that is gone. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatCannotBeWrittenDownIsNotDone() throws Exception {
        try (var lab = new Lab()) {
            for (var file : List.of(Path.of("/dev/full"), folder, folder.resolve("gone/audit.jsonl"))) {
                var outcome = calls(lab, "demo", file).run("set_subnets", Lab.json(SUBNET)).orElseThrow();
                assertTrue(outcome.failed());
                assertTrue(outcome.words().matches("(?s)this server must write down what it changes, and cannot: "
                        + ".*nothing was sent; its operator has to .*MCP_AUDIT_LOG"), outcome.words());
            }
            assertEquals(0, lab.cloud.journal().changes(0).size());
        }
    }

    @Test
    void whatIsDoneAndCannotBeWrittenDownAnyMoreIsLoggedAndAnswered() throws Exception {
        try (var lab = new Lab()) {
            var gone = Files.createDirectory(folder.resolve("gone"));
            lab.cloud.faults().add("POST", "network .*/subnets", 1, Fault.changed(json -> {
                assertTrue(gone.resolve("audit.jsonl").toFile().delete() && gone.toFile().delete());
                return json;
            }));
            var answer = Lab.answer(calls(lab, "demo", gone.resolve("audit.jsonl")), "set_subnets", SUBNET);
            assertEquals(1, answer.path("done").asInt());
            assertTrue(lab.log.stream().anyMatch(line -> line.startsWith("cannot write the audit log: ")
                    && line.contains("\"kind\":\"outcome\"")), lab.log.toString());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNewFileIsItsOwnersAndOneThatIsThereStaysAsItIs() throws Exception {
        try (var lab = new Lab()) {
            Lab.answer(calls(lab, "demo", file()), "set_subnets", SUBNET);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
            calls(lab, "demo", file()).run("set_subnets", Lab.json("{}"));
            assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
            Files.move(file(), folder.resolve("moved away"));
            calls(lab, "demo", file()).run("set_subnets", Lab.json("{}"));
            assertEquals(1, lines(file()).size());
        }
    }

    /** What a full disk cut off is one bad line, and not two. */
    @Test
    void noLineIsJoinedToAPartOfOne() throws Exception {
        try (var lab = new Lab()) {
            Files.writeString(file(), "{\"half");
            Lab.answer(calls(lab, "demo", file()), "set_subnets", SUBNET);
            var rest = Files.readString(file());
            assertTrue(rest.startsWith("{\"half\n{"), rest);
            assertEquals(List.of("intent", "outcome"), rest.lines().skip(1).map(Lab::json)
                    .map(line -> line.path("kind").asText()).toList());
        }
    }
}
