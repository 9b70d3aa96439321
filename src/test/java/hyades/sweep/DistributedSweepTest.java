package hyades.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.farm.Completed;
import hyades.farm.Completed.Kind;
import hyades.farm.Journal;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.sweep.Inputs.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DistributedSweepTest {
    /// More than are handed in before their turn.
    private static final int RECORDED = 250;

    @TempDir
    private Path folder;

    /// Of short tasks.
    private static Inputs inputs(int count) {
        return Inputs.of(List.of(new Table(List.of(IntStream.range(0, count)
                .mapToObj(i -> ByteText.of("value" + i))
                .toList()))));
    }

    /// The kinds of what is told that has an outcome.
    private List<Kind> told(int count, double delaySeconds, boolean isAskedToStop) {
        List<Kind> kinds = new ArrayList<>();
        run(count, delaySeconds, isAskedToStop, completed -> {
            if (!(completed.outcome() instanceof Outcome.NotBegun<TaskResult>)) {
                kinds.add(completed.kind());
            }
        });
        return kinds;
    }

    private void run(int count, double delaySeconds, boolean isAskedToStop, Consumer<Completed<TaskResult>> observer) {
        HowToRun how = new HowToRun(
                ByteText.of(":"), List.of("1"), "sh", folder.getFileName().toString(), folder.resolve("out"), null);
        TestRanks.alone(world -> {
            TestRanks.stopWhen(world, () -> isAskedToStop);
            try (DistributedSweep sweep = new DistributedSweep(world, how, "here");
                    Journal<TaskResult> journal = sweep.journal(folder.resolve("journal"), "key", _ -> true)) {
                sweep.run(
                        Rules.DEFAULT.withMostAtOnce(1),
                        delaySeconds,
                        inputs(count),
                        journal,
                        (_, completed) -> observer.accept(completed));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
    }

    /// The logs of a sweep that goes on are written anew: whoever stops it at once is to find all there that was there
    /// before. With a delay between tasks, too.
    @ParameterizedTest(name = "{0} s")
    @ValueSource(doubles = {0, 100})
    void whoStopsASweepThatGoesOnIsToldOfAllThatIsRecorded(double delaySeconds) {
        assertEquals(RECORDED, told(RECORDED, 0, false).size());
        List<Kind> kinds = told(RECORDED + 10, delaySeconds, true);
        assertEquals(
                RECORDED, kinds.stream().filter(kind -> kind == Kind.RECORDED).count());
        assertTrue(kinds.size() < RECORDED + 10, "it was asked to stop");
    }

    /// From the beginning of a task to that of the next, but for what a busy machine takes in between; the first waits
    /// for its shell, too.
    @Test
    void tasksBeginOneDelayAfterTheOther() {
        List<Long> begun = new ArrayList<>();
        run(
                4,
                0.5,
                false,
                completed -> begun.add(completed.outcome().result().ended().startMillis()));
        begun.sort(null);
        assertEquals(4, begun.size());
        for (int i = 2; i < 4; i++) {
            assertTrue(begun.get(i) - begun.get(i - 1) >= 250, begun::toString);
        }
    }

    /// The delay is between tasks that are begun: with it, what is recorded would take seven hours.
    @Test
    void whatIsRecordedIsToldWithoutDelay() {
        told(RECORDED, 0, false);
        assertEquals(RECORDED, told(RECORDED, 100, false).size());
    }
}
