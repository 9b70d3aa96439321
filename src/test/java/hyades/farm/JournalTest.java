package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.farm.Outcome.Done;
import hyades.farm.Outcome.Failed;
import hyades.farm.Outcome.NotBegun;
import hyades.farm.Outcome.Quarantined;
import hyades.farm.Outcome.TimedOut;
import hyades.storage.WatchedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JournalTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("journal");
    }

    private static Item item(int index) {
        return new Item("item " + index, 1);
    }

    private static Task task(int index) {
        return new Task(index, item(index), 1, -1, false);
    }

    private Journal<String> open() throws IOException {
        return Journal.open(file, "work", new Twice(), _ -> true);
    }

    /// Each kind, and results that are null or not.
    private static List<Outcome<String>> outcomes() {
        return List.of(
                new Done<>(1, 0.5, 2, "µ\n"),
                new Failed<>(0, 1e-9, 1, "no good", null),
                new Failed<>(0, 2, 3, "exit code 1", "output"),
                new TimedOut<>(7, 30.1, 1, null),
                new TimedOut<>(7, 30.1, 1, "half"),
                new Quarantined<>(4));
    }

    @Test
    void outcomesAreFoundAgain() throws IOException {
        try (Journal<String> journal = open()) {
            for (int i = 0; i < outcomes().size(); i++) {
                journal.ended(2 * i, item(2 * i), outcomes().get(i));
            }
            journal.commit();
        }
        try (Journal<String> journal = open()) {
            assertEquals(outcomes().size(), journal.recorded());
            assertEquals(List.of(), journal.remarks());
            for (int i = 0; i < outcomes().size(); i++) {
                assertEquals(outcomes().get(i), journal.outcome(2 * i, item(2 * i), 0));
                assertNull(journal.outcome(2 * i + 1, item(2 * i + 1), 0));
            }
        }
    }

    /// A million of them with a few thousand bytes each would fill the memory: they are where they are recorded.
    @Test
    void outcomesStayInTheFile() throws IOException {
        try (Journal<String> journal = open()) {
            journal.ended(7, item(7), outcomes().getFirst());
            journal.commit();
            assertEquals(outcomes().getFirst(), journal.told(7));
        }
        try (Journal<String> journal = open()) {
            assertEquals(outcomes().getFirst(), journal.told(7));
            byte[] changed = Files.readAllBytes(file);
            int at = new String(changed, StandardCharsets.ISO_8859_1).indexOf("\u00c2\u00b5");
            changed[at + 1]++;
            Files.write(file, changed);
            assertThrows(IOException.class, () -> journal.outcome(7, item(7), 0));
            assertThrows(IOException.class, () -> journal.told(7));
        }
    }

    @Test
    void whoGoesOnSaysWhatIsKept() throws IOException {
        try (Journal<String> journal = open()) {
            for (int i = 0; i < outcomes().size(); i++) {
                journal.ended(i, item(i), outcomes().get(i));
            }
        }
        try (Journal<String> journal = Journal.open(file, "work", new Twice(), outcome -> !outcome.hasFailed())) {
            assertEquals(1, journal.recorded());
            assertEquals(outcomes().get(0), journal.outcome(0, item(0), 0));
            assertNull(journal.outcome(1, item(1), 0));
        }
    }

    @Test
    void otherWorkIsRefused() throws IOException {
        try (Journal<String> journal = open()) {
            journal.ended(0, item(0), outcomes().getFirst());
        }
        IOException refused =
                assertThrows(IOException.class, () -> Journal.open(file, "other work", new Twice(), _ -> true));
        assertEquals(file + ": is of other work: expected other work, found work", refused.getMessage());
        try (Journal<String> journal = open()) {
            refused = assertThrows(IOException.class, () -> journal.outcome(0, item(1), 0));
            assertEquals(file + ": is of other work: item 1 is item 1, and was another", refused.getMessage());
        }
    }

    @Test
    void aHalfWrittenEndIsReportedAndLeftOut() throws IOException {
        try (Journal<String> journal = open()) {
            journal.ended(0, item(0), outcomes().getFirst());
            journal.commit();
            journal.ended(1, item(1), outcomes().getFirst());
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        try (Journal<String> journal = open()) {
            assertEquals(1, journal.recorded());
            assertEquals(1, journal.remarks().size());
            assertTrue(journal.remarks()
                    .getFirst()
                    .endsWith("bytes at its end are damaged or half written, and left out"));
        }
        try (Journal<String> journal = open()) {
            assertEquals(List.of(), journal.remarks());
        }
    }

    /// Two deaths may be by chance; with one retry two more may be the item's.
    @Test
    void whatIsAtHandAgainAndAgainWhenItsProcessEndsIsInQuarantine() throws IOException {
        for (int deaths = 0; deaths < 4; deaths++) {
            try (Journal<String> journal = open()) {
                assertNull(journal.outcome(3, item(3), 1));
                assertEquals(deaths > 0, journal.isSuspect(3));
                journal.begun(List.of(task(3), task(4)));
                journal.ended(4, item(4), outcomes().getFirst());
            } // without rest(): as if it had been killed
        }
        try (Journal<String> journal = open()) {
            assertEquals(new Quarantined<String>(4), journal.outcome(3, item(3), 1));
            assertFalse(journal.isSuspect(4));
        }
        // Whoever wants what has failed anew wants this, too, which is still done alone.
        try (Journal<String> journal =
                Journal.open(file, "work", new Twice(), outcome -> outcome instanceof Outcome.Done<String>)) {
            assertNull(journal.outcome(3, item(3), 1));
            assertTrue(journal.isSuspect(3));
        }
    }

    @Test
    void whoEndsInGoodOrderHasNothingAtHand() throws IOException {
        try (Journal<String> journal = open()) {
            journal.begun(List.of(task(3)));
            journal.rest();
        }
        try (Journal<String> journal = open()) {
            assertFalse(journal.isSuspect(3));
        }
    }

    @Test
    void failuresAreCounted() throws IOException {
        try (Journal<String> journal = open()) {
            journal.failed(task(3).again());
        }
        try (Journal<String> journal = open()) {
            assertEquals(2, journal.failures(3));
            assertEquals(0, journal.failures(2));
        }
    }

    /// A run that is ended again and again while it does the same items would make it longer each time.
    @Test
    void itDoesNotGrowWithoutBound() throws IOException {
        List<Task> tasks = IntStream.range(0, 10).mapToObj(JournalTest::task).toList();
        try (Journal<String> journal = open()) {
            journal.ended(10, item(10), outcomes().getFirst());
        }
        long longest = 0;
        for (int run = 0; run < 500; run++) {
            try (Journal<String> journal = open()) {
                for (Task task : tasks) {
                    journal.begun(List.of(task));
                    journal.failed(task);
                }
            }
            longest = Math.max(longest, Files.size(file));
        }
        assertTrue(longest < 40_000, longest + " bytes");
        try (Journal<String> journal = open()) {
            assertEquals(outcomes().getFirst(), journal.outcome(10, item(10), 0));
            assertEquals(outcomes().getFirst(), journal.told(10));
            assertEquals(1, journal.failures(3));
        }
    }

    /// A farm that is asked to stop and goes on does each item once, and tells of all in the end.
    @Test
    void aFarmGoesOnWhereItWas() throws IOException {
        int count = 300;
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Work<String> work = new Twice() {
            @Override
            public String process(String name) {
                done.add(name);
                return name + name;
            }
        };
        int runs = 0;
        List<Completed<String>> all = new ArrayList<>();
        while (all.stream()
                        .filter(each -> !(each.outcome() instanceof NotBegun<String>))
                        .count()
                < count) {
            all.clear();
            int most = done.size() + 50;
            all.addAll(TestRanks.run(3, world -> {
                        TestRanks.stopWhen(world, () -> done.size() >= most);
                        try (Journal<String> journal =
                                        world.rank() == 0 ? Journal.open(file, "work", work, _ -> true) : null;
                                TaskFarm<String> farm =
                                        TaskFarm.open(world, work, Rules.DEFAULT.withMostAtOnce(1), journal)) {
                            List<Completed<String>> told = new ArrayList<>();
                            farm.serve();
                            for (int i = 0; world.rank() == 0 && i < count; i++) {
                                farm.submit(item(i));
                            }
                            for (Completed<String> each = next(world.rank(), farm);
                                    each != null;
                                    each = next(world.rank(), farm)) {
                                told.add(each);
                                if (done.size() < most) {
                                    Thread.yield();
                                }
                            }
                            return told;
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .getFirst());
            runs++;
        }
        assertEquals(count, done.stream().distinct().count());
        assertEquals(count, done.size());
        assertTrue(runs >= 1);
        assertEquals(count, all.stream().map(Completed::index).distinct().count());
    }

    private static Completed<String> next(int rank, TaskFarm<String> farm) throws IOException {
        return rank == 0 ? farm.take() : null;
    }

    /// What cannot be recorded does not count: the disk's complaint, with the file's name, ends the farm.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"write journal", "sync journal"})
    void aFullDiskEndsTheFarm(String when) throws IOException {
        WatchedDisk disk = new WatchedDisk();
        try (Journal<String> journal = Journal.open(disk.path(file), "work", new Twice(), _ -> true)) {
            disk.failWhen(told -> told.equals(when));
            UncheckedIOException full = assertThrows(
                    UncheckedIOException.class,
                    () -> TestRanks.alone(world -> {
                        try (TaskFarm<String> farm = TaskFarm.open(world, new Twice(), Rules.DEFAULT, journal)) {
                            farm.submit(item(0));
                            return farm.take();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }));
            assertTrue(full.getCause().getMessage().contains("journal"), full.toString());
            disk.failWhen(_ -> false);
        }
    }
}
