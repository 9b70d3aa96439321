package hyades.sweep.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.farm.Completed;
import hyades.farm.Completed.Kind;
import hyades.farm.Halt;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.process.ExitCode;
import hyades.run.RunDirectory;
import hyades.sweep.ByteText;
import hyades.sweep.Inputs;
import hyades.sweep.Inputs.Table;
import hyades.sweep.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepLogTest {
    private static final Halt SOON = new Halt(Halt.When.SOON, 1);

    @TempDir
    Path folder;

    private SweepPlan plan;
    private SweepLog log;

    @BeforeEach
    void begin() throws IOException {
        List<ByteText> values = List.of(ByteText.of("a"), ByteText.of("b"), ByteText.of("c"));
        Inputs inputs = Inputs.of(List.of(new Table(List.of(values))));
        plan = new SweepPlan(Map.of(), ByteText.of("test {} = c"), inputs, "mark", folder);
        log = SweepLog.open(new RunDirectory(folder), plan, Instant.EPOCH, false, _ -> null);
    }

    @AfterEach
    void end() throws IOException {
        log.close();
    }

    /// The task has failed, in this run or in an earlier one.
    private void fails(int seq, Kind kind) throws IOException {
        Outcome<TaskResult> failed = new Outcome.Failed<>(0, 1, 1, "exit code 1", null);
        log.ended(plan.inputs().task(seq), new Completed<>(seq - 1, new Item("", 1), failed, kind));
    }

    @Test
    void whatHasFailedHaltsTheRest() throws IOException {
        fails(1, Kind.NEW);
        assertEquals(ExitCode.SOME_FAILED, log.code(SOON));
        assertEquals(ExitCode.STOPPED, log.code(Halt.NEVER));
    }

    /// A sweep that goes on after a halt and is stopped then has tasks left for that reason, which is no halt.
    @Test
    void whatHasFailedEarlierHaltsNothing() throws IOException {
        fails(1, Kind.RECORDED);
        assertEquals(ExitCode.STOPPED, log.code(SOON));
        assertEquals(0, log.ran());
        fails(2, Kind.NEW);
        assertEquals(ExitCode.SOME_FAILED, log.code(SOON));
        assertEquals(ExitCode.STOPPED, log.code(new Halt(Halt.When.SOON, 2)));
    }

    @Test
    void nothingIsLeftOnceAllHaveEnded() throws IOException {
        for (int seq = 1; seq <= 3; seq++) {
            fails(seq, Kind.RECORDED);
        }
        assertEquals(ExitCode.SOME_FAILED, log.code(SOON));
    }
}
